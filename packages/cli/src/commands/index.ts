import type { Command } from '../command.js';

interface Listing {
	readonly summary: string;
	load(): Promise<Command>;
}

/** By what the user types; one file per command, loaded when it is called. */
export const commands: Readonly<Record<string, Listing>> = {
	check: {
		summary: 'Checks plans: what the API will refuse, why, and what to do',
		load: async () => (await import('./check.js')).check,
	},
	operations: {
		summary: 'Prints the ECS operations that applying a plan will call',
		load: async () => (await import('./operations.js')).operations,
	},
	table: {
		summary: 'Prints the permission table: who may call what on a managed security group',
		load: async () => (await import('./table.js')).table,
	},
	explain: {
		summary: 'Explains a resource type, an operation or the rule of a finding',
		load: async () => (await import('./explain.js')).explain,
	},
	'inventory show': {
		summary: 'Prints what inventory files say: which groups are managed, and by whom',
		load: async () => (await import('./inventory-show.js')).inventoryShow,
	},
	'serve run-task': {
		summary: 'Serves an HCP Terraform run task',
		load: async () => (await import('./serve-run-task.js')).serveRunTask,
	},
};
