import { compareTexts } from '@sg-preflight/documents/unicode';
import { alternativesOf } from './alternatives.js';
import type { SingleValue, Type, Value } from './value.js';

/** Returns the type of a value; `any` when it is unknown or the alternatives differ. */
export function valueTypeOf(value: Value): Type {
	const types = alternativesOf(value)
		.filter(({ kind }) => kind !== 'failure')
		.map(typeOfSingle);
	const [first = 'any'] = types;
	const settled = types.filter((type) => type !== 'null');
	const [other = first] = settled;
	return settled.every((type) => isSame(type, other)) ? other : 'any';
}

function typeOfSingle(value: SingleValue): Type {
	switch (value.kind) {
		case 'null':
			return 'null';
		case 'bool':
		case 'number':
		case 'string':
			return value.kind;
		case 'symbol':
		case 'joined':
			return 'string';
		case 'sequence':
			if (value.type === 'any') return 'any';
			if (value.type !== 'tuple') return value.of === 'any' ? 'any' : { kind: value.type, of: value.of };
			if (!value.isOrdered || value.parts.some(({ count }) => count !== 'one')) return 'any';
			return { kind: 'tuple', of: value.parts.map((part) => valueTypeOf(part.value)) };
		case 'mapping': {
			if (value.type === 'any') return 'any';
			if (value.type === 'map') return value.of === 'any' ? 'any' : { kind: 'map', of: value.of };
			const attributes = new Map<string, Type>();
			for (const { key, value: inner, count } of value.entries) {
				if (key.kind !== 'string' || count !== 'one') return 'any';
				attributes.set(key.value, valueTypeOf(inner));
			}
			return { kind: 'object', of: attributes };
		}
		case 'unknown':
			return value.type;
		case 'failure':
			return 'any';
	}
}

/** Whether a type is known down to its elements. */
export function isSettled(type: Type): boolean {
	if (type === 'any') return false;
	if (typeof type === 'string') return true;
	if (type.kind === 'tuple') return type.of.every(isSettled);
	return type.kind === 'object' ? [...type.of.values()].every(isSettled) : isSettled(type.of);
}

export function isSame(one: Type, other: Type): boolean {
	if (typeof one === 'string' || typeof other === 'string') return one === other;
	if (one.kind === 'tuple' && other.kind === 'tuple') {
		return one.of.length === other.of.length && one.of.every((type, index) => isSame(type, other.of[index] as Type));
	}
	if (one.kind === 'object' && other.kind === 'object') {
		if (one.of.size !== other.of.size) return false;
		return [...one.of].every(([name, type]) => {
			const same = other.of.get(name);
			return same !== undefined && isSame(type, same);
		});
	}
	if (one.kind === 'tuple' || one.kind === 'object' || other.kind === 'tuple' || other.kind === 'object') return false;
	return one.kind === other.kind && isSame(one.of, other.of);
}

/**
 * Returns the type that values of all these types convert to, as Terraform finds it for the branches of a conditional and the
 * elements of a list. Null when there is no such type, `any` when it is unknown.
 * Source: github.com/zclconf/go-cty/cty/convert/unify.go.
 */
export function unify(types: readonly Type[]): Type | null {
	const [first] = types;
	if (first === undefined) return 'any';
	if (types.every((type) => isSame(type, first))) return first;
	if (!types.every(isSettled)) return 'any';
	const kinds = new Set(types.map((type) => (typeof type === 'string' ? type : type.kind)));
	const hasNull = kinds.delete('null');
	const are = (...names: readonly string[]): boolean => [...kinds].every((kind) => names.includes(kind));
	const structured = types.filter((type) => typeof type !== 'string');
	if (structured.length > 0 && hasNull) return 'any';
	if (are('map') || are('list') || are('set')) return collectionOf([...kinds][0] as 'map', structured);
	if (kinds.has('map') && are('map', 'object')) {
		const map = collectionOf('map', structured);
		if (map !== null) return map;
	}
	if (kinds.has('list') && are('list', 'tuple')) {
		const list = collectionOf('list', structured);
		if (list !== null) return list;
	}
	if (are('object')) return objectOf(structured as readonly ObjectType[]);
	if (are('tuple')) return tupleOf(structured as readonly TupleType[]);
	if (kinds.has('set') && are('set', 'list', 'tuple')) return setOf(structured);
	if (kinds.has('object') && kinds.has('tuple')) return null;
	return preferred(types);
}

type TupleType = Extract<Type, { readonly kind: 'tuple' }>;
type ObjectType = Extract<Type, { readonly kind: 'object' }>;

/** Returns the types of the elements of collections and structures. */
function elementTypes(types: readonly Type[]): readonly Type[] {
	return types.flatMap((type) => {
		if (typeof type === 'string') return [];
		if (type.kind === 'tuple') return type.of;
		return type.kind === 'object' ? [...type.of.values()] : [type.of];
	});
}

function collectionOf(kind: 'map' | 'list' | 'set', types: readonly Type[]): Type | null {
	const of = unify(elementTypes(types));
	if (of === null) return null;
	return of === 'any' ? 'any' : { kind, of };
}

/** A list or tuple beside a set becomes one when its elements have that type already. */
function setOf(types: readonly Type[]): Type {
	const set = types.find((type) => typeof type !== 'string' && type.kind === 'set');
	const isTuples = types.every((type) => typeof type !== 'string' && type.kind !== 'list');
	return set !== undefined &&
		isTuples &&
		elementTypes(types).every((type) => isSame(type, elementTypes([set])[0] ?? 'any'))
		? set
		: 'any';
}

function objectOf(types: readonly ObjectType[]): Type | null {
	const [first] = types;
	const names = [...(first?.of.keys() ?? [])];
	const isSameNames = types.every(({ of }) => of.size === names.length && names.every((name) => of.has(name)));
	if (isSameNames) {
		const attributes = new Map<string, Type>();
		for (const name of names.sort(compareTexts)) {
			const type = unify(types.map(({ of }) => of.get(name) as Type));
			if (type === 'any') return 'any';
			if (type !== null) attributes.set(name, type);
		}
		if (attributes.size === names.length) return { kind: 'object', of: attributes };
	}
	return collectionOf('map', types);
}

function tupleOf(types: readonly TupleType[]): Type | null {
	const length = types[0]?.of.length;
	if (types.every(({ of }) => of.length === length)) {
		const elements = (types[0]?.of ?? []).map((_, index) => unify(types.map(({ of }) => of[index] as Type)));
		if (elements.includes('any')) return 'any';
		const settled = elements.filter((type): type is Type => type !== null);
		if (settled.length === elements.length) return { kind: 'tuple', of: settled };
	}
	return collectionOf('list', types);
}

/** Returns the one of the types to which all others convert. Of simple types, a string comes before a number or a bool. */
function preferred(types: readonly Type[]): Type | null {
	const simple = types.filter((type) => type !== 'null');
	const [first] = simple;
	if (first === undefined) return 'null';
	// A null may be that of a string, to which all others then convert.
	if (simple.length < types.length && first !== 'string' && !simple.includes('string')) return 'any';
	if (simple.every((type) => isSame(type, first))) return first;
	if (simple.every((type) => typeof type === 'string')) return simple.includes('string') ? 'string' : null;
	const hasSimple = simple.some((type) => typeof type === 'string');
	const hasStructure = simple.some((type) => typeof type !== 'string');
	// A list or a map has no conversion to a string; between sets and lists there are several.
	return hasSimple && hasStructure ? null : 'any';
}
