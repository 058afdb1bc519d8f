import { type ParsedText, TextPlaces, type WrittenAttribute, type WrittenBlock } from '../syntax/configuration-file.js';
import type { WrittenExpression } from '../syntax/expression.js';
import { parseExpression } from './expression.js';
import { PlacedAttribute, PlacedBlock } from './placed.js';
import { parseQuoted } from './template.js';
import { SyntaxFault, TextCursor } from './text-cursor.js';

/** Parses a file in HCL's native syntax: `*.tf`, `*.tofu`, `*.tfvars`. */
export function parseNative(text: string): ParsedText {
	const places = new TextPlaces(text);
	const cursor = new TextCursor(text);
	// Terraform skips a byte order mark.
	if (text.startsWith('\ufeff')) cursor.position = 1;
	try {
		const { attributes, blocks } = parseBody(cursor, places, () => cursor.isAtEnd);
		return { kind: 'blocks', blocks, attributes };
	} catch (error) {
		if (!(error instanceof SyntaxFault)) throw error;
		return { kind: 'problem', problem: error.message, ...places.placeOf(error.offset) };
	}
}

/**
 * Parses one expression by itself.
 * @throws {SyntaxFault} when the text is not an expression
 */
export function parseWhole(text: string): WrittenExpression {
	const cursor = new TextCursor(text);
	const written = parseExpression(cursor);
	cursor.takesNewlines();
	if (!cursor.isAtEnd) cursor.fail('the expression ends before this');
	return written;
}

interface Body {
	readonly attributes: ReadonlyMap<string, WrittenAttribute>;
	readonly blocks: readonly WrittenBlock[];
}

function parseBody(cursor: TextCursor, places: TextPlaces, isEnd: () => boolean): Body {
	const attributes = new Map<string, WrittenAttribute>();
	const blocks: WrittenBlock[] = [];
	for (;;) {
		cursor.takesNewlines();
		if (isEnd()) return { attributes, blocks };
		const start = cursor.position;
		const name = cursor.identifier() ?? cursor.fail('an argument or a block begins with a name');
		if (cursor.takes('=')) {
			if (attributes.has(name)) cursor.fail(`the argument "${name}" is set twice`, start);
			const written = parseExpression(cursor);
			attributes.set(name, new PlacedAttribute(written, places, start, written.end));
		} else blocks.push(parseBlock(cursor, places, name, start));
		if (!cursor.takesNewlines() && !isEnd()) cursor.fail('an argument or a block ends with its line');
	}
}

function parseBlock(cursor: TextCursor, places: TextPlaces, type: string, start: number): WrittenBlock {
	const labels: string[] = [];
	for (;;) {
		if (cursor.takes('{')) break;
		if (cursor.sees('"')) {
			const label = parseQuoted(cursor);
			if (label.kind !== 'literal') cursor.fail('the label of a block cannot be a template', label.start);
			labels.push(String(label.kind === 'literal' ? label.value : ''));
			continue;
		}
		labels.push(cursor.identifier() ?? cursor.fail('an argument needs a "=", and a block a "{", here'));
	}
	const { attributes, blocks } = cursor.deeper(() =>
		cursor.within(true, () => parseBody(cursor, places, () => cursor.sees('}'))),
	);
	cursor.expect('}', 'a block');
	return new PlacedBlock(type, labels, attributes, blocks, places, start, cursor.position);
}
