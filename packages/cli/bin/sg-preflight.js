#!/usr/bin/env node
// The syntax and the calls above the version check run on every Node.js that has ES modules.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
	console.error(
		`sg-preflight: needs Node.js 20.19 or newer; this is ${process.version}. Install one from https://nodejs.org.`,
	);
	process.exit(2);
}
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
		'sg-preflight: this checkout is not built. Build it with "npm run demo", or install the package: npm install -g sg-preflight',
	);
	process.exitCode = 2;
}
