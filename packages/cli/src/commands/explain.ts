import { UserError } from '@sg-preflight/documents';
import {
	type Action,
	type Call,
	type Entry,
	entries,
	entryOf,
	isListed,
	isReviewed,
	listedOperations,
	runsUserRequest,
} from '@sg-preflight/operations';
import {
	consequenceText,
	docsOf,
	documentedOperations,
	documentOn,
	type EvidencedPermission,
	knownOf,
	permissionOf,
	type Rule,
	readRefusalMessage,
	refusalMessageText,
	rules,
} from '@sg-preflight/permissions';
import { command, didYouMean } from '../command-line/command.js';
import { conditionText } from '../report/condition-text.js';
import { print } from '../terminal/stdout.js';

export const explain = command({
	name: 'explain',
	summary:
		'Explain a resource type (its operations, their conditions, the evidence), an operation, a rule, or an error message.',
	positionals: 'TYPE|OPERATION|RULE|ERROR',
	options: {
		format: { type: 'string', short: 'f', choices: ['text', 'json'], help: 'Format of the output. Default: text.' },
	},
	details:
		'ERROR is the error code of a refusal, or the message of the API or the provider.\nFor example: explain alicloud_instance, explain JoinSecurityGroup, explain unknown-group.',
	async run(words, { format = 'text' }) {
		const [first, another] = words;
		// A message is often pasted without quotes.
		const isMessage = readRefusalMessage(words.join(' ')) !== null;
		const subject = isMessage ? words.join(' ') : first;
		if (subject === undefined || (another !== undefined && !isMessage)) {
			throw new UserError('explain takes one resource type, operation or rule. See: sg-preflight explain --help');
		}
		const { text, facts } = await explanationOf(subject);
		await print(format === 'json' ? `${JSON.stringify({ schemaVersion: 1, ...facts }, null, 2)}\n` : text);
		return 0;
	},
});

interface Explanation {
	readonly text: string;
	readonly facts: object;
}

const actions: readonly Action[] = ['create', 'update', 'delete'];

async function explanationOf(subject: string): Promise<Explanation> {
	const entry = entryOf(subject);
	if (entry) return { text: entryText(subject, entry), facts: { kind: 'type', type: subject, entry } };
	if (runsUserRequest(subject)) {
		return {
			text: `${subject} runs a template, a document or a request of the user: a plan does not say what that calls. The id of a managed group in what it is given is an unlisted-operation; everything else is counted as not looked into.\n`,
			facts: { kind: 'type', type: subject, entry: null, runsUserRequest: true },
		};
	}
	if (isReviewed(subject)) {
		return {
			text: `${subject} was reviewed: it hands no security group of ECS to any API.\n`,
			facts: { kind: 'type', type: subject, entry: null },
		};
	}
	if (Object.hasOwn(rules, subject)) {
		const rule = subject as Rule;
		return { text: ruleText(rule), facts: { kind: 'rule', rule, ...rules[rule], docs: docsOf(rule) } };
	}
	const refusal = readRefusalMessage(subject);
	if (refusal) {
		const rule = 'refused-operation';
		return {
			text: `${refusalMessageText(refusal)}\n\n${ruleText(rule)}`,
			facts: { kind: 'error', ...refusal, rule, ...rules[rule], docs: docsOf(rule) },
		};
	}
	const callers = callersOf(subject);
	if (isListed('Ecs', subject) || callers.length > 0) return operationExplanation(subject, callers);
	const known = [
		...entries.map(({ type }) => type),
		...Object.keys(rules),
		...listedOperations,
		...documentedOperations.map(({ operation }) => operation),
	];
	throw new UserError(
		`unknown resource type, operation or rule "${subject.slice(0, 80)}".${await didYouMean(subject, known)} The rules are ${Object.keys(rules).join(', ')}. List the operations with: sg-preflight table`,
	);
}

function entryText(type: string, entry: Entry): string {
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
		...(how.interfaces ?? []).map(({ attribute }) => `    network interface: ${attribute}\n`),
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

interface Caller {
	readonly type: string;
	readonly action: Action;
	readonly call: Call;
}

/** Returns every call of an operation, by its name or as `Product Operation`. */
function callersOf(subject: string): readonly Caller[] {
	return entries.flatMap((entry) =>
		actions.flatMap((action) =>
			entry[action]
				.filter(({ product = 'Ecs', operation }) => operation === subject || `${product} ${operation}` === subject)
				.map((call) => ({ type: entry.type, action, call })),
		),
	);
}

function operationExplanation(subject: string, callers: readonly Caller[]): Explanation {
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

function ruleText(rule: Rule): string {
	const { title, verdict, meaning, remedies } = rules[rule];
	return [
		`${rule} (${verdict}): ${title}\n`,
		...meaning.map((paragraph) => `\n${paragraph}\n`),
		'\nWhat to do:\n',
		...remedies.map((remedy) => `- ${remedy}\n`),
		`\n${docsOf(rule)}\n`,
	].join('');
}
