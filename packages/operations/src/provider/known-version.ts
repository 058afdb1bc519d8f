import type { PlanReading, ProviderVersion } from '../plan-reading.js';
import { exactly, intersection, parseVersion, type VersionRange } from './version.js';

/** Versions that somebody names for a plan, the surest first; undefined if nobody does. */
export interface NamedVersions {
	/** `--provider-version`. */
	readonly option?: string | undefined;
	/** The version in the lock file of a saved plan. */
	readonly planLockFile?: string | null | undefined;
	/** The version in the lock file beside the sources. */
	readonly sourceLockFile?: string | null | undefined;
}

/**
 * Returns a reading that knows the version of its provider as well as possible. The attributes of the document cannot be
 * wrong: a named version that does not have them is another plan's, and only the attributes count.
 */
export function withNamedVersion<Reading extends PlanReading>(reading: Reading, named: NamedVersions): Reading {
	if (reading.kind !== 'terraform-plan' && named.option === undefined) return reading;
	const candidates: readonly [ProviderVersion['by'], string | null | undefined][] = [
		['option', named.option],
		['plan-lock-file', named.planLockFile],
		['source-lock-file', named.sourceLockFile],
	];
	const shown = reading.provider;
	for (const [by, text] of candidates) {
		const version = text ? parseVersion(text) : undefined;
		if (version === undefined) continue;
		if (shown === undefined || fits(shown.versions, version))
			return { ...reading, provider: { versions: exactly(version), by } };
		return { ...reading, provider: { ...shown, contradicts: { by, version } } };
	}
	return reading;
}

function fits(range: VersionRange, version: string): boolean {
	return intersection(range, exactly(version)) !== null;
}
