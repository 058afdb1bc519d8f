// Removes compiled files whose source is gone: the compiler leaves them, and ava would run a deleted test for ever.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const outputs = [
	...fs.readdirSync(path.join(root, 'packages')).map((name) => path.join(root, 'packages', name)),
	path.join(root, 'test'),
].map((folder) => ({ source: folder, compiled: path.join(folder, 'dist') }));

for (const { source, compiled } of outputs) {
	for (const part of source.endsWith('/test') ? ['.'] : ['src', 'test']) {
		const folder = path.join(compiled, part);
		if (!fs.existsSync(folder)) continue;
		for (const file of fs.readdirSync(folder, { recursive: true })) {
			const [, name] = /^(.*?)\.(?:js|js\.map|d\.ts)$/.exec(String(file)) ?? [];
			if (name === undefined || fs.existsSync(path.join(source, part, `${name}.ts`))) continue;
			fs.rmSync(path.join(folder, String(file)));
		}
	}
}
