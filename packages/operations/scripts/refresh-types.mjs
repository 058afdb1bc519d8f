// node packages/operations/scripts/refresh-types.mjs SCHEMA [VERSION]
// Compares the lists in packages/operations/provider with the output of `terraform providers schema -json` (in a folder
// whose configuration requires aliyun/alicloud), prints exactly what is to be reviewed, and updates the lists. The
// tests of this package then fail until each new type has an entry or a review.
import fs from 'node:fs';
import { groupArguments, providerTypes, reviewedTypes, writeLists } from './provider-lists.mjs';

const [file, version] = process.argv.slice(2);
if (!file)
	stop('Usage: refresh-types.mjs SCHEMA [VERSION], where SCHEMA is the output of `terraform providers schema -json`');

const speaksOfGroups = /security_?group|(^|_)sg_ids?\b/;
const schemas = readSchemas(file);
const types = Object.keys(schemas).sort();
const known = groupArguments();
const reviewed = reviewedTypes();
const before = providerTypes();

const added = types.filter((type) => !before.includes(type));
const vanished = before.filter((type) => !types.includes(type));
const aliasOf = new Map(
	Object.entries(known.types).flatMap(([type, { aliases }]) => aliases.map((alias) => [alias, type])),
);
const newArguments = {};
const lostArguments = {};
for (const type of types) {
	const found = groupPaths(schemas[type].block);
	const entry = known.types[aliasOf.get(type) ?? type];
	const spoken = new Set(
		[
			...Object.keys(entry?.arguments ?? {}),
			...Object.keys(entry?.not_groups ?? {}),
			...Object.keys(known.lookalikes[type] ?? {}),
		].map(plain),
	);
	const fresh = found.filter((path) => !spoken.has(plain(path)));
	const lost = Object.keys(entry?.arguments ?? {}).filter((path) => path !== 'id' && !has(schemas[type].block, path));
	if (fresh.length > 0) newArguments[type] = fresh;
	if (lost.length > 0) lostArguments[type] = lost;
}

const report = [
	...section(
		'New types: review each; then `pnpm new-resource TYPE`, or list it in packages/operations/provider/reviewed.json',
		added.map((type) => (newArguments[type] ? `${type}: takes a group in ${newArguments[type].join(', ')}` : type)),
	),
	...section(
		'New attributes that look like group arguments: add them to the entry, or to its not_groups with the reason',
		Object.entries(newArguments)
			.filter(([type]) => !added.includes(type))
			.map(([type, paths]) => `${type}: ${paths.join(', ')}`),
	),
	...section(
		'Vanished types: delete their entries',
		vanished.map((type) => (known.types[type] ? `${type}: src/resources/${type}.ts` : type)),
	),
	...section(
		'Vanished group arguments: take them out of the entry',
		Object.entries(lostArguments).map(([type, paths]) => `${type}: ${paths.join(', ')}`),
	),
];
console.log(report.length > 0 ? report.join('\n') : 'Nothing to review.');

for (const type of vanished) {
	delete known.types[type];
	delete known.lookalikes[type];
	for (const list of Object.values(reviewed)) if (list.includes(type)) list.splice(list.indexOf(type), 1);
}
for (const [type, paths] of Object.entries(newArguments)) {
	const owner = aliasOf.get(type) ?? type;
	known.types[owner] ??= { aliases: [], source: `alicloud/resource_${owner}.go`, arguments: {} };
	for (const path of paths) known.types[owner].arguments[path] = '';
	for (const list of Object.values(reviewed)) if (list.includes(type)) list.splice(list.indexOf(type), 1);
}
for (const [type, paths] of Object.entries(lostArguments)) {
	for (const path of paths) delete known.types[aliasOf.get(type) ?? type].arguments[path];
}
if (version) {
	known.version = version;
	known.commit = `v${version}`;
}
const sensitive = Object.fromEntries(
	Object.keys(known.types)
		.filter((type) => schemas[type])
		.sort()
		.map((type) => [type, sensitivePaths(schemas[type].block)])
		.filter(([, paths]) => paths.length > 0),
);
writeLists(types, known, reviewed, sensitive);

function section(title, lines) {
	return lines.length > 0 ? [`${title} (${lines.length})`, ...lines.map((line) => `  ${line}`), ''] : [];
}

function plain(path) {
	return path.replaceAll('[]', '');
}

/** The paths of settable strings and lists of strings whose name refers to a security group. */
function groupPaths(block, prefix = '') {
	const own = Object.entries(block.attributes ?? {}).flatMap(([name, { type, optional, required }]) =>
		optional || required ? pathsIn(name, type, prefix) : [],
	);
	const nested = Object.entries(block.block_types ?? {}).flatMap(([name, { nesting_mode, block: inner }]) =>
		groupPaths(inner, `${prefix}${name}${nesting_mode === 'single' ? '' : '[]'}.`),
	);
	return [...own, ...nested];
}

/** The paths of what the schema calls sensitive, as terraform's configschema.SensitivePaths marks them. */
function sensitivePaths(block, prefix = '') {
	const own = Object.entries(block.attributes ?? {})
		.filter(([, { sensitive }]) => sensitive === true)
		.map(([name]) => `${prefix}${name}`);
	const nested = Object.entries(block.block_types ?? {}).flatMap(([name, { nesting_mode, block: inner }]) => {
		const path = `${prefix}${name}`;
		if (own.includes(path)) return [];
		if (nesting_mode === 'set') return sensitivePaths(inner).length > 0 ? [`${path}{}`] : [];
		return sensitivePaths(inner, `${path}${nesting_mode === 'single' ? '' : '[]'}.`);
	});
	return [...own, ...nested].sort();
}

/** `type` is Terraform's type constraint in JSON: "string", ["list", T], ["object", { name: T }]. */
function pathsIn(name, type, prefix) {
	const path = `${prefix}${name}`;
	if (type === 'string') return speaksOfGroups.test(name) ? [path] : [];
	if (!Array.isArray(type)) return [];
	const [kind, inner] = type;
	if (kind === 'object') return Object.entries(inner).flatMap(([key, value]) => pathsIn(key, value, `${path}.`));
	return kind === 'map' ? [] : pathsIn(`${name}[]`, inner, prefix);
}

/** Returns whether the schema still has an argument. */
function has(block, path) {
	const [step, ...rest] = plain(path).split('.');
	if (block.attributes?.[step]) return true;
	const nested = block.block_types?.[step];
	return nested !== undefined && (rest.length === 0 || has(nested.block, rest.join('.')));
}

function readSchemas(path) {
	let document;
	try {
		document = JSON.parse(fs.readFileSync(path, 'utf8'));
	} catch (error) {
		stop(
			`${path} cannot be read as JSON (${error.message}). Write it with: terraform providers schema -json > ${path}`,
		);
	}
	const [, provider] =
		Object.entries(document?.provider_schemas ?? {}).find(([name]) => name.endsWith('/aliyun/alicloud')) ?? [];
	if (!provider?.resource_schemas) {
		stop(
			`${path} has no schema of aliyun/alicloud. Run \`terraform init\` and \`terraform providers schema -json\` in a folder that requires it.`,
		);
	}
	return provider.resource_schemas;
}

function stop(message) {
	console.error(message);
	process.exit(2);
}
