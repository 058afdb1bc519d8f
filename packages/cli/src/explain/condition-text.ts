import type { Condition } from '@sg-preflight/operations';

/** Returns a condition of a mapping entry in words: `user_data is set and (image_id or vswitch_id changes)`. */
export function conditionText(condition: Condition): string {
	if ('equals' in condition) return `${condition.equals[0]} is ${JSON.stringify(condition.equals[1])}`;
	if ('present' in condition) return `${condition.present} is set`;
	if ('set' in condition) return `${condition.set} is set, be it to a zero value`;
	if ('changed' in condition) {
		return `${condition.changed.join(' or ')} ${condition.changed.length > 1 ? 'change' : 'changes'}`;
	}
	if ('added' in condition) {
		const [, list] = /^(.*)\[\]$/.exec(condition.added) ?? [];
		return list === undefined ? `${condition.added} is new` : `${list} gains an element`;
	}
	if ('removed' in condition) return `${condition.removed} loses an element`;
	if ('rises' in condition) return `${condition.rises} rises`;
	if ('falls' in condition) return `${condition.falls} falls`;
	if ('schema' in condition) return `the provider is ${condition.since} or newer (it has ${condition.schema})`;
	if ('provider' in condition) return `the provider is ${condition.provider}`;
	if ('unreleased' in condition) return `the provider has ${condition.unreleased} (not released)`;
	if ('all' in condition) return condition.all.map(nested).join(' and ');
	if ('any' in condition) return condition.any.map(nested).join(' or ');
	return negationText(condition.not);
}

function negationText(condition: Condition): string {
	if ('schema' in condition) return `the provider is older than ${condition.since} (it lacks ${condition.schema})`;
	if ('unreleased' in condition) return `the provider does not have ${condition.unreleased} (not released)`;
	return `not ${nested(condition)}`;
}

function nested(condition: Condition): string {
	const text = conditionText(condition);
	return 'all' in condition || 'any' in condition || 'changed' in condition ? `(${text})` : text;
}
