import type { WrittenExpression } from '../syntax/expression.js';
import { alternativesOf, oneOf } from '../values/alternatives.js';
import { mapping, sequence } from '../values/collections.js';
import { convert } from '../values/convert.js';
import { failure, string, unknown } from '../values/scalars.js';
import type { SingleValue, Type, Value } from '../values/value.js';
import { evaluate } from './evaluate.js';
import type { Scope } from './scope.js';

/** A variable's `type`, with the defaults of its optional attributes. */
export interface TypeConstraint {
	readonly type: Type;
	/** The constraint of the elements of a list, set or map. */
	readonly element?: TypeConstraint;
	/** The constraints of the attributes of an object. */
	readonly attributes?: ReadonlyMap<string, TypeConstraint & { readonly byDefault: WrittenExpression | null }>;
	/** Whether an attribute in it has a default. */
	readonly hasDefaults: boolean;
}

/** Parses a type constraint; null if the expression is not one. */
export function typeConstraintOf(written: WrittenExpression): TypeConstraint | null {
	if (written.kind === 'reference' && written.steps.length === 0) {
		const { root } = written;
		if (root === 'list' || root === 'set' || root === 'map')
			return { type: { kind: root, of: 'any' }, hasDefaults: false };
		const isSimple = root === 'string' || root === 'number' || root === 'bool' || root === 'any';
		return isSimple ? { type: root, hasDefaults: false } : null;
	}
	if (written.kind !== 'call') return null;
	const [argument] = written.arguments;
	if (argument === undefined) return null;
	if (written.name === 'list' || written.name === 'set' || written.name === 'map') {
		const element = typeConstraintOf(argument);
		return element && { type: { kind: written.name, of: element.type }, element, hasDefaults: element.hasDefaults };
	}
	if (written.name === 'tuple' && argument.kind === 'tuple') {
		const elements = argument.elements.map(typeConstraintOf);
		if (elements.some((element) => element === null || element.hasDefaults)) return null;
		return { type: { kind: 'tuple', of: elements.map((element) => element?.type ?? 'any') }, hasDefaults: false };
	}
	return written.name === 'object' && argument.kind === 'object' ? objectConstraint(argument) : null;
}

function objectConstraint({ items }: Extract<WrittenExpression, { readonly kind: 'object' }>): TypeConstraint | null {
	const attributes = new Map<string, TypeConstraint & { readonly byDefault: WrittenExpression | null }>();
	const optional = new Set<string>();
	for (const { key, value } of items) {
		if (key.kind !== 'literal' || typeof key.value !== 'string') return null;
		const isOptional = value.kind === 'call' && value.name === 'optional';
		const [type, byDefault = null] = isOptional ? value.arguments : [value];
		const constraint = type === undefined ? null : typeConstraintOf(type);
		if (constraint === null) return null;
		if (isOptional) optional.add(key.value);
		attributes.set(key.value, { ...constraint, byDefault });
	}
	const of = new Map([...attributes].map(([name, { type }]) => [name, type]));
	return {
		type: { kind: 'object', of, optional },
		attributes,
		hasDefaults: [...attributes.values()].some(({ byDefault, hasDefaults }) => hasDefaults || byDefault !== null),
	};
}

/** Converts a value to a variable's type, with the defaults of optional attributes. */
export function convertTo(value: Value, constraint: TypeConstraint, scope: Scope): Value {
	return convert(constraint.hasDefaults ? withDefaults(value, constraint, scope) : value, constraint.type);
}

function withDefaults(value: Value, constraint: TypeConstraint, scope: Scope): Value {
	if (!constraint.hasDefaults) return value;
	return oneOf(alternativesOf(value).map((one) => withDefaultsOfOne(one, constraint, scope)));
}

function withDefaultsOfOne(value: SingleValue, constraint: TypeConstraint, scope: Scope): Value {
	const { element, attributes } = constraint;
	if (value.kind === 'unknown' || value.kind === 'null' || value.kind === 'failure') return value;
	if (element) {
		if (value.kind === 'sequence') {
			const parts = value.parts.map((part) => ({ ...part, value: withDefaults(part.value, element, scope) }));
			return sequence(value.type, parts, { of: 'any', isOrdered: value.isOrdered });
		}
		if (value.kind !== 'mapping') return failure('not of the type of the variable');
		const entries = value.entries.map((entry) => ({ ...entry, value: withDefaults(entry.value, element, scope) }));
		return mapping(value.type, entries);
	}
	if (!attributes) return value;
	if (value.kind !== 'mapping') return failure('not of the type of the variable');
	const isExact = value.entries.every(({ key, count }) => key.kind === 'string' && count === 'one');
	if (!isExact) return unknown('any', [{ kind: 'function', name: 'optional' }], true);
	const given = new Map(value.entries.map(({ key, value: inner }) => [key.kind === 'string' ? key.value : '', inner]));
	const entries = [...attributes].flatMap(([name, attribute]) => {
		const own = given.get(name);
		const { byDefault } = attribute;
		const isNull = own === undefined ? 'yes' : nullness(own);
		if (byDefault === null && own === undefined) return [];
		const fallback = byDefault === null ? null : evaluate(byDefault, scope);
		let settled = own;
		if (isNull !== 'no' && fallback !== null) settled = isNull === 'yes' ? fallback : oneOf([own as Value, fallback]);
		return [{ key: string(name), value: withDefaults(settled as Value, attribute, scope), count: 'one' as const }];
	});
	return mapping('object', entries);
}

/** Whether a value is null. */
export function nullness(value: Value): 'no' | 'perhaps' | 'yes' {
	const found = new Set(
		alternativesOf(value)
			.filter(({ kind }) => kind !== 'failure')
			.map((one) => {
				if (one.kind === 'null') return 'yes';
				return (one.kind === 'symbol' || one.kind === 'unknown') && one.canBeNull ? 'perhaps' : 'no';
			}),
	);
	const [first = 'no'] = found;
	return found.size > 1 ? 'perhaps' : first;
}
