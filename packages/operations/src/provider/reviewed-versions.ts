import type { ProviderVersion } from '../plan-reading.js';
import { compareVersions, isBefore } from './version.js';

/** The source of every release from the first to the last was compared for the mapped types, and these pre-releases. */
export const reviewedVersions = {
	/** From here to the first, only the calls that carry groups were compared. */
	compared: '1.105.0',
	first: '1.180.0',
	last: '1.289.0',
	others: ['2.0.0-beta1', '2.0.0-beta2', '2.0.0-beta3'],
	/** Versions whose calls were recorded with the real Terraform. */
	recorded: ['1.209.1', '1.228.0', '1.241.0', '1.289.0', '2.0.0-beta3'],
} as const;

/**
 * Returns why predictions may not hold for a version, as a sentence; undefined if the version was reviewed, or nothing
 * speaks against it.
 */
export function unreviewedText({ versions }: ProviderVersion): string | undefined {
	const { compared, first, last, others } = reviewedVersions;
	const { from, to } = versions;
	if (from !== null && from === to && others.includes(from as (typeof others)[number])) return undefined;
	const span = `${first} to ${last}`;
	if (isBefore(versions, first) === true) {
		const isCompared = from !== null && compareVersions(from, compared) >= 0;
		return `aliyun/alicloud ${to} is older than the reviewed versions, ${span}${isCompared ? '; only its calls that carry groups were compared' : ''}`;
	}
	if (from !== null && compareVersions(from, last) > 0) {
		return `aliyun/alicloud ${from} is newer than the reviewed versions, ${span}: a call that is new since then is not predicted`;
	}
	return undefined;
}

/** `alicloud 1.241.0, from the plan's lock file`, `alicloud at least 1.239.0, by its attributes`; `not known` if nothing is. */
export function providerText(provider: ProviderVersion | undefined): string {
	if (provider === undefined) return 'not known';
	const { versions, by } = provider;
	return `${rangeText(versions.from, versions.to)}, ${sources[by]}`;
}

const sources: Readonly<Record<ProviderVersion['by'], string>> = {
	option: 'by --provider-version',
	'plan-lock-file': "from the plan's lock file",
	'source-lock-file': "from the sources' lock file",
	constraint: 'by the configuration',
	attributes: 'by its attributes',
};

function rangeText(from: string | null, to: string | null): string {
	if (from !== null && from === to) return `alicloud ${from}`;
	const parts = [
		...(from === null ? [] : [`at least ${from}`]),
		// An exclusive end is the oldest pre-release of its version.
		...(to === null ? [] : [to.endsWith('-0') ? `older than ${to.slice(0, -2)}` : `at most ${to}`]),
	];
	return `alicloud ${parts.join(' and ')}`;
}
