// Reads facts about the types with an entry that neither a Pulumi document nor the npm package has, from a checkout of
// the Terraform provider's source: their attributes, and which of them replace the resource, are sets, or are computed by
// the API if the configuration leaves them out. Writes data/provider-schema.json, from which the bridge is made.
//   node packages/pulumi/scripts/provider-schema.mjs CHECKOUT
// A type that is not in the file still works: its updates are then never taken for replacements.
import fs from 'node:fs';
import path from 'node:path';
import { entries } from '@sg-preflight/operations';

const [checkout] = process.argv.slice(2);
if (!checkout) {
	console.error('Usage: node packages/pulumi/scripts/provider-schema.mjs CHECKOUT-OF-THE-PROVIDER');
	process.exit(2);
}

/** Returns the text between the brace at `start` and the one that closes it, skipping strings and comments. */
function block(text, start) {
	let depth = 0;
	for (let i = start; i < text.length; i++) {
		const c = text[i];
		if (c === '"') while (text[++i] !== '"') if (text[i] === '\\') i++;
		if (c === '`') while (text[++i] !== '`');
		if (c === "'") while (text[++i] !== "'") if (text[i] === '\\') i++;
		if (c === '/' && text[i + 1] === '/') while (text[i] !== '\n') i++;
		if (c === '{') depth++;
		if (c === '}' && --depth === 0) return text.slice(start + 1, i);
	}
	throw new Error(`unbalanced braces at offset ${start}`);
}

/** Returns the `"name": {…}` members of a schema map itself. */
function* members(body) {
	const pattern = /"([a-z0-9_]+)":\s*(?:&schema\.Schema)?\{/g;
	for (let match = pattern.exec(body); match; match = pattern.exec(body)) {
		const inner = block(body, pattern.lastIndex - 1);
		yield [match[1], inner];
		pattern.lastIndex += inner.length;
	}
}

const schemaMap = /Schema:\s*map\[string\]\*schema\.Schema\{/;

function read(body, prefix, found) {
	for (const [name, text] of members(body)) {
		const nested = schemaMap.exec(text);
		const inner = nested ? block(text, nested.index + nested[0].length - 1) : '';
		const own = nested ? text.replace(inner, '') : text;
		const is = (flag) => new RegExp(`\\b${flag}:\\s*true\\b`).test(own);
		const at = prefix + name;
		const repeated = /Type:\s*schema\.Type(List|Set)\b/.test(own);
		found.attributes.push(at);
		if (is('ForceNew')) found.force_new.push(at);
		if (/Type:\s*schema\.TypeSet\b/.test(own)) found.sets.push(at);
		if (is('Computed')) found.computed.push(at);
		if (nested) read(inner, `${at}${repeated ? '[]' : ''}.`, found);
	}
}

const types = {};
for (const entry of [...entries].sort((a, b) => (a.type < b.type ? -1 : 1))) {
	const text = fs.readFileSync(path.join(checkout, entry.evidence.source), 'utf8');
	const start = schemaMap.exec(text);
	if (!start) throw new Error(`${entry.evidence.source}: no schema`);
	const found = { attributes: [], force_new: [], sets: [], computed: [] };
	read(block(text, start.index + start[0].length - 1), '', found);
	for (const list of Object.values(found)) list.sort();
	types[entry.type] = found;
}
const file = new URL('../data/provider-schema.json', import.meta.url);
fs.mkdirSync(new URL('.', file), { recursive: true });
const lines = Object.entries(types).map(([type, found]) => `${JSON.stringify(type)}: ${JSON.stringify(found)}`);
fs.writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
console.log(`${lines.length} types`);
