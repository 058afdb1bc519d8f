#!/usr/bin/env node
// The executable form of the pack: `pulumi preview --policy-pack …/bin/sg-preflight-policy.cjs` needs no language host.
const path = require('node:path');

// As in the directory form: the SDK reads the version from the package.json in the working folder.
process.chdir(path.join(__dirname, '..'));
require('../dist/pack/index.cjs');
