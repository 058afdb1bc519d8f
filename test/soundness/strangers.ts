import fs from 'node:fs';
import path from 'node:path';
import { root } from '../cli/command-run.js';
import { createdGroups, header, type SoundnessCase } from './case.js';

/**
 * Configurations that were written by hand to find expressions in which the proof is wrong, or an alarm is false. Each begins with
 * `=== NAME` in strangers.txt, its files with `--- PATH`; `(open)` in the name: the answer with sources need not be certain.
 */
export function strangers(): readonly SoundnessCase[] {
	const text = fs.readFileSync(path.join(root, 'test/soundness/strangers.txt'), 'utf8');
	return text
		.split(/^=== /m)
		.slice(1)
		.map((one): SoundnessCase => {
			const [head = '', ...files] = one.split(/^--- /m);
			const [name = '', ...settings] = head.trim().split('\n');
			const setting = (key: string): unknown => {
				const line = settings.find((text) => text.startsWith(`${key}: `));
				return line === undefined ? null : JSON.parse(line.slice(key.length + 2));
			};
			const written = files.map((file) => {
				const end = file.indexOf('\n');
				return [file.slice(0, end), file.slice(end + 1)] as const;
			});
			const { 'main.tf': main = '', ...others } = Object.fromEntries(written);
			return {
				name,
				files: { ...others, 'main.tf': header + createdGroups + main },
				variables: (setting('variables') ?? {}) as SoundnessCase['variables'],
				before: setting('before') as SoundnessCase['before'],
				isKnown: !name.endsWith('(open)'),
			};
		});
}
