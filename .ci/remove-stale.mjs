// Removes compiled files whose source is gone: the compiler leaves them, and ava would run a deleted test for ever.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
/** Each folder of sources, and the folder that the compiler fills from it. */
const outputs = [
	...fs.readdirSync(path.join(root, 'packages')).flatMap((name) => {
		const folder = path.join(root, 'packages', name);
		return ['src', 'test'].map((part) => [path.join(folder, part), path.join(folder, 'dist', part)]);
	}),
	...['test', 'test/pulumi'].map((name) => [path.join(root, name), path.join(root, name, 'dist')]),
];

/** Whether a folder below `source` is a package with an output of its own. */
const isApart = (source, folder) => folder !== '.' && fs.existsSync(path.join(source, folder, 'package.json'));

for (const [source, compiled] of outputs) {
	if (!fs.existsSync(compiled)) continue;
	for (const file of fs.readdirSync(compiled, { recursive: true, encoding: 'utf8' })) {
		const [, name] = /^(.*?)\.(?:js|js\.map|d\.ts)$/.exec(file) ?? [];
		if (name === undefined) continue;
		if (fs.existsSync(path.join(source, `${name}.ts`)) && !isApart(source, path.dirname(name))) continue;
		fs.rmSync(path.join(compiled, file));
	}
}
