import { type Waivers, waiverNotices } from '@sg-preflight/permissions';
import { type Checked, isChecked } from '../checked.js';
import type { Notice } from './notice.js';

/**
 * Reports the waivers of the configuration that do not count or that match no finding.
 *
 * @param isWhole false for one part of the plans: a waiver that is not used there may be used in another
 */
export function configuredWaiverNotices(
	all: readonly Checked[],
	{ rules, today }: Waivers,
	isWhole: boolean,
): Notice[] {
	const used = all.filter(isChecked).flatMap(({ usedWaivers }) => usedWaivers);
	return waiverNotices(rules, used, today)
		.filter(({ problem }) => isWhole || problem !== 'unused')
		.map(({ message }) => ({ level: 'warning', message }));
}

/**
 * Reports the waivers in comments of the sources that do not count because of their dates. An unused one is not reported,
 * because another plan of the same sources may use it.
 */
export function inlineWaiverNotices({ rules, today }: Waivers): Notice[] {
	return waiverNotices(rules, [], today)
		.filter(({ problem }) => problem !== 'unused')
		.map(({ waiver, why }) => ({ level: 'warning', message: `the waiver in ${waiver.owner} ${why}.` }));
}

/** Reports a waiver in a comment that would count if the operator allowed such waivers. */
export function disallowedWaiverNotice(place: string): Notice {
	return {
		level: 'note',
		message: `the waiver in ${place} does not count: waivers in sources need --inline-waivers.`,
	};
}

/** Reports a comment that has the marker of a waiver and not its form. */
export function malformedWaiverNotice(place: string): Notice {
	return {
		level: 'warning',
		message: `the waiver in ${place} cannot be read: expected sg-preflight:allow OPERATION GROUP [until YYYY-MM-DD]: REASON.`,
	};
}
