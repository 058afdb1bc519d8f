import { isList, isObject, type Json } from '@sg-preflight/documents';
import { alternativesOf } from '../../language/values/alternatives.js';
import { parseDecimal } from '../../language/values/decimal.js';
import { canBeText } from '../../language/values/scalars.js';
import type { MappingValue, SequenceValue, SingleValue, Value } from '../../language/values/value.js';

/** How exactly a plan has an evaluated value. */
export type Exactness =
	/** As it is evaluated: an output, an argument of `terraform_data`. */
	| 'exact'
	/** As the provider plans it: converted, in another order, with parts of its own. */
	| 'converted';

/**
 * Whether a value may be the one in the plan. False only if it certainly is another one.
 * @param mask Terraform's mask of the parts that are unknown
 */
export function mayShow(value: Value, json: Json, mask: Json | undefined, exactness: Exactness): boolean {
	if (mask === true) return true;
	return alternativesOf(value).some((one) => mayShowSingle(one, json, mask, exactness));
}

function mayShowSingle(value: SingleValue, json: Json, mask: Json | undefined, exactness: Exactness): boolean {
	// The provider computes an argument that is null, and may suppress a difference from null.
	if (exactness === 'converted' && (value.kind === 'null' || json === null)) return true;
	switch (value.kind) {
		case 'null':
			return json === null;
		case 'bool':
			return isScalar(json) && String(json) === String(value.value);
		case 'string':
			return isScalar(json) && isSameText(value.value, String(json), exactness);
		case 'number':
			return isScalar(json) && mayBeNumber(value, json);
		case 'symbol':
			return json === null ? value.canBeNull : typeof json === 'string' && canBeText(value, json);
		case 'sequence':
			return isList(json) && mayShowSequence(value, json, isList(mask) ? mask : [], exactness);
		case 'mapping':
			return isObject(json) && mayShowMapping(value, json, isObject(mask) ? mask : {}, exactness);
		case 'joined':
			return typeof json === 'string';
		case 'unknown':
		case 'failure':
			// The plan succeeded, so an expression that certainly fails here was misunderstood.
			return true;
	}
}

function isScalar(json: Json): json is string | number | boolean {
	return json !== null && typeof json !== 'object';
}

/** A provider may normalize a text: another case, other spaces. A plan may have a digest instead of a long text. */
function isSameText(value: string, shown: string, exactness: Exactness): boolean {
	if (exactness === 'exact') return value === shown.normalize('NFC');
	if (value.length > 128 || /[\s{]/.test(value.trim())) return true;
	const plain = (text: string): string =>
		text
			.normalize('NFC')
			.trim()
			.toLowerCase()
			.replace(/[./]+$/, '');
	return plain(value) === plain(shown) || /^[0-9a-f]{32,}$/.test(shown);
}

function mayBeNumber(value: Extract<Value, { kind: 'number' }>, json: string | number | boolean): boolean {
	const shown = parseDecimal(String(json));
	if (shown === null) return false;
	// JavaScript rounds numbers that it cannot hold.
	if (String(value.digits).length > 14 || String(shown.digits).length > 14) return true;
	return shown.digits === value.digits && shown.scale === value.scale;
}

function mayShowSequence(
	value: SequenceValue,
	json: readonly Json[],
	masks: readonly Json[],
	exactness: Exactness,
): boolean {
	const length = Math.max(json.length, masks.length);
	const isPart = (part: Value, index: number): boolean => mayShow(part, json[index] ?? null, masks[index], exactness);
	const indexes = Array.from({ length }, (_, index) => index);
	const isExact = value.parts.every(({ count }) => count === 'one');
	if (exactness === 'exact' && value.isOrdered && value.type !== 'set' && isExact) {
		return value.parts.length === length && value.parts.every((part, index) => isPart(part.value, index));
	}
	if (value.parts.length * length > 10_000) return true;
	return (
		indexes.every((index) => value.parts.some((part) => isPart(part.value, index))) &&
		value.parts.every(({ value: part, count }) => count !== 'one' || indexes.some((index) => isPart(part, index)))
	);
}

function mayShowMapping(
	value: MappingValue,
	json: { readonly [name: string]: Json },
	masks: { readonly [name: string]: Json },
	exactness: Exactness,
): boolean {
	const isKnown = value.entries.every(({ key, count }) => key.kind === 'string' && count === 'one');
	if (!isKnown) return true;
	const names = value.entries.map(({ key }) => (key.kind === 'string' ? key.value : ''));
	const shown = new Set([...Object.keys(json), ...Object.keys(masks)]);
	const isSameNames = shown.size === names.length && names.every((name) => shown.has(name));
	if (exactness === 'exact' && !isSameNames) return false;
	return value.entries.every(({ value: part }, index) => {
		const name = names[index] as string;
		return !shown.has(name) || mayShow(part, json[name] ?? null, masks[name], exactness);
	});
}
