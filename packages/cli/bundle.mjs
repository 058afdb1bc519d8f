// Bundles the command into packages/cli/dist/bundle/, split so that a command loads only what it needs.
import fs from 'node:fs';
import { build } from 'esbuild';

const { version } = JSON.parse(fs.readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** Importing a builtin as an ES module evaluates all that it exports, streams and all: a tenth of the start-up. */
const builtins = {
	name: 'builtins',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'builtin' }));
		onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
			contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
		}));
	},
};

fs.rmSync(new URL('dist/bundle', import.meta.url), { recursive: true, force: true });
await build({
	absWorkingDir: import.meta.dirname,
	entryPoints: { main: 'src/main.ts', 'check-thread': 'src/check-thread.ts' },
	bundle: true,
	splitting: true,
	minify: true,
	format: 'esm',
	platform: 'node',
	target: 'node20.19',
	outdir: 'dist/bundle',
	banner: { js: "const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);" },
	define: { SG_PREFLIGHT_VERSION: JSON.stringify(version) },
	plugins: [builtins],
	logLevel: 'warning',
});
