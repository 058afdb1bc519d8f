import { type Action, type Call, entries, isListed } from '@sg-preflight/operations';
import {
	documentedOperations,
	documentOn,
	type EvidencedPermission,
	knownOf,
	permissionOf,
} from '@sg-preflight/permissions';
import { conditionText } from './condition-text.js';
import { actions, type Explanation } from './explanation-parts.js';

/** A call of an operation in an entry. */
export interface Caller {
	readonly type: string;
	readonly action: Action;
	readonly call: Call;
}

/** Returns every call of an operation, by its name or as `Product Operation`. */
export function callersOf(subject: string): readonly Caller[] {
	return entries.flatMap((entry) =>
		actions.flatMap((action) =>
			entry[action]
				.filter(({ product = 'Ecs', operation }) => operation === subject || `${product} ${operation}` === subject)
				.map((call) => ({ type: entry.type, action, call })),
		),
	);
}

/** Explains an operation: who may call it on a managed group, by which evidence, and which types call it. */
export function operationExplanation(subject: string, callers: readonly Caller[]): Explanation {
	const calls = new Map(
		[
			...(isListed('Ecs', subject) ? [{ product: 'Ecs', operation: subject }] : []),
			...callers.map(({ call: { product = 'Ecs', operation } }) => ({ product, operation })),
			...documentedOperations.filter(
				({ product, operation }) => operation === subject || `${product} ${operation}` === subject,
			),
		].map(({ product, operation }) => [`${product} ${operation}`, { product, operation }]),
	);
	const permissions = [...calls].map(([name, call]) => ({ name, call, permission: permissionOf(call) ?? null }));
	const [first] = permissions;
	return {
		text: [
			`${subject}\n`,
			...permissions.map(({ name, call, permission }) =>
				permissionText(calls.size > 1 ? `${name}: ` : '', call, permission),
			),
			callers.length > 0 ? '\nCalled by:\n' : '\nNo resource type calls it.\n',
			...callers.map(
				({ type, action, call: { product = 'Ecs', when } }) =>
					`  ${type} on ${action}${product === 'Ecs' ? '' : ` (of ${product})`}${when ? `, when ${conditionText(when)}` : ''}\n`,
			),
		].join(''),
		facts: {
			kind: 'operation',
			operation: subject,
			permission: first?.permission ?? null,
			products: permissions.map(({ call, permission }) => ({
				...call,
				permission,
				known: permission === null ? knownOf(call) : null,
			})),
			callers,
		},
	};
}

function permissionText(
	prefix: string,
	call: { readonly product: string; readonly operation: string },
	permission: EvidencedPermission | null,
): string {
	if (permission === null) {
		return `${prefix}It is not in the permission table, and ${knownOf(call)}.\n`;
	}
	const word = (may: boolean): string => (may ? 'may' : 'may not');
	const { kind, source, date } = permission.evidence;
	const quote = documentOn(call)?.quote;
	return [
		`${prefix}On a managed security group, the account ${word(permission.account)} call it; the service that owns the group ${word(permission.service)}.\n`,
		`Evidence: ${kind}, ${date}${quote === undefined ? '' : `: "${quote}"`}${permission.errorCode === null ? '' : `; the API answers ${permission.errorCode}`}\n${source}\n`,
	].join('');
}
