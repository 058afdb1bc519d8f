import fs from 'node:fs';
import path from 'node:path';
import { readRegularFile } from '@sg-preflight/documents/regular-file';
import { ageNotices, defaultMaxAge, type Inventory } from '@sg-preflight/inventory';
import type { ProjectConfiguration } from '../configuration/configuration-trust.js';
import { type InventoryRequest, readInventory } from '../input/inventories/inventory-files.js';
import type { Project } from './project.js';

/** One part of the setup. */
export interface SetupRow {
	readonly level: 'ok' | 'note' | 'missing';
	readonly text: string;
	/** The command or the step that supplies it. */
	readonly next?: string;
}

/**
 * Checks the setup of a project: configuration, inventory, region, credentials, hook, gate.
 *
 * @throws {UserError} when the inventory cannot be read
 */
export async function setupRows(project: Project, configuration: ProjectConfiguration | null): Promise<SetupRow[]> {
	const files = configuration?.inventory ?? (project.inventory === null ? [] : [project.inventory]);
	return [
		configuration === null
			? { level: 'missing', text: 'no sg-preflight.yaml', next: 'sg-preflight init' }
			: { level: 'ok', text: `configuration ${configuration.made.file}` },
		...(await inventoryRows({ files, named: configuration?.made.named ?? false }, project, configuration?.maxAge)),
		credentials(files.length === 0),
		hook(project),
		gate(project),
	];
}

async function inventoryRows(
	{ files, named }: Pick<InventoryRequest, 'files' | 'named'>,
	project: Project,
	maxAge = defaultMaxAge,
): Promise<SetupRow[]> {
	const pull = `sg-preflight inventory pull ${project.region === null ? '' : `--region ${project.region} `}--output inventory.yaml`;
	if (files.length === 0) return [{ level: 'missing', text: 'no inventory', next: pull }];
	const absent = files.filter((file) => !fs.existsSync(file));
	if (absent.length > 0) return absent.map((file) => ({ level: 'missing', text: `no inventory ${file}`, next: pull }));
	const inventory = await readInventory({ files, named, allowEmpty: true, allowPartial: true });
	const groups = [...inventory.groups.values()];
	const managed = groups.filter((group) => group.managed).length;
	return [
		{
			level: groups.length > 0 ? 'ok' : 'missing',
			text: `inventory ${files.join(', ')}: ${groups.length} groups, ${managed} managed`,
			...(groups.length > 0 ? {} : { next: pull }),
		},
		...inventory.incomplete.map((sentence): SetupRow => ({ level: 'missing', text: sentence, next: pull })),
		...ageNotices(inventory, maxAge, Date.now()).map((text): SetupRow => ({ level: 'missing', text, next: pull })),
		coverage(inventory, project, pull),
	];
}

function coverage({ scopes, groups }: Inventory, { region }: Project, pull: string): SetupRow {
	if (region === null) return { level: 'note', text: 'region of the provider: not written in this directory' };
	const isCovered =
		scopes.some(({ regions }) => regions?.includes(region)) ||
		[...groups.values()].some((group) => group.region === region);
	return isCovered
		? { level: 'ok', text: `inventory covers region ${region}` }
		: { level: 'missing', text: `inventory does not cover region ${region}`, next: pull };
}

/** Variables that the API's credential chain reads first. */
const credentialVariables = ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALICLOUD_ACCESS_KEY', 'ALIBABA_CLOUD_CREDENTIALS_URI'];

function credentials(areNeeded: boolean): SetupRow {
	const found = credentialVariables.find((name) => process.env[name]);
	if (found) return { level: 'ok', text: `credentials in ${found}` };
	return {
		level: areNeeded ? 'missing' : 'note',
		text: 'no credentials in the environment: "inventory pull" and --live use the profile of aliyun, if there is one',
		...(areNeeded ? { next: 'aliyun configure' } : {}),
	};
}

function hook({ root }: Project): SetupRow {
	const configuration = path.join(root, '.pre-commit-config.yaml');
	if (!fs.existsSync(configuration) || !readRegularFile(configuration).includes('sg-preflight')) {
		return { level: 'note', text: 'no pre-commit hook', next: 'sg-preflight init' };
	}
	return fs.existsSync(path.join(gitFolder(root), 'hooks/pre-commit'))
		? { level: 'ok', text: 'pre-commit hook' }
		: { level: 'missing', text: 'the pre-commit hook is configured and not installed', next: 'pre-commit install' };
}

/** Returns the folder of git that has the hooks: in a worktree or a submodule, `.git` is a file that names another. */
function gitFolder(root: string): string {
	const own = path.join(root, '.git');
	if (fs.statSync(own, { throwIfNoEntry: false })?.isFile() !== true) return own;
	const [, named] = /^gitdir: (.+)$/m.exec(readRegularFile(own)) ?? [];
	if (named === undefined) return own;
	const folder = path.resolve(root, named);
	const common = path.join(folder, 'commondir');
	return fs.existsSync(common) ? path.resolve(folder, readRegularFile(common).trim()) : folder;
}

function gate({ gates }: Project): SetupRow {
	return gates.length === 0
		? {
				level: 'note',
				text: 'no gate found',
				next: 'https://github.com/sg-preflight/sg-preflight/blob/main/docs/gates.md',
			}
		: { level: 'ok', text: `gate: ${gates.join(', ')}` };
}
