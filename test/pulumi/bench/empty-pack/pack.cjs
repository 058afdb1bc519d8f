#!/usr/bin/env node
// A pack of one empty policy, for the cost of any pack.
const { createRequire } = require('node:module');
const path = require('node:path');

process.chdir(__dirname);
const { PolicyPack } = createRequire(path.join(__dirname, '../../../packages/policy-pack/package.json'))(
	'@pulumi/policy',
);

new PolicyPack('empty', {
	policies: [
		{ name: 'empty', description: 'Does nothing.', enforcementLevel: 'mandatory', validateResource: () => {} },
	],
});
