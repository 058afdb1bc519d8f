import { docsOf, type Rule, rules } from '@sg-preflight/permissions';

/** Returns the meaning of a rule and its remedies. */
export function ruleText(rule: Rule): string {
	const { title, verdict, meaning, remedies } = rules[rule];
	return [
		`${rule} (${verdict}): ${title}\n`,
		...meaning.map((paragraph) => `\n${paragraph}\n`),
		'\nWhat to do:\n',
		...remedies.map((remedy) => `- ${remedy}\n`),
		`\n${docsOf(rule)}\n`,
	].join('');
}
