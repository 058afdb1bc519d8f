import path from 'node:path';
import { matchesWildcards, UserError } from '@sg-preflight/documents';

/** Most patterns that the braces of one may expand to. */
const mostAlternatives = 1000;

/** One step of a path in a pattern. */
type Segment = '**' | readonly Token[];

/** A character as it is, any run (`*`), any one (`?`), or one of a class (`[a-z]`). */
type Token = '*' | '?' | { readonly is: string } | { readonly oneOf: string; readonly negated: boolean };

/** A pattern of paths: `*`, `?` and `[…]` within a step, `**` for any number of steps, `{a,b}` for alternatives. */
export interface FilePattern {
	/** Folder below which all matches are. */
	readonly base: string;
	/** Whether the path of a file, its steps below `base`, matches. */
	matches(steps: readonly string[]): boolean;
	/** Whether a folder may hold matches, at any depth. */
	mayHold(steps: readonly string[]): boolean;
}

export function isPattern(text: string): boolean {
	return /[*?[{]/.test(text);
}

/**
 * Parses a pattern. Matching never backtracks further than the last star, so that it takes pattern × path steps.
 *
 * @throws {UserError} when its braces have too many alternatives
 */
export function parsePatterns(text: string): FilePattern[] {
	// A backslash escapes, but on Windows, where it separates.
	return expandBraces(text.replaceAll(path.sep, '/')).map((pattern) => {
		const steps = pattern.split('/');
		const first = steps.findIndex((step) => isPattern(step) || step.includes('\\'));
		const fixed = first < 0 ? steps.slice(0, -1) : steps.slice(0, first);
		const segments = steps.slice(fixed.length).map((step): Segment => (step === '**' ? step : tokensOf(step)));
		const open = segments.indexOf('**');
		const exact = open < 0 ? segments : segments.slice(0, open);
		return {
			// `C:` alone is the working directory of that drive.
			base: fixed.length === 0 ? '.' : fixed.join('/').replace(/^([a-z]:)?$/i, '$1/'),
			matches: (path) => matchesWildcards(segments, path, (segment) => segment === '**', matchesSegment),
			mayHold: (path) =>
				(open >= 0 || path.length < segments.length) &&
				path.every((step, index) => {
					const segment = exact[index];
					return segment === undefined || matchesSegment(segment, step);
				}),
		};
	});
}

function matchesSegment(segment: Segment, step: string): boolean {
	if (segment === '**') return false;
	return matchesWildcards(segment, [...step], (token) => token === '*', matchesToken);
}

function matchesToken(token: Token, character: string): boolean {
	if (typeof token === 'string') return token === '?';
	if ('is' in token) return token.is === character;
	return inClass(token.oneOf, character) !== token.negated;
}

function inClass(oneOf: string, character: string): boolean {
	const characters = [...oneOf];
	return characters.some((one, index) => {
		const end = characters[index + 1] === '-' ? characters[index + 2] : undefined;
		return end === undefined ? one === character : one <= character && character <= end;
	});
}

function tokensOf(step: string): Token[] {
	return [...step.matchAll(/\\(.)|\[([!^]?)(\]?[^\]]*)\]|([*?])|(.)/gsu)].map(
		([, escaped, not, oneOf, wildcard, is]): Token => {
			if (oneOf !== undefined) return { oneOf, negated: not !== '' };
			if (wildcard !== undefined) return wildcard as '*' | '?';
			return { is: escaped ?? is ?? '' };
		},
	);
}

/** `a{b,c{d,e}}` is ab, acd and ace. */
function expandBraces(text: string): string[] {
	const expanded: string[] = [];
	const waiting = [text];
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		// The innermost pair: it holds no other.
		const found = /\{([^{}]*,[^{}]*)\}/.exec(next);
		if (found === null) expanded.push(next);
		else {
			const [before, after] = [next.slice(0, found.index), next.slice(found.index + found[0].length)];
			for (const alternative of (found[1] as string).split(',')) waiting.push(before + alternative + after);
		}
		if (expanded.length + waiting.length > mostAlternatives) {
			throw new UserError({ where: text, problem: `this pattern has more than ${mostAlternatives} alternatives` });
		}
	}
	return expanded;
}
