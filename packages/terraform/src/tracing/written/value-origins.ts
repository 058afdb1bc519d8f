import { type Origin, Unknown } from '@sg-preflight/operations';
import { alternativesOf } from '../../language/values/alternatives.js';
import { elementsOf } from '../../language/values/reading.js';
import type { SingleValue, SymbolValue, UnknownReason, Value } from '../../language/values/value.js';
import type { Symbols } from './scopes/symbols.js';

/** An origin, and whether it is certain. */
interface Found {
	readonly origin: Origin;
	readonly isCertain: boolean;
}

/**
 * Converts the evaluated value of an attribute to origins: the groups that are certainly in it, those that may be, and
 * why there may be others. Null if the value is certainly null, so that the provider computes the attribute.
 * @param owner the address of the resource, for literal ids
 */
export function unknownOf(value: Value, owner: string, symbols: Symbols): Unknown | null {
	const singles = alternativesOf(value).filter(({ kind }) => kind !== 'failure');
	// The plan succeeded, so an expression that certainly fails here was misunderstood.
	if (singles.length === 0)
		return new Unknown([{ kind: 'untraced', reason: 'the expression is not understood' }], null, true);
	if (singles.every(({ kind }) => kind === 'null')) return null;
	const isCollection = singles.some(({ kind }) => kind === 'sequence' || kind === 'mapping');
	const reader = new Reader(owner, symbols);
	const found = isCollection ? reader.ofCollection(value) : reader.ofAlternatives(singles);
	const mayBeNull = singles.some(
		(one) => one.kind === 'null' || ((one.kind === 'symbol' || one.kind === 'unknown') && one.canBeNull),
	);
	return new Unknown(originsOf(found), null, mayBeNull);
}

/** Deduplicates origins; one that is certain anywhere is certain. */
function originsOf(found: readonly Found[]): readonly Origin[] {
	const first = new Map<string, Found>();
	for (const one of found) {
		const key = JSON.stringify({ ...one.origin, via: undefined });
		if (!first.has(key) || (one.isCertain && !first.get(key)?.isCertain)) first.set(key, one);
	}
	return [...first.values()].map(({ origin, isCertain }) => (isCertain ? origin : { ...origin, certain: false }));
}

class Reader {
	constructor(
		readonly owner: string,
		readonly symbols: Symbols,
	) {}

	ofCollection(value: Value): Found[] {
		const { must, may, otherwise, isNull } = elementsOf(value);
		return [
			...must.flatMap((element) => this.ofAlternatives(alternativesOf(element), isNull === 'no')),
			...may.flatMap((element) => this.ofAlternatives(alternativesOf(element), false)),
			...this.#ofReasons(otherwise),
		];
	}

	/** @param isThere whether the value is certainly there, if it is known */
	ofAlternatives(singles: readonly SingleValue[], isThere = true): Found[] {
		return singles.flatMap((single) => this.#ofSingle(single, isThere && singles.length === 1));
	}

	#ofSingle(value: SingleValue, isCertain: boolean): Found[] {
		switch (value.kind) {
			case 'string':
				return [...new Set(value.value.split(',').map((id) => id.trim()))]
					.filter((id) => id !== '')
					.map((id) => this.#literal(id, isCertain));
			case 'symbol':
				return [{ origin: this.symbols.originOf(value.key), isCertain: isCertain && !value.canBeNull }];
			case 'joined':
				return this.#ofJoined(value.parts, isCertain);
			case 'unknown':
				return this.#ofReasons(value.reasons);
			case 'sequence':
			case 'mapping':
				return this.ofCollection(value).map((found) => ({ ...found, isCertain: found.isCertain && isCertain }));
			default:
				return [];
		}
	}

	/** Reads a text of parts. Some types take a list in one text: `"${alicloud_security_group.a.id},sg-1"`. */
	#ofJoined(parts: readonly (string | SymbolValue)[], isCertain: boolean): Found[] {
		const symbols = parts.filter((part): part is SymbolValue => typeof part !== 'string');
		const ids: (string | SymbolValue)[][] = [[]];
		for (const part of parts) {
			if (typeof part !== 'string') ids.at(-1)?.push(part);
			else {
				const [first = '', ...others] = part.split(',').map((text) => text.trim());
				if (first !== '') ids.at(-1)?.push(first);
				for (const text of others) ids.push(text === '' ? [] : [text]);
			}
		}
		const whole = ids.filter((id) => id.length > 0);
		const isList =
			whole.every((id) => id.length === 1) && symbols.every((symbol) => symbol.isWord && !symbol.canBeNull);
		if (!isList)
			return this.#ofReasons(
				symbols.map(({ key }) => ({ kind: 'reference', key })),
				true,
			);
		return whole.flatMap(([id]) => {
			if (id === undefined) return [];
			if (typeof id !== 'string') return [{ origin: this.symbols.originOf(id.key), isCertain }];
			return [this.#literal(id, isCertain)];
		});
	}

	#literal(id: string, isCertain: boolean): Found {
		return { origin: { kind: 'known', id, address: this.owner }, isCertain };
	}

	/** @param isMade whether the value is computed from the named values, so that it is not one of them */
	#ofReasons(reasons: readonly UnknownReason[], isMade = false): Found[] {
		return reasons.map((reason) => ({ origin: this.#originOf(reason, isMade), isCertain: false }));
	}

	#originOf(reason: UnknownReason, isMade: boolean): Origin {
		switch (reason.kind) {
			case 'reference': {
				const origin = this.symbols.originOf(reason.key);
				const isGroup = origin.kind === 'created-in-plan' || origin.kind === 'known';
				// A text computed from a group's id, or chosen by it, is not that id.
				if (!isMade && !isGroup) return origin;
				return {
					kind: 'expression',
					reference: `a value made of ${'address' in origin ? origin.address : reason.key}`,
				};
			}
			case 'function':
				return { kind: 'expression', reference: `${reason.name}()` };
			case 'file':
				return { kind: 'expression', reference: `the file ${reason.path}` };
			case 'limit':
				return { kind: 'untraced', reason: `the expression is too large to evaluate (${reason.limit})` };
			case 'failure':
				return { kind: 'untraced', reason: reason.problem };
		}
	}
}
