// Makes src/names/bridge.generated.ts: the names of every type with an entry in Terraform and in Pulumi. A new entry is
// found by itself; a token that does not follow from the type's name is in the entry (`pulumi`).
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { AttributePath, entries, pathsRead } from '@sg-preflight/operations';
import { CannotGenerate } from '../../../.ci/cannot-generate.mjs';

const sdk = path.dirname(
	createRequire(new URL('../../../.ci/', import.meta.url)).resolve('@pulumi/alicloud/package.json'),
);
const { version } = JSON.parse(fs.readFileSync(path.join(sdk, 'package.json'), 'utf8'));
const schemas = JSON.parse(fs.readFileSync(new URL('../data/provider-schema.json', import.meta.url), 'utf8'));

const camel = (name) => name.replace(/_([a-z0-9])/g, (_, c) => c.toUpperCase());
const snake = (name) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
const capital = (name) => name[0].toUpperCase() + name.slice(1);

/** Returns the file, without its suffix, of every resource token of the package. */
const files = new Map(
	fs
		.readdirSync(sdk, { recursive: true })
		.filter((file) => file.endsWith('.js') && !file.includes('node_modules'))
		.map((file) => path.join(sdk, file))
		.flatMap((file) => {
			const token = /__pulumiType = '(alicloud:[^/]+\/[^:]+:[^']+)'/.exec(fs.readFileSync(file, 'utf8'))?.[1];
			return token ? [[token, file.slice(0, -'.js'.length)]] : [];
		}),
);
const tokens = [...files.keys()].sort();
const plain = (text) => text.toLowerCase().replaceAll('_', '');
const partsOf = (token) => /^alicloud:([^/]+)\/([^:]+):/.exec(token).slice(1);

/** Returns the token of the package that follows from a type's name; null if none or more than one does. */
function tokenLike(type) {
	const wanted = plain(type.slice('alicloud_'.length));
	const rules = [
		([module, name]) => plain(name) === wanted && wanted.startsWith(module),
		([module, name]) => module + plain(name) === wanted,
		([, name]) => plain(name) === wanted,
	];
	for (const rule of rules) {
		const found = tokens.filter((token) => rule(partsOf(token)));
		if (found.length === 1) return found[0];
	}
	return null;
}

/** Returns the properties of an interface itself: name to type text. */
function propertiesOf(text, header) {
	const start = text.indexOf(header);
	if (start < 0) throw new Error(`no ${header} in the package`);
	const indent = /^ */.exec(text.slice(text.lastIndexOf('\n', start) + 1))[0];
	const body = text.slice(start, text.indexOf(`\n${indent}}`, start)).replaceAll(/\/\*[\s\S]*?\*\//g, '');
	return [...body.matchAll(new RegExp(`^${indent} {4}(\\w+)\\??: ([\\s\\S]*?);$`, 'gm'))].map(([, name, type]) => [
		name,
		type,
	]);
}

const inputTypes = fs.readFileSync(path.join(sdk, 'types/input.d.ts'), 'utf8');
const namespaces = new Map(
	[...inputTypes.matchAll(/^export declare namespace (\w+) \{[\s\S]*?^\}/gm)].map((match) => [match[1], match[0]]),
);

/** Returns the name of a list in Pulumi: plural, and singular for a list of at most one. */
function isNameOf(pulumi, terraform) {
	const name = camel(terraform);
	const plurals = (text) => [text, `${text}s`, `${text}es`, text.replace(/y$/, 'ies')];
	return plurals(name).includes(pulumi) || plurals(pulumi).includes(name);
}

function describe(_type, entry, token) {
	const [, name] = partsOf(token);
	const text = fs.readFileSync(`${files.get(token)}.d.ts`, 'utf8');
	const code = fs.readFileSync(`${files.get(token)}.js`, 'utf8');
	const schema = schemas[entry.type];
	const wanted = pathsRead(entry);
	const attributes = new Set(
		[...(schema?.attributes ?? []), ...wanted].map((at) => AttributePath.parse(String(at)).name),
	);
	const names = {};
	const blocks = [];
	const reached = new Set(['id']);
	const walk = (properties, pulumiParent, terraformParent) => {
		const siblings = [...attributes]
			.filter((at) => at.startsWith(terraformParent) && !at.slice(terraformParent.length).includes('.'))
			.map((at) => at.slice(terraformParent.length));
		for (const [property, propertyType] of properties) {
			const own = snake(property);
			const terraform = siblings.includes(own) ? own : (siblings.find((sibling) => isNameOf(property, sibling)) ?? own);
			if (terraform !== own) names[pulumiParent + property] = terraform;
			reached.add(terraformParent + terraform);
			const nested = /inputs\.(\w+)\.(\w+)/.exec(propertyType);
			if (!nested) continue;
			if (!/\[\]/.test(propertyType)) blocks.push(pulumiParent + property);
			const [, namespace, interfaceName] = nested;
			const inner = propertiesOf(namespaces.get(namespace), `interface ${interfaceName} {`);
			walk(inner, `${pulumiParent}${property}.`, `${terraformParent}${terraform}.`);
		}
	};
	walk(propertiesOf(text, `interface ${capital(name)}State {`), '', '');
	const lost = wanted.filter((at) => !reached.has(at.name)).map(String);
	const secrets = [...code.matchAll(/resourceInputs\["(\w+)"\] = args\?\.\w+ \? pulumi\.secret/g)].map(([, at]) =>
		snake(at),
	);
	const top = (list) => (list ?? []).filter((at) => !at.includes('.'));
	return {
		token,
		...(Object.keys(names).length > 0 ? { names } : {}),
		...(blocks.length > 0 ? { blocks } : {}),
		...(secrets.length > 0 ? { secrets } : {}),
		...(schema ? { computed: top(schema.computed), sets: schema.sets, forceNew: minimal(schema.force_new) } : {}),
		...(lost.length > 0 ? { lost } : {}),
	};
}

/** An attribute below one that replaces the resource as a whole adds nothing. */
function minimal(paths) {
	return paths.filter((at) => !paths.some((other) => at.startsWith(`${other}[].`) || at.startsWith(`${other}.`)));
}

/** Attributes of other resources that hold the id of a security group, which the API creates or the user gives. */
function sourcesOf() {
	const found = {};
	for (const token of tokens) {
		const text = fs.readFileSync(`${files.get(token)}.d.ts`, 'utf8');
		const start = text.indexOf('export declare class');
		const outputs = [
			...text.slice(start, text.indexOf('\n}', start)).matchAll(/^ {4}readonly (\w*[sS]ecurityGroup\w*)!?:/gm),
		];
		const attributes = outputs
			.map(([, at]) => at)
			.filter((at) => /[iI]ds?$|[gG]roups?$/.test(at) && !/^is[A-Z]/.test(at));
		if (attributes.length > 0) found[token] = snake(attributes[0]);
	}
	return found;
}

/** Returns the token of a type of an entry; null while Pulumi does not have the type. */
function tokenOf(type, { type: own, pulumi }) {
	const found = tokenLike(type);
	if (pulumi === null) {
		if (found === null) return null;
		throw new CannotGenerate(
			`${type}: @pulumi/alicloud ${version} has it as ${found}, and the entry says that Pulumi does not have it.`,
			`Delete \`pulumi: null\` in packages/operations/src/resources/${own}.ts.`,
		);
	}
	const token = type === own && pulumi ? pulumi : found;
	if (token !== null && tokens.includes(token)) return token;
	throw new CannotGenerate(
		`${type}: no token of @pulumi/alicloud ${version} follows from its name.`,
		`Add \`pulumi: 'alicloud:MODULE/NAME:Name'\` to packages/operations/src/resources/${own}.ts, or \`pulumi: null\` if Pulumi does not have the type.`,
	);
}

/** Returns the text of src/names/bridge.generated.ts. */
export function bridgeModule() {
	const types = {};
	for (const entry of entries) {
		for (const type of [entry.type, ...(entry.aliases ?? [])].sort()) {
			const token = tokenOf(type, entry);
			if (token !== null) types[type] = describe(type, entry, token);
		}
	}
	const byModule = {};
	for (const token of tokens) {
		const [module, name] = partsOf(token);
		if (`alicloud:${module}/${name}:${capital(name)}` !== token) throw new Error(`${token}: an irregular token`);
		byModule[module] = byModule[module] ? `${byModule[module]} ${name}` : name;
	}
	const lines = (object) =>
		Object.keys(object)
			.sort()
			.map((key) => `\t${JSON.stringify(key)}: ${JSON.stringify(object[key])},\n`)
			.join('');
	return `// Generated by packages/pulumi/scripts/bridge.mjs from @pulumi/alicloud ${version} and data/provider-schema.json. Do not edit.
import type { TypeNames } from './type-names.js';

export const types: { readonly [type: string]: TypeNames } = {
${lines(types)}};

/** Modules of the package and the names of their resources: \`alicloud:MODULE/NAME:Name\`. */
export const modules: { readonly [module: string]: string } = {
${lines(byModule)}};

/** Tokens of resources that hold the id of a security group, and the attribute that does. */
export const groupHolders: { readonly [token: string]: string } = {
${lines(sourcesOf())}};
`;
}
