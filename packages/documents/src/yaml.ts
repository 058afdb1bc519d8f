import { type Document, isMap, isScalar, isSeq, Lexer, LineCounter, parseDocument, visit } from 'yaml';
import { UserError } from './user-error.js';

/** Levels that a document may have. Configurations and inventories have six. */
const mostLevels = 100;

export type DocumentPath = readonly PropertyKey[];

/** A parsed document with the places of its parts. */
export interface PlacedDocument {
	readonly value: unknown;
	/** Returns `file:line:column` of the value at a path, or of the nearest one above it; with `key`, of its key. */
	placeOf(path: DocumentPath, key?: 'key'): string;
}

/**
 * Reads YAML; places are `file:line:column`.
 *
 * @throws {UserError} when the text is not YAML, is nested too deeply, or has aliases that multiply beyond measure. No
 * message quotes the text, because it may be the wrong file, with secrets.
 */
export function readYaml(text: string, name: string): PlacedDocument {
	const lines = new LineCounter();
	if (isTooDeep(text)) throw new UserError({ where: name, problem: 'this YAML is nested too deeply' });
	// The parser would compare each key with all before it.
	const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
	const at = (offset: number): string => {
		const { line, col } = lines.linePos(offset);
		return `${name}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
	};
	const [error] = document.errors;
	if (error)
		throw new UserError({ where: at(error.pos[0]), problem: `this is not YAML: ${withoutName(error.message)}` });
	const repeated = repeatedKey(document);
	if (repeated !== null)
		throw new UserError({ where: at(repeated), problem: 'this is not YAML: Map keys must be unique' });
	let value: unknown;
	try {
		value = document.toJS();
	} catch (error) {
		// An alias without an anchor, or aliases that multiply beyond measure.
		const reason = error instanceof Error ? withoutName(error.message) : 'aliases';
		throw new UserError({ where: name, problem: `this YAML cannot be used: ${reason}` }, { cause: error });
	}
	return {
		value,
		placeOf(path, key) {
			let node: unknown = document.contents;
			let offset = document.contents?.range[0] ?? 0;
			for (const [index, step] of path.entries()) {
				if (isMap(node)) {
					const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
					if (!pair) break;
					node = pair.value;
					const named = key && index === path.length - 1 ? pair.key : (pair.value ?? pair.key);
					offset = startOf(named) ?? startOf(pair.key) ?? offset;
				} else if (isSeq(node)) {
					node = node.items[Number(step)];
					offset = startOf(node) ?? offset;
				} else break;
			}
			return at(offset);
		},
	};
}

/** Returns the offset of the first key that its map has twice; null if all are unique. */
function repeatedKey(document: Document): number | null {
	let repeated: number | null = null;
	visit(document, {
		Map(_, { items }) {
			const seen = new Set<unknown>();
			for (const { key } of items) {
				if (!isScalar(key)) continue;
				if (!seen.has(key.value)) seen.add(key.value);
				else repeated ??= startOf(key) ?? 0;
			}
			return repeated === null ? undefined : visit.BREAK;
		},
	});
	return repeated;
}

function startOf(node: unknown): number | undefined {
	return (node as { range?: [number, number, number] | null } | null | undefined)?.range?.[0];
}

/** Lexemes that are not in the text: the lexer marks documents, flow ends and scalars with them. */
const marks = new Set(['\u0002', '\u0018', '\u001f']);

/** Whether a text is nested more deeply than the parser has stack for. Some of its failures end the process. */
export function isTooDeep(text: string): boolean {
	let [flow, lineStart, offset] = [0, 0, 0];
	for (const lexeme of new Lexer().lex(text)) {
		const at = offset;
		if (!marks.has(lexeme)) offset += lexeme.length;
		if (lexeme === '[' || lexeme === '{') flow++;
		else if (lexeme === ']' || lexeme === '}') flow--;
		else if (lexeme.endsWith('\n')) lineStart = offset;
		// Each level of a block begins further to the right.
		const isFar = flow === 0 && offset - lineStart > 4 * mostLevels && /^[\s?-]+$/.test(lexeme);
		if (flow > mostLevels || (isFar && /^[\s?-]*$/.test(text.slice(lineStart, at)))) return true;
	}
	return false;
}

/** Removes the parts of a parser's message that repeat the text: what follows a colon, and names in the middle of it. */
function withoutName(message: string): string {
	return message
		.replace(/(?<=[\w)]): .*$/s, '')
		.replace(/(escape sequence|YAML version|directive|cannot start with) .*$/s, '$1')
		.replace(/^Key .* already set/s, 'Key already set')
		.replace(/, so .* is invalid/s, '')
		.replace(/^(?:The .* tag(?= has no suffix)|.*(?= used for ))/s, 'A tag')
		.replace(/\.$/, '');
}
