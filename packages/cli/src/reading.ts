import { type EcsOperation, entryOf, operationsOf, type PlanReading } from '@sg-preflight/operations';
import { type PlanSource, readPlan } from '@sg-preflight/terraform';
import type { PlanDocument } from './plan-document.js';

/** Reads a document with the reader that it is for. Throws UnreadablePlan. */
export async function readDocument({ source, content }: PlanDocument): Promise<PlanReading> {
	if (content === 'pulumi-preview') {
		const { readPreview } = await import('@sg-preflight/pulumi');
		return readPreview(bytesOf(source), source.name);
	}
	return readPlan(source);
}

async function* bytesOf(source: PlanSource): AsyncGenerator<Uint8Array> {
	for (let position = 0; ; ) {
		const chunk = new Uint8Array(64 * 1024);
		const length = source.read(chunk, position);
		if (length === 0) return;
		position += length;
		yield chunk.subarray(0, length);
	}
}

/** All operations of a document, in its order. */
export function operationsOfReading({ changes }: PlanReading): EcsOperation[] {
	return changes.flatMap((change) => {
		const entry = entryOf(change.type);
		return entry ? operationsOf(change, entry) : [];
	});
}
