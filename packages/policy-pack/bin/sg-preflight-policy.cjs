#!/usr/bin/env node
// The executable form of the pack: Pulumi starts this file itself, without a language host.
require('../dist/pack/index.cjs');
