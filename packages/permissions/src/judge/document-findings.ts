import type { PlanReading } from '@sg-preflight/operations';
import type { Finding } from '../finding.js';
import type { Principal } from '../principal.js';
import { remedyOf } from '../text/remedy.js';
import { docsOf } from '../text/rules.js';

/** Returns the findings about a document as a whole: types that are not known, and parts that are missing. */
export function findingsOfDocument({
	input,
	reading,
	principal,
}: {
	readonly input: string;
	readonly reading: PlanReading;
	readonly principal: Principal;
}): Finding[] {
	const finding = (
		rule: 'unmapped-resource' | 'incomplete-plan',
		about: Partial<Finding>,
		message: string,
	): Finding => ({
		rule,
		verdict: 'undetermined',
		input,
		address: null,
		deposed: null,
		type: null,
		action: null,
		product: null,
		operation: null,
		group: null,
		principal,
		errorCode: null,
		message,
		consequence: null,
		effect: null,
		remedy: remedyOf(rule, reading.kind),
		docs: docsOf(rule),
		location: null,
		waiver: null,
		...about,
	});
	const unmapped = new Map(reading.coverage.unmapped.map((resource) => [resource.address, resource]));
	return [
		...[...unmapped.values()].map(({ address, type }) =>
			finding(
				'unmapped-resource',
				{ address, type },
				`${address}: ${type} refers to a security group, and this version does not know the type, so its operations were not judged.`,
			),
		),
		...reading.incomplete.map((sentence) => finding('incomplete-plan', {}, sentence)),
	];
}
