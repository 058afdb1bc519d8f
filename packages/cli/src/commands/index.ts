import type { Command } from '../command-line/command.js';

interface Listing {
	readonly summary: string;
	load(): Promise<Command>;
}

/** The commands by name, one file each, loaded on demand. */
export const commands: Readonly<Record<string, Listing>> = {
	check: {
		summary: 'Check plans: which operations the API will refuse, and what to do',
		load: async () => (await import('./check.js')).check,
	},
	merge: {
		summary: 'Merge the JSON reports of several runs',
		load: async () => (await import('./merge.js')).merge,
	},
	scan: {
		summary: 'Search sources, without a plan, for ids of managed groups',
		load: async () => (await import('./scan.js')).scan,
	},
	operations: {
		summary: 'List the ECS operations that applying a plan will call',
		load: async () => (await import('./operations.js')).operations,
	},
	table: {
		summary: 'Print who may call which operation on a managed security group',
		load: async () => (await import('./table.js')).table,
	},
	explain: {
		summary: 'Explain a resource type, an operation, a rule or an error message',
		load: async () => (await import('./explain.js')).explain,
	},
	'inventory pull': {
		summary: 'List the security groups of an account into an inventory file',
		load: async () => (await import('./inventory-pull.js')).inventoryPull,
	},
	'inventory diff': {
		summary: 'List the differences between two inventories',
		load: async () => (await import('./inventory-diff.js')).inventoryDiff,
	},
	'inventory policy': {
		summary: 'Print the minimal RAM policy for inventory pull',
		load: async () => (await import('./inventory-policy.js')).inventoryPolicy,
	},
	'inventory show': {
		summary: 'Summarize inventory files: which groups are managed, and by whom',
		load: async () => (await import('./inventory-show.js')).inventoryShow,
	},
	'serve run-task': {
		summary: 'Serve an HCP Terraform run task',
		load: async () => (await import('./serve-run-task.js')).serveRunTask,
	},
	doctor: {
		summary: 'Check the setup of this directory: inventory, credentials, hook, gate',
		load: async () => (await import('./doctor.js')).doctor,
	},
	init: {
		summary: 'Write the configuration, the hook and the CI job of a repository',
		load: async () => (await import('./init.js')).init,
	},
	completion: {
		summary: 'Print the completion script for bash, zsh or fish',
		load: async () => (await import('./completion.js')).completion,
	},
};
