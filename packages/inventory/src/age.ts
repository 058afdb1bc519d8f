import type { Inventory } from './inventory.js';

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Age at which an inventory is stale by default, in milliseconds. */
export const defaultMaxAge = 24 * units.h;

/** Parses `90m`, `24h` or `7d` as milliseconds; undefined for any other text. */
export function parseDuration(text: string): number | undefined {
	const [, digits, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
	return digits && unit ? Number(digits) * units[unit as keyof typeof units] : undefined;
}

/**
 * Returns one sentence for each source of an inventory that is older than `maxAge` (milliseconds), dated in the future,
 * or without a time. `now` in milliseconds since the epoch.
 */
export function ageNotices({ scopes }: Pick<Inventory, 'scopes'>, maxAge: number, now: number): string[] {
	return scopes.flatMap(({ source, time }) => {
		const age = time === null ? undefined : now - Date.parse(time);
		if (age === undefined || Number.isNaN(age)) {
			return [`${source} has no timestamp, so its age is unknown (\`sg-preflight inventory pull\` adds one).`];
		}
		// Clocks differ by minutes; more than that is a mistake.
		if (age < -5 * units.m) return [`${source} is dated in the future (${time}).`];
		if (age <= maxAge) return [];
		return [`${source} is ${spoken(age)} old (${time}); more than ${spoken(maxAge)}: pull a newer one.`];
	});
}

function spoken(duration: number): string {
	if (duration >= 2 * units.d) return `${Math.floor(duration / units.d)} days`;
	if (duration >= units.h) return `${Math.floor(duration / units.h)} h`;
	return `${Math.floor(duration / units.m)} min`;
}
