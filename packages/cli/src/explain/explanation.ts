import { UserError } from '@sg-preflight/documents';
import { entries, entryOf, isListed, isReviewed, listedOperations, runsUserRequest } from '@sg-preflight/operations';
import {
	docsOf,
	documentedOperations,
	type Rule,
	readRefusalMessage,
	refusalMessageText,
	rules,
} from '@sg-preflight/permissions';
import { didYouMean } from '../command-line/command.js';
import type { Explanation } from './explanation-parts.js';
import { callersOf, operationExplanation } from './operation-text.js';
import { ruleText } from './rule-text.js';
import { typeText } from './type-text.js';

/** The words that can be explained: resource types with an entry, rules and operations. */
export const explainedWords: readonly string[] = [
	...entries.map(({ type }) => type),
	...Object.keys(rules),
	...listedOperations,
	...documentedOperations.map(({ operation }) => operation),
];

/**
 * Explains a resource type, an operation, a rule or an error message.
 *
 * @throws {UserError} when it is none of them
 */
export async function explainWord(subject: string): Promise<Explanation> {
	const entry = entryOf(subject);
	if (entry) return { text: typeText(subject, entry), facts: { kind: 'type', type: subject, entry } };
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
	throw new UserError(
		`unknown resource type, operation or rule "${subject.slice(0, 80)}".${await didYouMean(subject, explainedWords)} The rules are ${Object.keys(rules).join(', ')}. List the operations with: sg-preflight table`,
	);
}
