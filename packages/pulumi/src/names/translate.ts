import { isObject, type Json, type JsonObject } from '@sg-preflight/documents';
import { attributesOf, entryOf, type Mask, type Origin, Unknown, type Value } from '@sg-preflight/operations';
import { isMarked, isUnknown, secretOf } from '../preview/marked-value.js';
import { groupHolders, modules, types } from './bridge.generated.js';
import type { TypeNames } from './type-names.js';

const typeByToken = new Map(Object.entries(types).map(([type, { token }]) => [token, type]));

/** Returns Pulumi's token of a Terraform type with an entry (or of an alias of one); undefined for any other type. */
export function tokenOf(type: string): string | undefined {
	return own(types, type)?.token;
}

/** Returns the Terraform type of a token; undefined when the type has no entry. */
export function typeOf(token: string): string | undefined {
	return typeByToken.get(token);
}

/** A token may have the name of a property that every object has. */
function own<T>(table: { readonly [name: string]: T }, name: string): T | undefined {
	return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Whether a token is in the package from which the bridge was generated. A type of it without an entry was reviewed. */
export function isKnownToken(token: string): boolean {
	const [, module, name] = /^alicloud:([^/:]+)\/([^/:]+):/.exec(token) ?? [];
	return (
		module !== undefined &&
		(own(modules, module)
			?.split(' ')
			.includes(name as string) ??
			false)
	);
}

/** Modules whose names differ from the words in Terraform's types. */
const words: { readonly [module: string]: string } = {
	cfg: 'config',
	cloudcontrol: 'cloud_control',
	computenest: 'compute_nest',
	servicecatalog: 'service_catalog',
};

/** Returns Terraform's name of a token by its words: of `alicloud:ros/stack:Stack`, `alicloud_ros_stack`. Null for another package. */
export function terraformTypeOf(token: string): string | null {
	const [, module, name] = /^alicloud:([^/:]+)\/([^/:]+):/.exec(token) ?? [];
	return module === undefined || name === undefined ? null : `alicloud_${own(words, module) ?? module}_${snake(name)}`;
}

/** Returns the attribute in which a resource of this token holds the id of a security group; undefined for others. */
export function groupAttributeOf(token: string): string | undefined {
	return own(groupHolders, token);
}

const noNames: TypeNames = { token: '' };

export function namesOf(type: string): TypeNames {
	return own(types, type) ?? noNames;
}

function snake(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function camel(name: string): string {
	return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function terraformName(names: TypeNames, path: string, property: string): string {
	return names.names?.[path] ?? snake(property);
}

const topNames = new Map<TypeNames, Map<string, string>>();

/** Returns Terraform's name of a top-level property. Cached, because a large preview repeats the same few names. */
function topName(names: TypeNames, property: string): string {
	const known = topNames.get(names) ?? new Map<string, string>();
	topNames.set(names, known);
	const name = known.get(property) ?? terraformName(names, property, property);
	known.set(property, name);
	return name;
}

/** Whether the entry of a type reads a top-level property. */
export function isRead(type: string, property: string): boolean {
	const entry = entryOf(type);
	return entry === undefined || attributesOf(entry).has(topName(namesOf(type), property));
}

/** Translates a path: `networkInterfaces.securityGroupIds[]` to `network_interfaces[].security_group_ids[]`. */
export function terraformPath(type: string, path: string): string {
	const names = namesOf(type);
	let parent = '';
	return path
		.split('.')
		.map((step, index, steps) => {
			const property = step.replaceAll('[]', '');
			const here = parent + property;
			parent = `${here}.`;
			const isBlock = index < steps.length - 1 && names.blocks?.includes(here);
			const elements = isBlock ? '[]' : step.slice(property.length);
			return terraformName(names, here, property) + elements;
		})
		.join('.');
}

/** Translates a path back: `network_interfaces[].security_group_ids[]` to `networkInterfaces.securityGroupIds[]`. */
export function pulumiPath(type: string, path: string): string {
	const names = namesOf(type);
	let parent = '';
	return path
		.split('.')
		.map((step) => {
			const name = step.replaceAll('[]', '');
			const renamed = Object.entries(names.names ?? {}).find(
				([at, terraform]) => terraform === name && at.startsWith(parent) && !at.slice(parent.length).includes('.'),
			);
			const property = renamed ? renamed[0].slice(parent.length) : camel(name);
			parent += property;
			const elements = names.blocks?.includes(parent) ? '' : step.slice(name.length);
			parent += '.';
			return property + elements;
		})
		.join('.');
}

/** Traces an unknown value of a top-level property, given by Pulumi's name, to its origins. */
export type Trace = (property: string) => readonly Origin[];

export interface Translated {
	readonly values: { [name: string]: Value };
	readonly sensitive: { [name: string]: Mask };
}

/** Origin of a secret value that the document has only encrypted, or not at all. */
export const secretOrigin: Origin = { kind: 'expression', reference: 'a secret' };

/**
 * Translates properties into Terraform's names and shape. A flattened block becomes a list of one; Pulumi's own
 * properties (`__defaults`, `__meta`) are dropped; an unknown value gets its origins, and a secret value a mask.
 *
 * @param wanted the attributes to translate, by Terraform's names; all when left out
 */
export function toTerraform(
	type: string,
	properties: JsonObject,
	trace: Trace,
	wanted?: ReadonlySet<string>,
): Translated {
	const names = namesOf(type);
	const values: { [name: string]: Value } = {};
	const sensitive: { [name: string]: Mask } = {};
	for (const [property, value] of Object.entries(properties)) {
		if (property.startsWith('__')) continue;
		const name = topName(names, property);
		if (wanted && !wanted.has(name)) continue;
		const unknown = unknowns(value, () => trace(property));
		const translated = translate(names, property, value, unknown);
		values[name] = translated.value;
		if (translated.mask !== false) sensitive[name] = translated.mask;
	}
	return { values, sensitive };
}

/**
 * Creates the unknown values of a property. A document has the resources that a property depends on, but not which part
 * depends on which. So the origins are given out in order, and the last unknown value gets all that are left.
 */
function unknowns(value: Json, trace: () => readonly Origin[]): () => Unknown {
	let left: readonly Origin[] | undefined;
	let ahead = 0;
	return () => {
		if (left === undefined) {
			left = trace();
			ahead = count(value);
		}
		ahead--;
		const own = ahead > 0 ? left.slice(0, 1) : left;
		if (left.length > own.length) left = left.slice(own.length);
		return new Unknown(own, { by: 'preview' });
	};
}

function count(value: Json): number {
	if (isUnknown(value)) return 1;
	const members = typeof value === 'object' && value !== null ? Object.values(value) : [];
	return members.reduce<number>((sum, member) => sum + count(member), 0);
}

interface Masked {
	readonly value: Value;
	readonly mask: Mask;
}

function translate(names: TypeNames, path: string, value: Json, unknown: () => Unknown): Masked {
	if (isUnknown(value)) return { value: unknown(), mask: false };
	const secret = secretOf(value);
	if (secret) {
		if (secret.clear === undefined) return { value: new Unknown([secretOrigin]), mask: true };
		return { value: translate(names, path, secret.clear, unknown).value, mask: true };
	}
	if (Array.isArray(value)) {
		const elements = (value as readonly Json[]).map((element) => object(names, path, element, unknown));
		return {
			value: elements.map((element) => element.value),
			mask: elements.some(({ mask }) => mask !== false) && elements.map(({ mask }) => mask),
		};
	}
	if (!isObject(value)) return { value: value as Value, mask: false };
	if (!names.blocks?.includes(path)) return map(value, unknown);
	const block = object(names, path, value, unknown);
	return { value: [block.value], mask: block.mask !== false && [block.mask] };
}

/** Translates a block. Its members have their own names. */
function object(names: TypeNames, path: string, value: Json, unknown: () => Unknown): Masked {
	if (!isObject(value) || secretOf(value)) return translate(names, path, value, unknown);
	const values: { [name: string]: Value } = {};
	const masks: { [name: string]: Mask } = {};
	for (const [property, member] of Object.entries(value)) {
		if (property.startsWith('__')) continue;
		const here = `${path}.${property}`;
		const name = terraformName(names, here, property);
		const translated = translate(names, here, member, unknown);
		values[name] = translated.value;
		if (translated.mask !== false) masks[name] = translated.mask;
	}
	return { value: values, mask: Object.keys(masks).length > 0 && masks };
}

/** Translates a map. Its keys are the user's and stay. */
function map(value: JsonObject, unknown: () => Unknown): Masked {
	if (isMarked(value)) return { value: null, mask: false };
	const values: { [name: string]: Value } = {};
	const masks: { [name: string]: Mask } = {};
	for (const [key, member] of Object.entries(value)) {
		if (key.startsWith('__')) continue;
		const secret = secretOf(member);
		if (secret) masks[key] = true;
		if (isUnknown(member)) values[key] = unknown();
		else values[key] = (secret ? (secret.clear ?? new Unknown([secretOrigin])) : member) as Value;
	}
	return { value: values, mask: Object.keys(masks).length > 0 && masks };
}
