#!/usr/bin/env node
'use strict';
// The syntax and the calls above the version check run on every Node.js that can be met.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
	console.error(
		`sg-preflight: needs Node.js 20.19 or newer; this is ${process.version}. Install one from https://nodejs.org.`,
	);
	process.exit(2);
}
const { existsSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const path = require('node:path');

const dist = path.join(__dirname, '../dist');
// Node.js ≥ 22.1; where the folder cannot be written, it goes without.
enableCompileCache?.(path.join(dist, 'compile-cache'));
const bundle = path.join(dist, 'bundle/main.js');
if (existsSync(bundle)) {
	require(bundle)
		.main(process.argv.slice(2))
		.then((status) => {
			process.exitCode = status;
		});
} else {
	console.error(
		'sg-preflight: this checkout is not built. Build it with "npm run demo", or install the package: npm install -g sg-preflight',
	);
	process.exitCode = 2;
}
