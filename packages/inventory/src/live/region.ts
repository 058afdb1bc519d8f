import { UserError } from '@sg-preflight/documents';

export interface Region {
	/** `cn-hangzhou` */
	readonly id: string;
	/** Host of its ECS API, null if the SDK knows it. */
	readonly endpoint: string | null;
}

/** Whether a text can be a region's id: it becomes part of a host name. */
export function isRegionId(text: string): boolean {
	return /^[a-z]{2,}(-[a-z0-9]+)+$/.test(text);
}

/** @throws {UserError} when the text cannot be a region's id */
export function regionOf(id: string): Region {
	if (isRegionId(id)) return { id, endpoint: null };
	throw new UserError(`region ${id}: expected a region's id such as cn-hangzhou.`);
}

/**
 * Returns the regions that a user names, without repeats.
 *
 * @throws {UserError} when one of them cannot be a region's id
 */
export function regionsOf(ids: readonly string[] = []): Region[] {
	return [...new Set(ids)].map(regionOf);
}
