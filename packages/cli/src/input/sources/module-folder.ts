import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import { readRegularFile } from '@sg-preflight/documents/regular-file';
import { decodeUtf8 } from '@sg-preflight/documents/unicode';
import {
	isConfigurationFile,
	type ListedModule,
	largestFile,
	largestSources,
	type ModuleSource,
	parseModuleList,
	type SourceFile,
	type Sources,
} from '@sg-preflight/terraform/sources';
import { repositoryOf, stepsBelow } from '../inside-folder.js';

interface ReadModules extends Pick<Sources, 'problems' | 'readFile'> {
	readonly modules: readonly ModuleSource[];
}

/** The directory that terraform ran in: the root module, and the modules that `terraform init` put or found there. */
export class ModuleFolder {
	readonly #problems: string[] = [];
	/** Folder that everything read must be in: a change must not choose files of the machine that checks it. */
	readonly #boundary: string;
	#left = largestSources;

	constructor(readonly directory: string) {
		if (!fs.statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
			throw new UserError(
				`--source ${directory}: there is no such directory. Name the one that terraform plan ran in.`,
			);
		}
		this.#boundary = boundaryOf(directory);
		// Reading a pipe waits for ever, in Terraform too.
		for (const file of configurationFiles(directory)) {
			const isSpecial = fs.statSync(file, { throwIfNoEntry: false })?.isFile() === false;
			if (isSpecial) throw new UserError({ where: file, problem: 'this is not a regular file' });
		}
	}

	/** @throws {UserError} when the list of modules cannot be read */
	read(): ReadModules {
		const list = path.join(this.directory, '.terraform/modules/modules.json');
		const refuse = (problem: string): never => {
			throw new UserError({ where: list, problem: `this ${problem}`, next: 'Write it again with: terraform init' });
		};
		const listed = fs.existsSync(list) ? parseModuleList(readRegularFile(list), refuse) : [];
		const called = listed.filter(({ key }) => key !== '').filter((module) => this.#mayRead(list, module));
		const installed = [{ key: '', directory: '.' }, ...called];
		const modules = installed.flatMap(({ key, directory }): ModuleSource[] => {
			const files = this.#filesIn(directory);
			return files === null ? [] : [{ key, directory, files }];
		});
		const folders = installed.map(({ directory }) => path.join(this.directory, directory));
		return { modules, problems: this.#problems, readFile: (name) => this.#named(name, folders) };
	}

	#mayRead(list: string, { key, directory }: ListedModule): boolean {
		const isInside = stepsBelow(this.#boundary, path.join(this.directory, directory)) !== null;
		if (!isInside) this.#problems.push(`${list} has the module ${key} in ${directory}, which is not in the repository`);
		return isInside;
	}

	/** Returns the configuration files of a folder; null if one of them cannot be read. */
	#filesIn(dir: string): SourceFile[] | null {
		const files = configurationFiles(path.join(this.directory, dir)).map((file) => ({
			path: file,
			text: this.#text(file),
		}));
		return files.some(({ text }) => text === null) ? null : (files as SourceFile[]);
	}

	/** Returns the text of a file that an expression names; null unless it is below the folders of the modules. */
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
		if (this.#left < 0)
			return refused(`is one too many: the sources are larger than ${largestSources / 1024 ** 2} MiB`);
		return decodeUtf8(fs.readFileSync(file)) ?? refused('cannot be read as UTF-8');
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
	const names = fs.readdirSync(folder).filter(isConfigurationFile);
	const isFolder = (file: string): boolean => fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
	return names
		.sort()
		.map((name) => path.join(folder, name))
		.filter((file) => !isFolder(file));
}

/**
 * Reads the files of one module. A link is followed, as Terraform does.
 *
 * @throws {UserError} when one of them cannot be read, is a pipe or a device, or is too large
 */
export function moduleFiles(folder: string): SourceFile[] {
	return configurationFiles(folder).map((file) => ({ path: file, text: readRegularFile(file) }));
}
