import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

/** Returns the committed files that match git's patterns, from the repository's root. */
export function committed(...patterns: readonly string[]): string[] {
	const { stdout } = spawnSync('git', ['ls-files', ...patterns], { cwd: root, encoding: 'utf8' });
	return stdout.split('\n').filter((file) => file !== '' && fs.existsSync(path.join(root, file)));
}

export function textOf(file: string): string {
	return fs.readFileSync(path.join(root, file), 'utf8');
}

/** Whether a file or folder of the repository exists. */
export function exists(name: string): boolean {
	return fs.existsSync(path.join(root, name));
}

/** Returns the modules of the packages, without the generated ones. */
export function sourceFiles(): string[] {
	return committed('packages/*/src/*.ts').filter((file) => !file.endsWith('.generated.ts'));
}
