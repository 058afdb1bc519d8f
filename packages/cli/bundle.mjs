// Bundles the command into packages/cli/dist/bundle/. The code of a check of a Terraform plan is one file, because each file
// costs start-up; the commands and documents that need other code load it.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'rolldown';

const here = import.meta.dirname;
const { version } = JSON.parse(fs.readFileSync(path.join(here, 'package.json'), 'utf8'));

/** Modules that are loaded for a check of one Terraform plan. */
const checking = new Set();
const modules = {
	name: 'modules',
	buildEnd() {
		const add = (id) => {
			if (checking.has(id)) return;
			checking.add(id);
			for (const imported of this.getModuleInfo(id).importedIds) add(imported);
		};
		for (const file of ['src/main.ts', 'src/commands/check.ts', 'src/report/formats/text.ts'])
			add(path.join(here, file));
	},
};

/** Directories of the packages that the bundle holds, for their licences. */
const bundled = new Set();
const licences = {
	name: 'licences',
	generateBundle(_, output) {
		for (const { moduleIds = [] } of Object.values(output)) {
			for (const id of moduleIds) {
				const [, folder] = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id) ?? [];
				if (folder !== undefined) bundled.add(folder);
			}
		}
	},
};

/** Replaces the imports of builtins, because the bundler would copy all exports of a builtin to make a module of it. */
const builtins = {
	name: 'builtins',
	resolveId: (id) => (id.startsWith('node:') ? `\0${id}` : undefined),
	load(id) {
		if (!id.startsWith('\0node:')) return undefined;
		const name = id.slice(1);
		const exported = Object.keys(process.getBuiltinModule(name)).filter((key) => /^[a-z]\w*$/i.test(key));
		return [
			`const builtin = process.getBuiltinModule(${JSON.stringify(name)});`,
			'export default builtin;',
			...exported.filter((key) => key !== 'default').map((key) => `export const ${key} = builtin.${key};`),
		].join('\n');
	},
};

/** Packages of the workspace are bundled from their sources, so that a bundle needs no compiled package. */
const workspace = {
	name: 'workspace',
	resolveId(id) {
		const [, name, subpath = ''] = /^@sg-preflight\/([^/]+)(\/.+)?$/.exec(id) ?? [];
		if (name === undefined) return undefined;
		const { exports } = JSON.parse(fs.readFileSync(path.join(here, '..', name, 'package.json'), 'utf8'));
		const exported = typeof exports === 'string' ? exports : exports[`.${subpath}`];
		const file = typeof exported === 'string' ? exported : exported.default;
		return path.join(here, '..', name, file.replace('/dist/', '/').replace(/\.js$/, '.ts'));
	},
};

const folder = path.join(here, 'dist/bundle');
fs.rmSync(folder, { recursive: true, force: true });
await build({
	cwd: here,
	input: { main: 'src/main.ts', worker: 'src/check/worker.ts', api: 'src/api.ts' },
	platform: 'node',
	plugins: [modules, builtins, workspace, licences],
	transform: { target: 'node20.19', define: { SG_PREFLIGHT_VERSION: JSON.stringify(version) } },
	// Without these, unused imports of builtins would be read.
	treeshake: { propertyReadSideEffects: false },
	preserveEntrySignatures: 'allow-extension',
	// Modules that several commands need are imported statically and on demand.
	checks: { ineffectiveDynamicImport: false },
	output: {
		dir: folder,
		// Node.js starts a twentieth sooner without its loader of ES modules.
		format: 'cjs',
		strict: true,
		minify: { codegen: { asciiOnly: true } },
		codeSplitting: {
			includeDependenciesRecursively: false,
			groups: [{ name: 'check', test: (id) => checking.has(id) }],
		},
	},
});

fs.writeFileSync(path.join(folder, 'package.json'), '{ "type": "commonjs" }\n');

/** Files that are read by name at run time. */
const files = path.join(folder, 'files');
fs.mkdirSync(files);
fs.cpSync(path.join(here, '../../examples'), path.join(files, 'examples'), {
	recursive: true,
	filter: (file) => !/node_modules|examples[\\/](terraform|pulumi-project|demo\.mjs)/.test(file),
});
fs.writeFileSync(path.join(here, 'dist/bundled-packages.json'), JSON.stringify([...bundled].sort()));
