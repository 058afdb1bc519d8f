// Makes the folder of the npm package sg-preflight: `node release/package.mjs [FOLDER]`, by default
// packages/cli/dist/package. It has the bundle and no dependencies. Needs `pnpm build`.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { publishedTypes } from './published-types.mjs';
import { billOfMaterials, notices } from './third-parties.mjs';

const root = path.dirname(import.meta.dirname);
const cli = path.join(root, 'packages/cli');
const folder = path.resolve(process.argv[2] ?? path.join(cli, 'dist/package'));

const { version, license, engines } = JSON.parse(fs.readFileSync(path.join(cli, 'package.json'), 'utf8'));
const description = 'Tells, before terraform apply or pulumi up, that Alibaba Cloud will refuse part of the change';
const manifest = {
	name: 'sg-preflight',
	version,
	description,
	license,
	type: 'module',
	engines,
	repository: { type: 'git', url: 'git+https://github.com/sg-preflight/sg-preflight.git' },
	homepage: 'https://github.com/sg-preflight/sg-preflight#readme',
	bugs: 'https://github.com/sg-preflight/sg-preflight/issues',
	keywords: ['alibaba-cloud', 'alicloud', 'terraform', 'opentofu', 'pulumi', 'security-group', 'preflight', 'ci'],
	bin: { 'sg-preflight': 'bin/sg-preflight.js' },
	exports: {
		'.': { types: './types/index.d.ts', default: './dist/bundle/api.js' },
		'./package.json': './package.json',
	},
	files: ['bin', 'dist/bundle', 'types', 'THIRD-PARTY-NOTICES.txt', 'sbom.cdx.json'],
};

fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });
for (const file of ['bin', 'dist/bundle']) {
	fs.cpSync(path.join(cli, file), path.join(folder, file), { recursive: true });
}
for (const file of ['LICENSE', 'README.md']) fs.copyFileSync(path.join(root, file), path.join(folder, file));
for (const [file, text] of publishedTypes(root, 'packages/cli/dist/src/api.d.ts')) {
	fs.mkdirSync(path.dirname(path.join(folder, 'types', file)), { recursive: true });
	fs.writeFileSync(path.join(folder, 'types', file), text);
}
const bundled = JSON.parse(fs.readFileSync(path.join(cli, 'dist/bundled-packages.json'), 'utf8'));
fs.writeFileSync(path.join(folder, 'THIRD-PARTY-NOTICES.txt'), notices(bundled));
fs.writeFileSync(
	path.join(folder, 'sbom.cdx.json'),
	billOfMaterials({ name: manifest.name, version, description }, bundled, committedAt()),
);
fs.writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, '\t')}\n`);
console.log(`${manifest.name} ${version}: ${path.relative('', folder)}`);

/** Time of the last commit, so that the same commit makes the same package; the time of now outside a repository. */
function committedAt() {
	const { stdout } = spawnSync('git', ['log', '-1', '--format=%cI'], { cwd: root, encoding: 'utf8' });
	return new Date(stdout?.trim() || Date.now()).toISOString();
}
