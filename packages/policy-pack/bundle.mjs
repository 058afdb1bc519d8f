// Bundles the pack into one file, as Pulumi loads it, in a folder that can be published: it needs its two SDKs, and
// nothing of this workspace.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'rolldown';

const here = import.meta.dirname;
const folder = path.join(here, 'dist/pack');

await build({
	cwd: here,
	input: { index: 'src/entry.ts' },
	platform: 'node',
	transform: { target: 'node20.19' },
	external: /^@pulumi\//,
	output: { dir: folder, format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
});

const { version, license, engines, dependencies } = JSON.parse(
	fs.readFileSync(path.join(here, 'package.json'), 'utf8'),
);
const manifest = { name: 'sg-preflight-policy-pack', version, license, engines, main: 'index.cjs', dependencies };
fs.writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, '\t')}\n`);
const policy = fs.readFileSync(path.join(here, 'PulumiPolicy.yaml'), 'utf8');
fs.writeFileSync(path.join(folder, 'PulumiPolicy.yaml'), policy.replace(/^main: dist\/pack\//m, 'main: '));
