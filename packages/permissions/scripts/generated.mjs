// The committed files that are made from this package: .ci/generated.mjs writes or compares them.

import { rulePage, rules } from '../dist/src/index.js';
import { networkInterfacesPage } from './network-interfaces-page.mjs';

export const generated = [
	...Object.keys(rules).map((rule) => ({ file: `docs/rules/${rule}.md`, text: async () => rulePage(rule) })),
	{ file: 'docs/managed-network-interfaces.md', text: networkInterfacesPage },
];
