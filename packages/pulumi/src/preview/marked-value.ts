/**
 * Marked values of Pulumi's documents: unknown values, secrets, assets and references.
 * Source: pulumi sdk/go/common/resource/sig/sig.go, pkg/resource/stack/deployment.go.
 */

import { isObject, type Json, type JsonObject } from '@sg-preflight/documents';

/** Documents use the second only. Policies receive any of them, by the type of the value. */
const unknownValues: ReadonlySet<Json> = new Set([
	'1c4a061d-8072-4f0a-a4cb-0ff528b18fe7',
	'04da6b54-80e4-46f7-96ec-b56ff0331ba9',
	'3eeb2bf0-c639-47a8-9e75-3b44932eb421',
	'6a19a0b0-7e62-4c92-b797-7f8e31da9cc2',
	'dd056dcd-154b-4c76-9bd3-c8f88648b5ff',
	'030794c1-ac77-496b-92df-f27374a8bd58',
	'e48ece36-62e2-4504-bad9-02848725956a',
]);

export function isUnknown(value: Json): boolean {
	return typeof value === 'string' && unknownValues.has(value);
}

/** The key that marks an object. */
export const signatureKey = '4dabf18193072939515e22adb298388d';
export const secretSignature = '1b47061264138c4ac30d75fd1eb44270';

/** Returns a secret, with its value if the document has it in clear (`--show-secrets`); null for any other value. */
export function secretOf(value: Json): { readonly clear: Json | undefined } | null {
	if (value === '[secret]') return { clear: undefined };
	if (!isObject(value) || value[signatureKey] !== secretSignature) return null;
	const { plaintext } = value;
	return { clear: typeof plaintext === 'string' ? parsed(plaintext) : undefined };
}

/** Whether an object is marked: an asset, an archive, a reference to a resource. */
export function isMarked(value: JsonObject): boolean {
	return signatureKey in value;
}

function parsed(text: string): Json | undefined {
	try {
		return JSON.parse(text) as Json;
	} catch {
		return undefined;
	}
}
