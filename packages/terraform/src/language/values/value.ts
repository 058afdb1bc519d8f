/**
 * The value of an expression when `terraform apply` evaluates it, as far as the sources and the plan show. It describes a
 * set of possible values, which always contains the real one. An unknown value may be anything.
 */
export type Value =
	| NullValue
	| BoolValue
	| NumberValue
	| StringValue
	| SymbolValue
	| JoinedValue
	| SequenceValue
	| MappingValue
	| UnknownValue
	| OneOfValue
	| FailureValue;

export interface NullValue {
	readonly kind: 'null';
}

export interface BoolValue {
	readonly kind: 'bool';
	readonly value: boolean;
}

/** The exact number digits × 10^-scale, with the smallest scale. Terraform's numbers are larger and finer than JavaScript's. */
export interface NumberValue {
	readonly kind: 'number';
	readonly digits: bigint;
	readonly scale: number;
}

export interface StringValue {
	readonly kind: 'string';
	readonly value: string;
}

/**
 * A string that is known after apply and has a known origin: `alicloud_security_group.a.id`. Two symbols with the same
 * key are the same string. The scope that supplies the symbol guarantees its other properties.
 */
export interface SymbolValue {
	readonly kind: 'symbol';
	/** Names the origin; the owner of the scope resolves it. */
	readonly key: string;
	readonly canBeNull: boolean;
	readonly canBeEmpty: boolean;
	/**
	 * Whether the API creates the string during this apply, as the id of a resource that the plan creates: it then differs from
	 * every string that is known now, and from every other fresh symbol.
	 */
	readonly isFresh: boolean;
	/** Whether it has only letters, digits, `-` and `_`, as an id does, so that it contains no separator and no quote. */
	readonly isWord: boolean;
}

/** A string of parts: `"${alicloud_security_group.a.id},sg-1"`. Its symbols are not null. */
export interface JoinedValue {
	readonly kind: 'joined';
	readonly parts: readonly (string | SymbolValue)[];
}

/** A tuple, list or set; `any` when the type is unknown. */
export interface SequenceValue {
	readonly kind: 'sequence';
	readonly type: 'tuple' | 'list' | 'set' | 'any';
	/** The type of the elements of a list or set; `any` when it is unknown. */
	readonly of: Type;
	/** Whether the elements have the order of the parts. A set has no order, and two of its parts may be one element. */
	readonly isOrdered: boolean;
	readonly parts: readonly SequencePart[];
	readonly size: number;
	/** Whether a plan shows it, which shows sets and tuples like lists, so that its type is not certain. */
	readonly isShown?: true;
}

export interface SequencePart {
	readonly value: Value;
	readonly count: Count;
}

/** Number of elements of a part: one, at most one, or any number. The value describes each of them. */
export type Count = 'one' | 'maybe' | 'many';

/** An object or map; `any` when the type is unknown. No two entries have the same key in the real value. */
export interface MappingValue {
	readonly kind: 'mapping';
	readonly type: 'object' | 'map' | 'any';
	/** The type of the elements of a map; `any` when it is unknown. */
	readonly of: Type;
	readonly entries: readonly MappingEntry[];
	readonly size: number;
	/** Whether a plan shows it, which shows objects like maps, so that its type is not certain. */
	readonly isShown?: true;
}

export interface MappingEntry {
	/** Any description of a string; most often a known one. */
	readonly key: Value;
	readonly value: Value;
	readonly count: Count;
}

/** Any value of the type. */
export interface UnknownValue {
	readonly kind: 'unknown';
	readonly type: Type;
	readonly canBeNull: boolean;
	/** Never empty. */
	readonly reasons: readonly UnknownReason[];
}

/** One of several, at least two. */
export interface OneOfValue {
	readonly kind: 'one-of';
	readonly of: readonly SingleValue[];
	readonly size: number;
}

/** A value that is not one of several. */
export type SingleValue = Exclude<Value, OneOfValue>;

/** Evaluation ends with an error. As one of several, the expression may fail. */
export interface FailureValue {
	readonly kind: 'failure';
	readonly problem: string;
}

/** A type of Terraform's language. `any` is an unknown type, `null` the type of a literal null. */
export type Type =
	| 'any'
	| 'null'
	| 'string'
	| 'number'
	| 'bool'
	| { readonly kind: 'list'; readonly of: Type }
	| { readonly kind: 'set'; readonly of: Type }
	| { readonly kind: 'map'; readonly of: Type }
	| { readonly kind: 'tuple'; readonly of: readonly Type[] }
	| { readonly kind: 'object'; readonly of: ReadonlyMap<string, Type>; readonly optional?: ReadonlySet<string> };

/** Why a value is unknown. */
export type UnknownReason =
	/** It depends on the symbol, or on the unknown value of the scope, with this key. */
	| { readonly kind: 'reference'; readonly key: string }
	/** The function is not evaluated, or not for such operands. */
	| { readonly kind: 'function'; readonly name: string }
	/** The file is not in the sources. */
	| { readonly kind: 'file'; readonly path: string }
	/** The evaluation reached a limit that no configuration needs. */
	| { readonly kind: 'limit'; readonly limit: 'work' | 'size' | 'depth' | 'cycle' }
	/** The expression fails, or the language does not allow it. */
	| { readonly kind: 'failure'; readonly problem: string };
