import fs from 'node:fs';
import path from 'node:path';
import { type ModuleSource, parseFile, parseSources, type Sources } from '@sg-preflight/terraform/sources';

/** Returns the sources in a recording's folder: the root module, and those that it calls by a local path. */
export function sourcesIn(folder: string): Sources {
	const modules: ModuleSource[] = [];
	const read = (key: string, directory: string): void => {
		const files = fs
			.readdirSync(path.join(folder, directory))
			.filter((name) => name.endsWith('.tf'))
			.map((name) => ({ path: name, text: fs.readFileSync(path.join(folder, directory, name), 'utf8') }));
		modules.push({ key, directory, files });
		for (const block of files.flatMap((file) => parseFile(file).blocks)) {
			const source = block.attributes.get('source')?.written;
			if (block.type !== 'module' || source?.kind !== 'literal' || typeof source.value !== 'string') continue;
			const name = block.labels[0] ?? '';
			read(key === '' ? name : `${key}.${name}`, path.join(directory, source.value));
		}
	};
	read('', '.');
	return parseSources(modules, {
		readFile: (name) => {
			const file = path.join(folder, name);
			return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
		},
	});
}
