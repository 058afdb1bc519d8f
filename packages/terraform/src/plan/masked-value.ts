import { isList, isObject, type Json, type JsonObject } from '@sg-preflight/documents';

type Path = readonly (string | number)[];

/** Functions that convert the parts of a value. */
export interface MaskedParts<T> {
	/** Converts a part that is known after apply, by its path. */
	unknown(path: Path): T;
	/** Converts a part in which nothing is unknown. */
	known(value: Json): T;
	/** @param value without the unknown parts; null if the value is absent */
	list(elements: readonly T[], value: readonly Json[] | null): T;
	/** @param value as of a list */
	object(entries: readonly (readonly [string, T])[], value: JsonObject | null): T;
}

/**
 * Converts a value with Terraform's mask of its unknown parts, from the inside out. The value lacks the masked parts.
 */
export function foldMasked<T>(value: Json, mask: Json | undefined, parts: MaskedParts<T>, path: Path = []): T {
	if (mask === true) return parts.unknown(path);
	if (isList(mask) && (value === null || isList(value))) {
		const list = value ?? [];
		return parts.list(
			Array.from({ length: Math.max(list.length, mask.length) }, (_, index) =>
				foldMasked(list[index] ?? null, mask[index], parts, [...path, index]),
			),
			value,
		);
	}
	// An empty mask adds nothing to an absent value.
	if (isObject(mask) && (isObject(value) || (value === null && Object.keys(mask).length > 0))) {
		const object = value ?? {};
		const names = [...new Set([...Object.keys(object), ...Object.keys(mask)])];
		return parts.object(
			names.map((name) => [name, foldMasked(object[name] ?? null, mask[name], parts, [...path, name])]),
			value,
		);
	}
	return parts.known(value);
}
