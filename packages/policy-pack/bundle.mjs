// Bundles the pack and the parts of Pulumi's SDKs that it uses into one file: dist/pack/index.cjs. The executable form
// then needs no other package. The folder dist/pack is a policy pack too, which an organisation can publish.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'rolldown';

const here = import.meta.dirname;
const sdk = path.join(here, 'src/host/sdk.ts');

const { output } = await build({
	cwd: here,
	input: { index: 'src/entry.ts' },
	platform: 'node',
	transform: { target: 'node20.19' },
	resolve: { alias: { '@pulumi/pulumi$': sdk, '@pulumi/pulumi/runtime/rpc': sdk } },
	output: { dir: path.join(here, 'dist/pack'), format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
});

// The licences of everything in the bundle.
const folders = new Set(
	output.flatMap(({ modules }) => Object.keys(modules ?? {})).flatMap((file) => folderOf(file) ?? []),
);
const notices = [...folders].sort().map((folder) => {
	const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
	const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry));
	const text = file === undefined ? `Licence: ${license}` : fs.readFileSync(path.join(folder, file), 'utf8').trim();
	return `${name} ${version}\n\n${text}\n`;
});
const { version, license, engines, devDependencies } = JSON.parse(
	fs.readFileSync(path.join(here, 'package.json'), 'utf8'),
);
const manifest = {
	name: 'sg-preflight-policy-pack',
	version,
	private: true,
	license,
	engines,
	main: 'index.cjs',
	dependencies: { '@pulumi/pulumi': devDependencies['@pulumi/pulumi'] },
};
fs.writeFileSync(path.join(here, 'dist/pack/package.json'), `${JSON.stringify(manifest, null, '\t')}\n`);
const policy = fs.readFileSync(path.join(here, 'PulumiPolicy.yaml'), 'utf8');
fs.writeFileSync(path.join(here, 'dist/pack/PulumiPolicy.yaml'), policy.replace(/^main: dist\/pack\//m, 'main: '));
fs.copyFileSync(path.join(here, '../../LICENSE'), path.join(here, 'dist/pack/LICENSE'));
fs.writeFileSync(path.join(here, 'dist/pack/THIRD-PARTY-NOTICES'), notices.join(`\n${'-'.repeat(80)}\n\n`));

/** Returns the folder of the installed package that a file belongs to; undefined for a file of this workspace. */
function folderOf(file) {
	return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll('\\', '/'))?.[1];
}
