import type { Command } from '../command-line/command.js';

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
	merge: {
		summary: 'Puts the JSON reports of several runs together',
		load: async () => (await import('./merge.js')).merge,
	},
	scan: {
		summary: 'Searches sources, without a plan, for ids of managed groups where they are acted on',
		load: async () => (await import('./scan.js')).scan,
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
	'inventory pull': {
		summary: 'Lists the security groups of an account by the ECS API into an inventory file',
		load: async () => (await import('./inventory-pull.js')).inventoryPull,
	},
	'inventory diff': {
		summary: 'Says what changed between two inventories',
		load: async () => (await import('./inventory-diff.js')).inventoryDiff,
	},
	'inventory policy': {
		summary: 'Prints the least RAM policy that inventory pull needs',
		load: async () => (await import('./inventory-policy.js')).inventoryPolicy,
	},
	'inventory show': {
		summary: 'Prints what inventory files say: which groups are managed, and by whom',
		load: async () => (await import('./inventory-show.js')).inventoryShow,
	},
	'serve run-task': {
		summary: 'Serves an HCP Terraform run task',
		load: async () => (await import('./serve-run-task.js')).serveRunTask,
	},
	doctor: {
		summary: 'Check the setup of this directory: inventory, credentials, hook, gate',
		load: async () => (await import('./doctor.js')).doctor,
	},
	init: {
		summary: 'Writes the configuration, the hook and the CI file that a repository needs',
		load: async () => (await import('./init.js')).init,
	},
	completion: {
		summary: 'Prints the completion for bash, zsh or fish',
		load: async () => (await import('./completion.js')).completion,
	},
};
