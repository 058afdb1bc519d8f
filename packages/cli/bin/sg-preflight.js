#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

module.enableCompileCache?.();
const bundle = new URL('../dist/bundle/main.js', import.meta.url);
if (existsSync(bundle)) {
	const { main } = await import(bundle);
	process.exitCode = await main(process.argv.slice(2));
} else {
	console.error(
		'sg-preflight: this checkout is not built: run "pnpm build" in it, or "npm run demo", which builds it.',
	);
	process.exitCode = 2;
}
