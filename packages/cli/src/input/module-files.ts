import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import { readRegularFile } from '@sg-preflight/documents/regular-file';
import type { ModuleSource, Sources } from '@sg-preflight/terraform/sources';
import type { PlanDocument } from './plan-document.js';

/** Parses sources at the first call, because a plan without findings and unknown values needs none. */
export type SourcesOnDemand = () => Sources;

/**
 * The sources that a plan was made from: those in the directory that the user named, or else those that a saved plan
 * carries; null where there are none.
 * @throws {UserError} when the directory is not there; the result throws it when a file cannot be read
 */
export async function sourcesOf(
	document: PlanDocument,
	directory: string | undefined,
): Promise<SourcesOnDemand | null> {
	const { content, savedPlan } = document;
	if (content === 'pulumi-preview') return null;
	if (directory === undefined) return savedPlan === null ? null : () => savedPlan.sources().sources;
	const { parseSources } = await import('@sg-preflight/terraform/sources');
	refuseMissing(directory);
	let sources: Sources | undefined;
	return () => {
		sources ??= parseSources(modulesIn(directory));
		return sources;
	};
}

/** The version of aliyun/alicloud in the lock file of a directory; null if there is none. */
export async function lockedVersion(directory: string): Promise<string | null> {
	const file = path.join(directory, '.terraform.lock.hcl');
	if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return null;
	const { alicloudVersionOf, lockFileOf } = await import('@sg-preflight/terraform/saved-plan');
	return alicloudVersionOf(lockFileOf(fs.readFileSync(file, 'utf8')));
}

function refuseMissing(directory: string): void {
	if (fs.statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
	throw new UserError(`--source ${directory}: there is no such directory. Name the one that terraform plan ran in.`);
}

/** The root module in a directory and the modules that `terraform init` put or found there. */
function modulesIn(directory: string): readonly ModuleSource[] {
	const list = path.join(directory, '.terraform/modules/modules.json');
	const root: Installed[] = [{ key: '', dir: '.' }];
	const installed = fs.existsSync(list) ? [...root, ...installedIn(list)] : root;
	return installed.map(({ key, dir }) => {
		const folder = path.join(directory, dir);
		return { key, files: fs.existsSync(folder) ? moduleFiles(folder) : [] };
	});
}

/**
 * Reads the files of one module. A link is followed, as Terraform does; a folder is passed over.
 *
 * @throws {UserError} when one of them cannot be read, is a pipe or a device, or is too large
 */
export function moduleFiles(folder: string): { readonly path: string; readonly text: string }[] {
	return fs
		.readdirSync(folder, { withFileTypes: true })
		.filter((entry) => /\.(tf|tofu)$/.test(entry.name) && !entry.isDirectory())
		.map((entry) => path.join(folder, entry.name))
		.sort()
		.map((file) => ({ path: file, text: readRegularFile(file) }));
}

interface Installed {
	readonly key: string;
	readonly dir: string;
}

function installedIn(list: string): Installed[] {
	const refuse = (what: string): never => {
		throw new UserError(`${list}: ${what}. Write it again with: terraform init`);
	};
	let json: unknown;
	try {
		json = JSON.parse(readRegularFile(list));
	} catch {
		return refuse('this is not JSON');
	}
	const { Modules: modules } = (json ?? {}) as { readonly Modules?: unknown };
	if (!Array.isArray(modules)) return refuse('it has no list of Modules');
	return modules
		.map((module: unknown, index): Installed => {
			const { Key: key, Dir: dir } = (module ?? {}) as { readonly Key?: unknown; readonly Dir?: unknown };
			return typeof key === 'string' && typeof dir === 'string'
				? { key, dir }
				: refuse(`Modules[${index}] has no Key and Dir`);
		})
		.filter(({ key }) => key !== '');
}
