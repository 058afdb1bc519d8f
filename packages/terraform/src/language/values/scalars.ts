import { distinctReasons } from './reasons.js';
import type {
	BoolValue,
	FailureValue,
	NullValue,
	StringValue,
	SymbolValue,
	Type,
	UnknownReason,
	UnknownValue,
	Value,
} from './value.js';

export const nothing: NullValue = { kind: 'null' };

export function bool(value: boolean): BoolValue {
	return { kind: 'bool', value };
}

/** Terraform keeps strings in Unicode's composed form. */
export function string(value: string): StringValue {
	return { kind: 'string', value: value.normalize('NFC') };
}

/** Creates a string of parts. No symbol in it may be null. */
export function joined(parts: readonly (string | SymbolValue)[]): Value {
	const merged: (string | SymbolValue)[] = [];
	for (const part of parts) {
		const last = merged.at(-1);
		if (part === '') continue;
		if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
		else merged.push(part);
	}
	const [first] = merged;
	if (first === undefined) return string('');
	if (merged.length === 1) return typeof first === 'string' ? string(first) : first;
	return { kind: 'joined', parts: merged };
}

export function failure(problem: string): FailureValue {
	return { kind: 'failure', problem };
}

/** Creates an unknown value of the type. It is not null, unless `canBeNull`. */
export function unknown(type: Type, reasons: readonly UnknownReason[], canBeNull = false): UnknownValue {
	return { kind: 'unknown', type, canBeNull, reasons: distinctReasons(reasons) };
}

/** Whether a symbol may be this text, which is known now. */
export function canBeText(symbol: SymbolValue, text: string): boolean {
	if (symbol.isFresh) return false;
	if (text === '') return symbol.canBeEmpty;
	return !symbol.isWord || isWord(text);
}

function isWord(text: string): boolean {
	return /^[\w-]*$/.test(text);
}
