// Bundles the command into packages/cli/bundle/, split so that a command loads only what it needs.
import { build } from 'esbuild';

await build({
	absWorkingDir: import.meta.dirname,
	entryPoints: { main: 'src/main.ts' },
	bundle: true,
	splitting: true,
	minify: true,
	format: 'esm',
	platform: 'node',
	target: 'node20.19',
	outdir: 'dist/bundle',
	banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
	logLevel: 'warning',
});
