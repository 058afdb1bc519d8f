// Bundles the command into packages/cli/dist/bundle/, split so that a command loads only what it needs.
import fs from 'node:fs';
import { build } from 'esbuild';

const { version } = JSON.parse(fs.readFileSync(new URL('package.json', import.meta.url), 'utf8'));

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
	banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
	define: { SG_PREFLIGHT_VERSION: JSON.stringify(version) },
	logLevel: 'warning',
});
