import { textOf, type ZipArchive } from '../saved-plan/archive/zip-archive.js';
import type { ModuleSource } from './expression.js';

/** Limits in bytes, far above the size of any configuration. */
const largestFile = 16 * 1024 * 1024;
const largestSum = 64 * 1024 * 1024;

/** The sources in a saved plan. */
export interface PlanFileModules {
	/** The modules whose files are all here. */
	readonly modules: readonly ModuleSource[];
	/** Why files were left out, one sentence each; empty when all were read. */
	readonly omitted: readonly string[];
}

/**
 * The sources that a saved plan carries: `tfconfig/modules.json` and the files of each module under `tfconfig/m-KEY/`. No
 * modules when it carries none. Source: terraform internal/plans/planfile/config_snapshot.go.
 * @throws {UserError} when a file is damaged, or the list of modules is not one
 */
export function modulesOfSavedPlan(archive: ZipArchive): PlanFileModules {
	const list = 'tfconfig/modules.json';
	if (!archive.entries.has(list)) return { modules: [], omitted: [] };
	const refuse = (what: string): never => archive.refuse(`its ${list} ${what}`);
	let json: unknown;
	try {
		json = JSON.parse(textOf(archive.read(list, largestFile)) ?? '');
	} catch {
		return refuse('is not JSON');
	}
	if (!Array.isArray(json)) return refuse('is not a list');
	const installed = json.map((module: unknown, index) => {
		const { Key: key, Dir: dir = '' } = (module ?? {}) as { readonly Key?: unknown; readonly Dir?: unknown };
		return typeof key === 'string' && typeof dir === 'string'
			? { key, dir }
			: refuse(`has no Key and Dir at [${index}]`);
	});
	if (new Set(installed.map(({ key }) => key)).size < installed.length) refuse('has one Key twice');
	const folders = filesByFolder(archive);
	const sum = [...folders.values()].flat().reduce((bytes, { size }) => bytes + size, 0);
	if (sum > largestSum) return { modules: [], omitted: [`its sources are larger than ${largestSum / 1024 ** 2} MiB`] };
	const omitted: string[] = [];
	const modules = installed.flatMap(({ key, dir }): ModuleSource[] => {
		const beside = dir === '' || dir === '.' ? '' : `${dir}/`;
		let isWhole = true;
		const files = (folders.get(`tfconfig/m-${key}/`) ?? []).map(({ entry, file, size }) => {
			const path = beside + file;
			const leaveOut = (problem: string) => {
				isWhole = false;
				omitted.push(`${path} is ${problem}`);
				return { path, text: '' };
			};
			if (size > largestFile) return leaveOut(`larger than ${largestFile / 1024 ** 2} MiB`);
			if (!isSource(file)) return leaveOut('in a syntax that is not read');
			const text = textOf(archive.read(entry, largestFile));
			return text === undefined ? leaveOut('not UTF-8') : { path, text };
		});
		return isWhole ? [{ key, directory: beside === '' ? '.' : dir, files }] : [];
	});
	return { modules, omitted };
}

const isSource = (file: string): boolean => /\.(tf|tofu)(\.json)?$/.test(file);

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
