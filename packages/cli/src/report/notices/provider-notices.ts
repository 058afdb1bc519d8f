import { listed } from '@sg-preflight/documents';
import { mappedVersion, type ProviderVersion, providerText, unreviewedText } from '@sg-preflight/operations';
import { type Checked, isChecked } from '../checked.js';
import type { Notice } from './notice.js';

/** Returns `alicloud 1.241.0, from the plan's lock file`; the mapped version if the document does not have one. */
export function predictedFor(provider: ProviderVersion | undefined): string {
	return provider === undefined
		? `alicloud ${mappedVersion}, because the document does not tell the provider's version`
		: providerText(provider);
}

/** Returns one warning for all documents whose provider version was not reviewed, or differs from the named one. */
export function providerNotices(all: readonly Checked[]): Notice[] {
	const inputs = new Map<string, string[]>();
	for (const one of all) {
		if (!isChecked(one) || !one.document.provider || one.document.coverage.mapped === 0) continue;
		for (const text of problems(one.document.provider)) inputs.set(text, [...(inputs.get(text) ?? []), one.input]);
	}
	return [...inputs].map(([text, names]) => ({ level: 'warning', message: `${listed(names)}: ${text}.` }));
}

const named: Readonly<Record<ProviderVersion['by'], string>> = {
	option: '--provider-version',
	'plan-lock-file': "the plan's lock file",
	'source-lock-file': 'the lock file of --source',
	constraint: 'the configuration',
	attributes: 'its attributes',
};

function problems(provider: ProviderVersion): string[] {
	const { contradicts } = provider;
	const unreviewed = unreviewedText(provider);
	return [
		...(contradicts
			? [
					`${named[contradicts.by]} names alicloud ${contradicts.version}, which does not have attributes of this plan; it is judged for ${providerText(provider)}`,
				]
			: []),
		...(unreviewed ? [`${unreviewed} (docs/provider-versions.md)`] : []),
	];
}
