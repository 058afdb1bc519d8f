import { decodeUtf8 } from '@sg-preflight/documents/unicode';
import { isConfigurationFile, largestFile, largestSources, parseModuleList } from '../../sources/module-list.js';
import type { ModuleSource } from '../../sources/sources.js';
import type { ZipArchive } from './zip-archive.js';

/** The sources in a saved plan. */
export interface PlanFileModules {
	/** The modules whose files are all here. */
	readonly modules: readonly ModuleSource[];
	/** Why files were left out, one sentence each; empty when all were read. */
	readonly omitted: readonly string[];
}

/**
 * Returns the sources in a saved plan: `tfconfig/modules.json` lists the modules, whose files are under `tfconfig/m-KEY/`. No
 * modules when it carries none. Source: terraform internal/plans/planfile/config_snapshot.go.
 * @throws {UserError} when a file is damaged, or the list of modules is not one
 */
export function modulesOfSavedPlan(archive: ZipArchive): PlanFileModules {
	const list = 'tfconfig/modules.json';
	if (!archive.entries.has(list)) return { modules: [], omitted: [] };
	const text = decodeUtf8(archive.read(list, largestFile)) ?? '';
	const listed = parseModuleList(text, (problem) => archive.refuse(`its ${list} ${problem}`));
	const folders = filesByFolder(archive);
	const sum = [...folders.values()].flat().reduce((bytes, { size }) => bytes + size, 0);
	if (sum > largestSources)
		return { modules: [], omitted: [`its sources are larger than ${largestSources / 1024 ** 2} MiB`] };
	const omitted: string[] = [];
	const modules = listed.flatMap(({ key, directory }): ModuleSource[] => {
		const beside = directory === '.' ? '' : `${directory}/`;
		let isWhole = true;
		const files = (folders.get(`tfconfig/m-${key}/`) ?? []).map(({ entry, file, size }) => {
			const path = beside + file;
			const leaveOut = (problem: string) => {
				isWhole = false;
				omitted.push(`${path} is ${problem}`);
				return { path, text: '' };
			};
			if (size > largestFile) return leaveOut(`larger than ${largestFile / 1024 ** 2} MiB`);
			if (!isConfigurationFile(file)) return leaveOut('in a syntax that is not read');
			const text = decodeUtf8(archive.read(entry, largestFile));
			return text === null ? leaveOut('not UTF-8') : { path, text };
		});
		return isWhole ? [{ key, directory, files }] : [];
	});
	return { modules, omitted };
}

interface FileOfModule {
	/** Name in the archive. */
	readonly entry: string;
	readonly file: string;
	readonly size: number;
}

function filesByFolder({ entries }: ZipArchive): ReadonlyMap<string, readonly FileOfModule[]> {
	const folders = new Map<string, FileOfModule[]>();
	for (const entry of [...entries.keys()].sort()) {
		const [, folder, file] = /^(tfconfig\/m-[^/]*\/)([^/]+)$/.exec(entry) ?? [];
		if (folder === undefined || file === undefined) continue;
		const files = folders.get(folder) ?? [];
		folders.set(folder, files);
		files.push({ entry, file, size: entries.get(entry)?.size ?? 0 });
	}
	return folders;
}
