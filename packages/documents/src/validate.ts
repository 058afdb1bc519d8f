import { z } from 'zod';
import { nearest } from './nearest.js';
import { UserError } from './user-error.js';
import type { DocumentPath, PlacedDocument } from './yaml.js';

/** Most problems of one document that are listed; the rest are counted. */
const mostProblems = 10;

/**
 * Checks a document with a schema and returns it parsed. A message names the place of each problem, the expected value
 * and, for an unknown key or word, the nearest known one. It never repeats values.
 *
 * @throws {UserError} when the document does not fit the schema; one line for each problem
 */
export function checkDocument<Schema extends z.ZodType>(document: PlacedDocument, schema: Schema): z.output<Schema> {
	const result = schema.safeParse(document.value, { reportInput: true });
	if (result.success) return result.data;
	const { issues } = result.error;
	// A place is searched for in the whole document, so only the listed problems get one.
	const first = issues.slice(0, mostProblems).flatMap((issue) => problemsOf(issue, [], document, schema));
	const shown = first.slice(0, mostProblems);
	const all = Math.max(
		first.length,
		issues.reduce((sum, issue) => sum + countOf(issue), 0),
	);
	if (all > shown.length) shown.push(`and ${all - shown.length} more`);
	throw new UserError(shown.join('\n'));
}

function countOf(issue: z.core.$ZodIssue): number {
	return issue.code === 'unrecognized_keys' ? issue.keys.length : 1;
}

function problemsOf(
	issue: z.core.$ZodIssue,
	base: DocumentPath,
	document: PlacedDocument,
	schema: z.ZodType,
): string[] {
	const path = [...base, ...issue.path];
	const name = path.length === 0 ? 'the document' : z.core.toDotPath(path);
	// A place without lines ends with the path already.
	const place = withoutEnd(document.placeOf(path), `: ${name}`);
	switch (issue.code) {
		case 'unrecognized_keys': {
			const known = keysAt(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }), path);
			return issue.keys
				.slice(0, mostProblems)
				.map(
					(key) =>
						`${document.placeOf([...path, key], 'key')}: unknown key ${JSON.stringify(key)}; ${suggestion(key, known)}`,
				);
		}
		case 'invalid_type': {
			const found = kindOf(issue.input);
			return [
				found === 'nothing'
					? `${place}: ${name} is missing; expected ${issue.expected}`
					: `${place}: ${name}: expected ${issue.expected}, found ${found}`,
			];
		}
		case 'invalid_value': {
			const words = issue.values.map(String);
			return [
				`${place}: ${name}: ${typeof issue.input === 'string' ? suggestion(issue.input, words) : `expected ${words.join(', ')}`}`,
			];
		}
		case 'invalid_union': {
			// The user meant the branch that got furthest.
			const misses = (inner: z.core.$ZodIssue): boolean =>
				inner.path.length === 0 &&
				(inner.code === 'invalid_type' || (inner.code === 'invalid_value' && typeof issue.input !== 'string'));
			const branches = issue.errors.filter((errors) => !errors.some(misses));
			const branch = branches[0];
			if (branch) return branch.flatMap((inner) => problemsOf(inner, path, document, schema));
			const expected = issue.errors.flatMap(([first]): string[] => {
				if (first?.code === 'invalid_type') return [first.expected];
				return first?.code === 'invalid_value' ? first.values.map(String) : [];
			});
			return [`${place}: ${name}: expected ${[...new Set(expected)].join(' or ')}, found ${kindOf(issue.input)}`];
		}
		case 'too_small':
			return [`${place}: ${name}: must not be empty`];
		default:
			return [`${place}: ${name}: ${issue.message}`];
	}
}

function suggestion(word: string, known: readonly string[]): string {
	const near = nearest(word, known);
	return `${near === undefined ? '' : `did you mean ${near}? `}expected ${known.join(', ')}`;
}

function kindOf(value: unknown): string {
	if (value === undefined) return 'nothing';
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}

/** Lists the keys that a JSON schema knows at a path, in any of its branches. */
function keysAt(schema: z.core.JSONSchema._JSONSchema | undefined, path: DocumentPath): string[] {
	if (typeof schema !== 'object') return [];
	const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((branch) => keysAt(branch, path));
	const [step, ...rest] = path;
	if (step === undefined) return [...Object.keys(schema.properties ?? {}), ...branches];
	const inner = typeof step === 'number' ? schema.items : schema.properties?.[String(step)];
	return [...(Array.isArray(inner) ? [] : keysAt(inner, rest)), ...branches];
}

function withoutEnd(text: string, end: string): string {
	return text.endsWith(end) ? text.slice(0, -end.length) : text;
}
