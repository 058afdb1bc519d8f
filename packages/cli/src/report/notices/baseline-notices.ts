import { listed } from '@sg-preflight/documents';
import type { Finding } from '@sg-preflight/permissions';
import type { Notice } from './notice.js';

/** Reports the findings of a baseline that the run does not have: they would hide the same findings if those came back. */
export function baselineNotices(file: string, gone: readonly Finding[]): Notice[] {
	if (gone.length === 0) return [];
	const named = gone.map(({ address, rule, operation }) => `${address ?? rule} ${operation ?? ''}`.trim());
	return [
		{
			level: 'warning',
			message: `${file} has findings that are no longer there (${listed(named)}): write it again, so that they count if they come back.`,
		},
	];
}
