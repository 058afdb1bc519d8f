import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import { readRegularFile } from '@sg-preflight/documents/regular-file';
import type { ModuleSource, SourceFile, Sources } from '@sg-preflight/terraform/sources';
import { stepsBelow } from './inside-folder.js';
import type { PlanDocument } from './plan-document.js';
import { repositoryOf } from './project.js';

/** Limits in bytes, far above the size of any configuration. */
const largestFile = 16 * 1024 * 1024;
const largestSum = 64 * 1024 * 1024;

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
	const { parseSources } = await import('@sg-preflight/terraform/sources');
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

interface ReadModules extends Pick<Sources, 'problems' | 'readFile'> {
	readonly modules: readonly ModuleSource[];
}

/** The directory that terraform ran in: the root module, and the modules that `terraform init` put or found there. */
class ModuleFolder {
	readonly #problems: string[] = [];
	/** Folder that everything read must be in: a change must not choose files of the machine that checks it. */
	readonly #boundary: string;
	#left = largestSum;

	constructor(readonly directory: string) {
		if (!fs.statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
			throw new UserError(
				`--source ${directory}: there is no such directory. Name the one that terraform plan ran in.`,
			);
		}
		this.#boundary = boundaryOf(directory);
		// Reading a pipe would wait for ever, in Terraform too.
		for (const file of configurationFiles(directory)) {
			const isSpecial = fs.statSync(file, { throwIfNoEntry: false })?.isFile() === false;
			if (isSpecial) throw new UserError({ where: file, problem: 'this is not a regular file' });
		}
	}

	/** @throws {UserError} when the list of modules cannot be read */
	read(): ReadModules {
		const list = path.join(this.directory, '.terraform/modules/modules.json');
		const root: Installed[] = [{ key: '', dir: '.' }];
		const listed = fs.existsSync(list) ? installedIn(list) : [];
		const installed = [...root, ...listed.filter(({ key, dir }) => this.#mayRead(list, key, dir))];
		const modules = installed.flatMap(({ key, dir }): ModuleSource[] => {
			const files = this.#filesIn(dir);
			return files === null ? [] : [{ key, directory: dir === '' ? '.' : dir, files }];
		});
		const folders = installed.map(({ dir }) => path.join(this.directory, dir));
		return { modules, problems: this.#problems, readFile: (name) => this.#named(name, folders) };
	}

	#mayRead(list: string, key: string, dir: string): boolean {
		const isInside = stepsBelow(this.#boundary, path.join(this.directory, dir)) !== null;
		if (!isInside) this.#problems.push(`${list} has the module ${key} in ${dir}, which is not in the repository`);
		return isInside;
	}

	/** The configuration files of a folder; null if one of them cannot be read. */
	#filesIn(dir: string): SourceFile[] | null {
		const files = configurationFiles(path.join(this.directory, dir)).map((file) => ({
			path: file,
			text: this.#text(file),
		}));
		return files.some(({ text }) => text === null) ? null : (files as SourceFile[]);
	}

	/** A file that an expression names; only one below the folders of the modules. */
	#named(name: string, folders: readonly string[]): string | null {
		const file = path.resolve(this.directory, name);
		try {
			const real = fs.realpathSync(file);
			const isInside = folders.some((folder) => real.startsWith(fs.realpathSync(folder) + path.sep));
			return isInside ? this.#text(file, false) : null;
		} catch {
			return null;
		}
	}

	/** @param isNeeded whether it is a problem if the file cannot be read */
	#text(file: string, isNeeded = true): string | null {
		const refused = (why: string): null => {
			if (isNeeded) this.#problems.push(`${file} ${why}`);
			return null;
		};
		const isLink = fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink();
		if (isLink && stepsBelow(this.#boundary, file) === null) return refused('is a link out of the repository');
		const stats = fs.statSync(file, { throwIfNoEntry: false });
		if (!stats?.isFile()) return refused('is not a file');
		if (stats.size > largestFile) return refused(`is larger than ${largestFile / 1024 ** 2} MiB`);
		this.#left -= stats.size;
		if (this.#left < 0) return refused(`is one too many: the sources are larger than ${largestSum / 1024 ** 2} MiB`);
		try {
			return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fs.readFileSync(file));
		} catch {
			return refused('cannot be read as UTF-8');
		}
	}
}

/** Returns the repository of a directory; without one, the working directory if that holds it, else the directory itself. */
function boundaryOf(directory: string): string {
	const repository = repositoryOf(fs.realpathSync(directory));
	if (repository !== null) return path.relative('', repository) || '.';
	return stepsBelow('.', directory) === null ? directory : '.';
}

/** Returns the paths of the files that Terraform or OpenTofu reads in a folder. A folder with such a name is skipped. */
function configurationFiles(folder: string): string[] {
	if (!fs.existsSync(folder)) return [];
	const names = fs.readdirSync(folder).filter((name) => /\.(tf|tofu)(\.json)?$/.test(name) && !/^[.#]|~$/.test(name));
	const isFolder = (file: string): boolean => fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
	return names
		.sort()
		.map((name) => path.join(folder, name))
		.filter((file) => !isFolder(file));
}

/**
 * Reads the files of one module in Terraform's own syntax. A link is followed, as Terraform does.
 *
 * @throws {UserError} when one of them cannot be read, is a pipe or a device, or is too large
 */
export function moduleFiles(folder: string): { readonly path: string; readonly text: string }[] {
	return configurationFiles(folder)
		.filter((file) => !file.endsWith('.json'))
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
