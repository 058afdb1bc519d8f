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
/** Lines that may change the calls of a type. */
const ofResource = /action :?= "|SecurityGroup|security_group|HasChange|ForceNew/;
/** Lines of shared functions that may change the calls on groups. */
const ofService =
	/(Join|Leave|Modify|Authorize|Revoke|Delete|Attach|Detach|Set|Update)\w*SecurityGroup|(?<!Global)SecurityGroupIds?["\]]* ?:?=/;

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
		const lines = [before.get(file), after.get(file)];
		report('lines with a call, a group or a change that are new', linesThatMatter(...lines, ofResource));
		report('such lines that are gone', linesThatMatter(...lines.reverse(), ofResource));
		console.log(`  git -C ${checkout} diff v${from} v${to} -- ${file}`);
	}
	reviewServices();
	if (options.includes('--write')) {
		const history = `${JSON.stringify(schemaHistory(provider, to), null, '\t')}\n`;
		fs.writeFileSync(new URL('../provider/schema-history.json', import.meta.url), history);
		console.log('\nwrote packages/operations/provider/schema-history.json');
	}
}

/** Lists the files of functions that several types share, if their lines about groups changed. */
function reviewServices() {
	const files = provider
		.changes(from, to, ['alicloud/service_alicloud_*.go', 'alicloud/tags.go'])
		.map(([file]) => file);
	const [before, after] = [from, to].map((version) => provider.files(version, files));
	for (const file of files) {
		const lines = [before.get(file), after.get(file)];
		const [added, gone] = [linesThatMatter(...lines, ofService), linesThatMatter(...lines.reverse(), ofService)];
		if (added.length + gone.length === 0) continue;
		console.log(`\nshared functions: ${file}`);
		report('lines about groups that are new', added);
		report('such lines that are gone', gone);
		console.log(`  git -C ${checkout} diff v${from} v${to} -- ${file}`);
	}
}

/** Lines of the new text that the old one does not have and that may change the calls. */
function linesThatMatter(before, after, pattern) {
	const old = new Set((before ?? '').split('\n').map((line) => line.trim()));
	return (after ?? '')
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => !old.has(line) && pattern.test(line));
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
