import type { RegularMatch, RegularPattern } from '../../evaluation/engines.js';
import { objectOf, one, sequence, tupleOf } from '../../values/collections.js';
import { failure, nothing, string } from '../../values/scalars.js';
import type { SingleValue, Value } from '../../values/value.js';
import { type FunctionCall, type Functions, notKnown } from '../definition.js';

const longestPattern = 1000;
const longestSubject = 100_000;

/** Compiles a pattern; null when it cannot run here, a failure when it is not valid. */
function compiled(pattern: string, { scope }: FunctionCall): RegularPattern | Value | null {
	const { regular } = scope.work.engines;
	// Repetitions multiply: a large pattern is not worth its memory.
	const isLarge = pattern.length > longestPattern || /\{\d{3,}/.test(pattern);
	if (regular === null || isLarge) return null;
	scope.work.spend(pattern.length);
	return regular(pattern) ?? failure('the pattern is not valid');
}

function matchesOf(pattern: RegularPattern, text: string, { scope }: FunctionCall): readonly RegularMatch[] | null {
	scope.work.spend(text.length);
	return text.length > longestSubject ? null : pattern.matches(text);
}

/** Returns the match without groups, a tuple of groups, or an object of named ones. */
function resultOf({ names }: RegularPattern, { groups }: RegularMatch): Value {
	const value = (index: number): Value => {
		const group = groups[index];
		return group === null || group === undefined ? nothing : string(group);
	};
	if (names.length === 1) return value(0);
	if (names.slice(1).every((name) => name === null)) return tupleOf(names.slice(1).map((_, index) => value(index + 1)));
	return objectOf(names.slice(1).map((name, index) => [name ?? '', value(index + 1)] as const));
}

function run(
	operands: readonly SingleValue[],
	call: FunctionCall,
	finish: (pattern: RegularPattern, matches: readonly RegularMatch[]) => Value,
): Value {
	const [pattern, text] = operands;
	if (pattern?.kind !== 'string' || text?.kind !== 'string') return notKnown('any', operands, call.name);
	const expression = compiled(pattern.value, call);
	if (expression === null) return notKnown('any', operands, call.name);
	if ('kind' in expression) return expression;
	const isMixed =
		expression.names.slice(1).some((name) => name === null) && expression.names.some((name) => name !== null);
	if (isMixed) return failure('the pattern has groups with and without names');
	const matches = matchesOf(expression, text.value, call);
	return matches === null ? notKnown('any', operands, call.name) : finish(expression, matches);
}

/** Replaces every match of a pattern, with `$1` and `${name}` in the replacement. */
export function replaceAll(text: SingleValue, pattern: string, replacement: string, call: FunctionCall): Value {
	const giveUp = (): Value => notKnown('string', [text], call.name);
	if (text.kind !== 'string') return giveUp();
	const expression = compiled(pattern, call);
	if (expression === null) return giveUp();
	if ('kind' in expression) return expression;
	const matches = matchesOf(expression, text.value, call);
	// Engines differ on whether an empty match may follow another match.
	if (matches === null || matches.some(({ start, end }) => start === end)) return giveUp();
	let made = '';
	let end = 0;
	for (const match of matches) {
		made += text.value.slice(end, match.start) + expandedReplacement(replacement, expression, match);
		end = match.end;
	}
	return string(made + text.value.slice(end));
}

function expandedReplacement(replacement: string, { names }: RegularPattern, { groups }: RegularMatch): string {
	return replacement.replace(
		/\$(?:\$|(\w+)|\{(\w+)\})/g,
		(whole, bare: string | undefined, braced: string | undefined) => {
			if (whole === '$$') return '$';
			const name = bare ?? braced ?? '';
			const index = /^\d+$/.test(name) ? Number(name) : names.indexOf(name);
			return groups[index] ?? '';
		},
	);
}

export const regularExpressions: Functions = {
	regex: {
		parameters: ['string', 'string'],
		run: (operands, call) =>
			run(operands, call, (pattern, [first]) =>
				first === undefined ? failure('the pattern does not match') : resultOf(pattern, first),
			),
	},
	regexall: {
		parameters: ['string', 'string'],
		run: (operands, call) =>
			run(operands, call, (pattern, matches) =>
				sequence(
					'list',
					matches.map((match) => one(resultOf(pattern, match))),
					{ of: pattern.names.length === 1 ? 'string' : 'any' },
				),
			),
	},
};
