import { type Origin, Unknown } from '@sg-preflight/operations';
import type { TracedDocument } from '../plan/configuration.js';
import { hidden, notSet, originsInPlan } from './planned/evaluate-plan.js';

const hiddenReason = 'it does not have dynamic blocks whose for_each is known after apply';

/**
 * Traces the unknown value at `path` in the attributes of the instance at `address`. The sources prove its possible
 * origins; the plan JSON alone does not. Null if the provider computes the value. `document.instances` may not have
 * every instance yet: the answer is final when the trace requests no further instances.
 * @param count number of blocks beside the value, if it is in a nested block
 */
export function trace(
	document: TracedDocument,
	address: string,
	path: readonly (string | number)[],
	count = 0,
): Unknown | null {
	const answer = document.written?.trace(address, path);
	if (answer?.kind === 'evaluated' && answer.value === null) return null;
	const planned = originsInPlan(document, address, path, count);
	const origins = typeof planned === 'symbol' ? [] : planned;
	if (answer?.kind === 'evaluated') return answer.value && withWays(answer.value, origins);
	if (planned === notSet) return null;
	if (answer) return new Unknown(origins, { by: 'sources', reason: answer.problem });
	if (planned === hidden) return new Unknown([], { by: 'plan-json', reason: hiddenReason });
	return new Unknown(origins, document.configuration === null ? null : { by: 'plan-json' });
}

/** Adds the chain of references, and the owner of each known id, from the plan JSON to evaluated origins. */
function withWays({ origins, unproven, mayBeNull }: Unknown, planned: readonly Origin[]): Unknown {
	const ways = new Map(planned.map((origin) => [sameness(origin), origin]));
	return new Unknown(
		origins.map((origin) => {
			const known = ways.get(sameness(origin));
			if (known === undefined) return origin;
			const { certain: _, ...way } = known;
			return { ...way, ...(origin.certain === false ? { certain: false } : {}) };
		}),
		unproven,
		mayBeNull,
	);
}

function sameness(origin: Origin): string {
	if (origin.kind === 'known') return `known ${origin.id}`;
	return JSON.stringify([origin.kind, 'address' in origin ? origin.address : origin]);
}
