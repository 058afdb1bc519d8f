import { listed } from '@sg-preflight/documents';
import type { SavedPlanReading } from '@sg-preflight/operations';
import { type Checked, isChecked } from '../checked.js';
import type { Notice } from './notice.js';

/** Returns one note for all saved plans that were made and read alike, and a warning for each with skipped sources. */
export function savedPlanNotices(all: readonly Checked[]): Notice[] {
	const names = new Map<string, string[]>();
	const omitted: Notice[] = [];
	for (const one of all) {
		if (!isChecked(one) || !one.document.savedPlan) continue;
		const { input } = one;
		const { savedPlan } = one.document;
		const text = savedPlanText(savedPlan);
		names.set(text, [...(names.get(text) ?? []), input]);
		if (savedPlan.omittedSources.length === 0) continue;
		const message = `${input}: the sources in this plan were read in part: ${savedPlan.omittedSources.join('; ')}. Values that depend on them are judged as plan JSON alone.`;
		omitted.push({ level: 'warning', message });
	}
	const notes = [...names].map(([text, inputs]): Notice => ({ level: 'note', message: `${listed(inputs)}: ${text}.` }));
	return [...notes, ...omitted];
}

/** Returns `made by Terraform 1.11.4, with aliyun/alicloud 1.289.0; read without running Terraform`. */
export function savedPlanText({ tool, toolVersion, providerVersion, reader, reason }: SavedPlanReading): string {
	const title = tool === 'opentofu' ? 'OpenTofu' : 'Terraform';
	const made = toolVersion === null || tool === null ? 'a saved plan' : `made by ${title} ${toolVersion}`;
	const provider = providerVersion === null ? '' : `, with aliyun/alicloud ${providerVersion}`;
	const read = reader === 'sg-preflight' ? `read without running ${title}` : `read by ${reader}`;
	return `${made}${provider}; ${read}${reason === null ? '' : `, because ${reason}`}`;
}
