// pnpm new-resource TYPE: writes the entry and the case file of a type of the provider, and the index of entries.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { distance } from 'fastest-levenshtein';
import { casesText, draftOf, entryText } from './entry-draft.mjs';
import { groupArguments, providerTypes, reviewedTypes } from './provider-lists.mjs';
import { resourcesIndex } from './resources-index.mjs';

const source = new URL('../src/resources/', import.meta.url);
const cases = new URL('../test/cases/', import.meta.url);
const type = process.argv[2];

function refuse(message) {
	console.error(message);
	process.exit(2);
}

if (type === undefined)
	refuse('Usage: pnpm new-resource TYPE, for example: pnpm new-resource alicloud_nlb_load_balancer');
if (!providerTypes().includes(type)) {
	const [nearest] = providerTypes().sort((a, b) => distance(a, type) - distance(b, type));
	refuse(
		`${type} is not a resource type of the provider (version ${groupArguments().version}). Did you mean ${nearest}? If a newer version has it, run packages/operations/scripts/refresh-types.mjs first.`,
	);
}
const reason = Object.entries(reviewedTypes()).find(([, types]) => types.includes(type))?.[0];
if (reason) refuse(`${type} is reviewed (${reason}): take it out of packages/operations/provider/reviewed.json first.`);
const owner = Object.entries(groupArguments().types).find(([, { aliases }]) => aliases.includes(type))?.[0];
if (owner) refuse(`${type} is another name of ${owner}: it belongs into \`aliases\` of that entry.`);

const draft = draftOf(type);
const files = [
	[new URL(`${type}.ts`, source), entryText(draft.entry)],
	[new URL(`${type}.ts`, cases), casesText(draft.cases)],
];
const existing = files.map(([file]) => file).find((file) => fs.existsSync(file));
if (existing) refuse(`${fileURLToPath(existing)} exists: nothing was written.`);
for (const [file, text] of files) fs.writeFileSync(file, text, { flag: 'wx' });
fs.writeFileSync(new URL('index.ts', source), resourcesIndex());

const written = files.map(([file]) => fileURLToPath(file));
spawnSync('npx', ['--no-install', 'biome', 'format', '--write', ...written], { stdio: 'ignore' });
console.log(`wrote ${written.join('\n      ')}
Next: read ${draft.source} of the provider for when each call is made and which groups it carries. Correct the entry,
delete each \`unchecked\`, and add a case for each branch. Then run: pnpm build && pnpm generate && pnpm build && npm test`);
