import { Decoder, type ExtensionCodecType } from '@msgpack/msgpack';
import type { Json } from '@sg-preflight/documents';
import { decodeUtf8 } from '@sg-preflight/documents/unicode';
import { UnknownPlan } from '../unknown-plan.js';

/** A value known after apply, with or without refinements. */
const unknown = Symbol('unknown');

/** A value as go-cty writes it. Source: zclconf/go-cty cty/msgpack. */
type Decoded =
	| null
	| boolean
	| number
	| string
	| typeof unknown
	| readonly Decoded[]
	| { readonly [name: string]: Decoded };

const unknownType = 0;
const refinedType = 12;
const largestRefinement = 1024;

const extensions: ExtensionCodecType<undefined> = {
	tryToEncode: () => null,
	decode(data, type) {
		if (type === unknownType) return unknown;
		if (type === refinedType && data.length <= largestRefinement) return unknown;
		throw new UnknownPlan(`a value has the unknown extension ${type}`);
	},
};

const decoder = new Decoder({ extensionCodec: extensions, useBigInt64: false });

/** As deep as the reader of JSON goes. */
const deepest = 1000;

/** A value of a plan, in the forms of plan JSON. Source: terraform internal/command/jsonplan/plan.go. */
export class PlannedValue {
	readonly #decoded: Decoded;
	readonly #hasUnknown: boolean;

	/** @throws {UnknownPlan} when the bytes are not a value that go-cty writes */
	constructor(bytes: Uint8Array) {
		this.#decoded = decode(bytes);
		this.#hasUnknown = hasUnknown(this.#decoded);
	}

	/**
	 * The value when all of it is known.
	 * @throws {UnknownPlan} when a part is unknown
	 */
	get known(): Json {
		if (this.#hasUnknown) throw new UnknownPlan('a value that must be known is not');
		return this.#decoded as Json;
	}

	/** Without unknowns: absent in objects, null in lists; null when the whole value is unknown. */
	get value(): Json {
		return this.#hasUnknown ? (withoutUnknowns(this.#decoded) ?? null) : (this.#decoded as Json);
	}

	/** Mask of the unknown parts: `true` for an unknown, containers of the same shape; `{}` when all is known. */
	get unknown(): Json {
		return this.#hasUnknown ? unknownsOf(this.#decoded) : {};
	}

	/** Returns the mask of these sensitive parts, unknown ones included; a path that leads nowhere masks nothing. */
	mask(paths: readonly ValuePath[]): Json {
		return maskOf(this.#decoded, paths);
	}
}

/** Every element of a list. */
export const everyElement = Symbol('every element');
/** A whole set, if it has elements: a mark in a set marks all of it. */
export const nonEmptySet = Symbol('a set that has elements');

/** The steps from a value to parts of it: names, keys and indexes. */
export type ValuePath = readonly (string | number | typeof everyElement | typeof nonEmptySet)[];

function maskOf(value: Decoded, paths: readonly ValuePath[]): Json {
	if (paths.length === 0) return false;
	if (paths.some((path) => path.length === 0)) return true;
	if (typeof value !== 'object' || value === null) return false;
	if (Array.isArray(value)) {
		if (value.length > 0 && paths.some(([first]) => first === nonEmptySet)) return true;
		return value.map((part: Decoded, index) => maskOf(part, rests(paths, index, everyElement)));
	}
	return Object.fromEntries(
		Object.entries(value)
			.map(([name, part]) => [name, maskOf(part, rests(paths, name))] as const)
			.filter(([, mask]) => mask !== false),
	);
}

/** Returns the mask of a known value in which these parts are sensitive. */
export function maskOfJson(value: Json, paths: readonly ValuePath[]): Json {
	return maskOf(value, paths);
}

/** Returns the rest of each path that begins with one of these steps. */
function rests(paths: readonly ValuePath[], ...steps: readonly ValuePath[number][]): ValuePath[] {
	return paths.filter(([first]) => first !== undefined && steps.includes(first)).map((path) => path.slice(1));
}

function decode(bytes: Uint8Array): Decoded {
	let decoded: unknown;
	try {
		decoded = decoder.decode(bytes);
	} catch (error) {
		if (error instanceof UnknownPlan) throw error;
		throw new UnknownPlan(`a value is not MessagePack (${(error as Error).message})`);
	}
	return checked(decoded, 0);
}

/** Returns the value. A dynamic value is a pair of its type, the only binary text in a plan, and the value. */
function checked(value: unknown, depth: number): Decoded {
	if (value === null || value === unknown) return value as Decoded;
	if (depth > deepest) throw new UnknownPlan('a value is nested too deep');
	switch (typeof value) {
		case 'boolean':
		case 'string':
		case 'number':
			return value;
		case 'object':
			break;
		default:
			throw new UnknownPlan('a value has a form that Terraform does not write');
	}
	if (Array.isArray(value)) {
		if (value[0] instanceof Uint8Array) return dynamic(value, depth);
		return value.map((item) => checked(item, depth + 1));
	}
	if (value instanceof Uint8Array || Object.getPrototypeOf(value) !== Object.prototype) {
		throw new UnknownPlan('a value has a form that Terraform does not write');
	}
	const object = value as { [name: string]: unknown };
	for (const name of Object.keys(object)) object[name] = checked(object[name], depth + 1);
	return object as Decoded;
}

function dynamic([type, value, ...more]: readonly unknown[], depth: number): Decoded {
	let json: unknown;
	try {
		json = JSON.parse(decodeUtf8(type as Uint8Array) ?? '');
	} catch {
		json = undefined;
	}
	if (json === undefined || value === undefined || more.length > 0) {
		throw new UnknownPlan('a value of a dynamic type has no type');
	}
	return withNumbers(checked(value, depth + 1), json);
}

/** Converts the numbers of a dynamic value that are text, because no float64 holds them exactly. */
function withNumbers(value: Decoded, type: unknown): Decoded {
	if (typeof value === 'string') return type === 'number' ? Number(value) : value;
	if (!Array.isArray(type) || value === null || typeof value !== 'object') return value;
	const [kind, inner] = type as readonly unknown[];
	const isObject = kind === 'object';
	const typeOf = (step: string | number): unknown => {
		if (!isObject && kind !== 'tuple') return inner;
		return (inner as { readonly [step: string | number]: unknown } | undefined)?.[step];
	};
	if (Array.isArray(value)) return value.map((item, index) => withNumbers(item as Decoded, typeOf(index)));
	return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withNumbers(item, typeOf(name))]));
}

function hasUnknown(value: Decoded): boolean {
	if (value === unknown) return true;
	return typeof value === 'object' && value !== null && Object.values(value).some(hasUnknown);
}

/** Removes unknown parts; undefined when the whole value is unknown. */
function withoutUnknowns(value: Decoded): Json | undefined {
	if (value === unknown) return undefined;
	if (typeof value !== 'object' || value === null) return value as Json;
	if (Array.isArray(value)) return value.map((item) => withoutUnknowns(item as Decoded) ?? null);
	return Object.fromEntries(
		Object.entries(value).flatMap(([name, item]) => {
			const known = withoutUnknowns(item);
			return known === undefined ? [] : [[name, known]];
		}),
	);
}

function unknownsOf(value: Decoded): Json {
	if (value === unknown) return true;
	if (typeof value !== 'object' || value === null) return false;
	if (Array.isArray(value)) return value.map((item) => unknownsOf(item as Decoded));
	return Object.fromEntries(
		Object.entries(value)
			.map(([name, item]) => [name, unknownsOf(item)] as const)
			.filter(([, mask]) => mask !== false),
	);
}
