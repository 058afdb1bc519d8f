import { type EcsOperation, entryOf, operationsOf, type PlanReading, UnreadablePlan } from '@sg-preflight/operations';
import { readPlan } from '@sg-preflight/terraform';
import type { PlanDocument } from './plan-document.js';

/** Reads a document with the reader that it is for. Throws UnreadablePlan. */
export async function readDocument({ source, content }: PlanDocument): Promise<PlanReading> {
	if (content === 'pulumi-preview') {
		throw new UnreadablePlan(`${source.name}: this is a Pulumi preview, which this version does not read yet.`);
	}
	return readPlan(source);
}

/** All operations of a document, in its order. */
export function operationsOfReading({ changes }: PlanReading): EcsOperation[] {
	return changes.flatMap((change) => {
		const entry = entryOf(change.type);
		return entry ? operationsOf(change, entry) : [];
	});
}
