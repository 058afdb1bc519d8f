#!/usr/bin/env node
// Importing a builtin as an ES module would evaluate all that it exports: time that every start costs.
const { enableCompileCache } = process.getBuiltinModule('module');
const { existsSync } = process.getBuiltinModule('fs');
const { fileURLToPath } = process.getBuiltinModule('url');

// Node.js ≥ 22.1; where the folder cannot be written, it goes without.
enableCompileCache?.(fileURLToPath(new URL('../dist/compile-cache', import.meta.url)));
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
