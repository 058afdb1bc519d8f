// node packages/operations/scripts/review-provider.mjs CHECKOUT FROM TO [--write]
// Lists the source files to review for a new version of aliyun/alicloud: CHECKOUT is a clone of
// aliyun/terraform-provider-alicloud with its tags (`git clone --bare` is enough), FROM a version that was reviewed, TO the
// new one. With --write it also updates provider/schema-history.json to TO. Afterwards, put TO into
// src/provider/reviewed-versions.ts.
import fs from 'node:fs';
import { attributesIn, ProviderSource, sourcesOfTypes } from './provider-source.mjs';
import { schemaHistory } from './schema-history.mjs';

const [checkout, from, to, ...options] = process.argv.slice(2);
if (!checkout || !from || !to || options.some((option) => option !== '--write')) {
	stop(
		'Usage: review-provider.mjs CHECKOUT FROM TO [--write], for example: review-provider.mjs ~/provider 1.289.0 1.290.0',
	);
}
const provider = new ProviderSource(checkout);
try {
	review();
} catch (error) {
	stop(error.message);
}

function review() {
	const known = provider.versions();
	for (const version of [from, to]) {
		if (!known.includes(version))
			stop(`${checkout} has no tag v${version}. Fetch the tags: git -C ${checkout} fetch --tags`);
	}
	const sources = sourcesOfTypes();
	const typeOf = new Map([...sources].map(([type, source]) => [source, type]));
	const files = [...sources.values()];
	const [before, after] = [from, to].map((version) => provider.files(version, files));
	const changed = provider.changes(from, to, files);
	console.log(`${changed.length} of ${files.length} source files of mapped types changed from ${from} to ${to}.`);
	for (const [file, added, removed] of changed) {
		const type = typeOf.get(file);
		console.log(`\n${type}: ${file} (+${added} -${removed})`);
		const [old, next] = [before, after].map((texts) =>
			texts.get(file) === null ? null : attributesIn(texts.get(file)),
		);
		if (old && next) {
			report(
				'new attributes',
				[...next].filter((name) => !old.has(name)),
			);
			report(
				'attributes that are gone',
				[...old].filter((name) => !next.has(name)),
			);
		}
		report('lines with a call, a group or a change that are new', linesThatMatter(before.get(file), after.get(file)));
		console.log(`  git -C ${checkout} diff v${from} v${to} -- ${file}`);
	}
	if (options.includes('--write')) {
		const history = `${JSON.stringify(schemaHistory(provider, to), null, '\t')}\n`;
		fs.writeFileSync(new URL('../provider/schema-history.json', import.meta.url), history);
		console.log('\nwrote packages/operations/provider/schema-history.json');
	}
}

/** Lines of the new text that the old one does not have and that may change what is called. */
function linesThatMatter(before, after) {
	const old = new Set((before ?? '').split('\n').map((line) => line.trim()));
	return (after ?? '')
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => !old.has(line) && /action :?= "|SecurityGroup|security_group|HasChange|ForceNew/.test(line));
}

function report(title, lines) {
	if (lines.length === 0) return;
	console.log(`  ${title}:`);
	for (const line of lines) console.log(`    ${line}`);
}

function stop(message) {
	console.error(message);
	process.exit(2);
}
