import { type Call, type Entry, isListed } from '@sg-preflight/operations';
import { consequenceText, interfaceEvidence, permissionOf } from '@sg-preflight/permissions';
import { conditionText } from './condition-text.js';
import { actions } from './explanation-parts.js';

/**
 * Returns the calls of a mapping entry, with their conditions and evidence.
 *
 * @param type name that the user asked for: the entry's own or an alias
 */
export function typeText(type: string, entry: Entry): string {
	const { evidence, aliases = [], note, not_groups: notGroups = {} } = entry;
	const names = [entry.type, ...aliases].filter((name) => name !== type);
	return [
		`${type}${names.length > 0 ? `, also known as ${names.join(', ')}` : ''}\n`,
		...(note ? [`${note}\n`] : []),
		...actions.flatMap((action) => [
			`\nOn ${action}${entry[action].length > 0 ? ':' : ', nothing that touches a security group.'}\n`,
			...entry[action].map(callText),
		]),
		...Object.entries(notGroups).map(([path, reason]) => `\n${path} is not an ECS group: ${reason}\n`),
		`\nRead in ${evidence.source} of aliyun/alicloud ${evidence.provider}`,
		evidence.scenarios.length > 0
			? `; held against the recordings ${evidence.scenarios.join(', ')}\n`
			: '; the source alone, without a recording\n',
	].join('');
}

function callText({ product = 'Ecs', operation, when, groups, consequence, note, ...how }: Call): string {
	const perObject = how.one_call_per ? `, for each ${how.one_call_per}` : '';
	const per = how.one_call_per_group ? ', once for each group' : perObject;
	return [
		`  ${product === 'Ecs' ? operation : `${product} ${operation}`}${per}${when ? `, when ${conditionText(when)}` : ''}\n`,
		...groups.map(
			(group) =>
				`    ${group.role}: ${group.take && group.take !== 'all' ? `${group.take} of ` : ''}${group.attribute}${group.when ? `, when ${conditionText(group.when)}` : ''}\n`,
		),
		...(how.interfaces ?? []).map(
			({ attribute }) =>
				`    network interface: ${attribute}; a managed one refuses the call with ${interfaceEvidence.errorCode}\n`,
		),
		...(isListed(product, operation) ? [] : [`    ${documentedText({ product, operation })}\n`]),
		`    if refused: ${consequenceText[consequence]}\n`,
		...(note ? [`    ${note}\n`] : []),
	].join('');
}

/** Returns the evidence that an operation outside the permission table is refused, or that there is none. */
function documentedText(call: { readonly product: string; readonly operation: string }): string {
	const permission = permissionOf(call);
	if (permission === undefined) return 'not in the permission table';
	return `not in the permission table; refused by its ${permission.evidence.kind} (${permission.evidence.date})`;
}
