import type { ResourceChange } from '@sg-preflight/operations';

/** All that a change says, for a comparison: most of it is not in properties of its own. */
export function factsOf(change: ResourceChange): Required<Omit<ResourceChange, 'location' | 'through'>> & {
	readonly through: ResourceChange['through'] | null;
} {
	const { address, deposed, type, actions, before, after, beforeSensitive, afterSensitive, region, account } = change;
	const through = change.through ?? null;
	return { address, deposed, type, actions, before, after, beforeSensitive, afterSensitive, through, region, account };
}
