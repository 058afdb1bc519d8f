import fs from 'node:fs';
import path from 'node:path';
import { readRegularFile } from '@sg-preflight/documents/regular-file';
import type { Sources } from '@sg-preflight/terraform/sources';
import type { PlanDocument } from '../plans/open-document.js';

/** Parses sources at the first call, because a plan without findings and unknown values needs none. */
export type SourcesOnDemand = () => Sources;

/**
 * Returns the sources of a plan: those in the directory that the user named, or else those in the saved plan; null if
 * there are none.
 * @throws {UserError} when the directory is not there; the result throws it when the list of modules cannot be read
 */
export async function sourcesOf(
	document: PlanDocument,
	directory: string | undefined,
): Promise<SourcesOnDemand | null> {
	const { content, savedPlan } = document;
	if (content === 'pulumi-preview') return null;
	if (directory === undefined) return savedPlan === null ? null : () => savedPlan.sources().sources;
	const [{ parseSources }, { ModuleFolder }] = await Promise.all([
		import('@sg-preflight/terraform/sources'),
		import('./module-folder.js'),
	]);
	const folder = new ModuleFolder(directory);
	let sources: Sources | undefined;
	return () => {
		if (sources === undefined) {
			const { modules, problems, readFile } = folder.read();
			sources = parseSources(modules, { problems, readFile });
		}
		return sources;
	};
}

/** Returns the version of aliyun/alicloud in the lock file of a directory; null if there is none. */
export async function lockedVersion(directory: string): Promise<string | null> {
	const file = path.join(directory, '.terraform.lock.hcl');
	if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return null;
	const { alicloudVersionOf, lockFileOf } = await import('@sg-preflight/terraform/saved-plan');
	return alicloudVersionOf(lockFileOf(readRegularFile(file)));
}
