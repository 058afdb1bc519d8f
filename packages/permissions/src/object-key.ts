/**
 * Identifies the object that a change or an operation is about. It is the address itself for all but deposed objects,
 * because new text for each of 100,000 changes takes memory.
 */
export function objectKey({ address, deposed }: { readonly address: string; readonly deposed: string | null }): string {
	return deposed === null ? address : JSON.stringify([address, deposed]);
}
