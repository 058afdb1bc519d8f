// Bundles the pack into one file, as Pulumi loads it: a published pack is installed with its two SDKs and nothing else.
import { build } from 'esbuild';

await build({
	absWorkingDir: import.meta.dirname,
	entryPoints: { index: 'src/entry.ts' },
	bundle: true,
	format: 'cjs',
	platform: 'node',
	target: 'node20.19',
	external: ['@pulumi/*'],
	outdir: 'dist/pack',
	outExtension: { '.js': '.cjs' },
	logLevel: 'warning',
});
