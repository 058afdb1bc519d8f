import { type ParsedText, TextPlaces, type WrittenAttribute, type WrittenBlock } from '../syntax/configuration-file.js';
import type { WrittenExpression } from '../syntax/expression.js';
import { type JsonMember, type JsonNode, parseJsonTree } from './json-tree.js';
import { parseWhole } from './native.js';
import { PlacedAttribute, PlacedBlock } from './placed.js';
import { parseTemplate } from './template.js';
import { SyntaxFault } from './text-cursor.js';

/** Number of labels of each top-level block. In JSON syntax, labels are names around the body. */
const topLevel: ReadonlyMap<string, number> = new Map([
	['check', 1],
	['data', 2],
	['ephemeral', 2],
	['import', 0],
	['locals', 0],
	['module', 1],
	['moved', 0],
	['output', 1],
	['provider', 1],
	['removed', 0],
	['resource', 2],
	['terraform', 0],
	['variable', 1],
]);

/** Number of labels of nested blocks. */
const labelled: ReadonlyMap<string, number> = new Map([
	['dynamic', 1],
	['provisioner', 1],
	['data', 2],
]);

/** Arguments whose strings are references, not templates. */
const naming: ReadonlySet<string> = new Set([
	'depends_on',
	'from',
	'ignore_changes',
	'provider',
	'providers',
	'to',
	'type',
]);

/** Arguments that are never evaluated, so that a string in them is only text. */
const literal: ReadonlySet<string> = new Set(['default', 'description', 'source', 'version']);

/**
 * Parses a file in JSON syntax: `*.tf.json`, `*.tofu.json`. JSON does not tell a nested block from an argument that is an object
 * or a list of them, so such a name is both in `attributes` and in `blocks`.
 * Source: github.com/hashicorp/hcl/v2/json/spec.md.
 */
export function parseJson(text: string): ParsedText {
	const places = new TextPlaces(text);
	try {
		const reader = new JsonReader(places);
		return { kind: 'blocks', blocks: reader.topLevel(parseJsonTree(text)), attributes: new Map() };
	} catch (error) {
		if (!(error instanceof SyntaxFault)) throw error;
		return { kind: 'problem', problem: error.message, ...places.placeOf(error.offset) };
	}
}

class JsonReader {
	constructor(readonly places: TextPlaces) {}

	topLevel(root: JsonNode): readonly WrittenBlock[] {
		return membersOf(root).flatMap((member) => {
			const labels = topLevel.get(member.name);
			if (labels === undefined) throw new SyntaxFault(`there is no block "${member.name}"`, member.start);
			return this.#blocks(member, labels, []);
		});
	}

	/** Returns the blocks of one type: each label is a name around the body, and lists repeat the body. */
	#blocks(member: JsonMember, labels: number, type: readonly string[]): readonly WrittenBlock[] {
		const names = [...type, member.name];
		if (labels > 0) return membersOf(member.value).flatMap((inner) => this.#blocks(inner, labels - 1, names));
		return bodiesOf(member.value).map((body) => this.#block(names, body, member.start));
	}

	#block([type = '', ...labels]: readonly string[], body: JsonNode, start: number): WrittenBlock {
		const attributes = new Map<string, WrittenAttribute>();
		const blocks: WrittenBlock[] = [];
		for (const member of membersOf(body)) {
			const { name, value } = member;
			const inner = this.#nested(type, member);
			for (const block of inner.blocks) blocks.push(block);
			if (!inner.isAttribute) continue;
			if (attributes.has(name)) throw new SyntaxFault(`the argument "${name}" is set twice`, member.start);
			attributes.set(
				name,
				new PlacedAttribute(expressionOf(value, modeOf(type, name)), this.places, member.start, value.end),
			);
		}
		return new PlacedBlock(type, labels, attributes, blocks, this.places, start, body.end);
	}

	/** Returns the blocks that a member of a body may be, and whether it may be an argument. */
	#nested(
		type: string,
		member: JsonMember,
	): { readonly blocks: readonly WrittenBlock[]; readonly isAttribute: boolean } {
		const none = { blocks: [], isAttribute: true };
		if (type === 'locals' || type === 'variable' || type === 'output') return none;
		const labels = labelled.get(member.name);
		if (labels !== undefined) return { blocks: this.#blocks(member, labels, []), isAttribute: false };
		const { value } = member;
		const areBodies =
			value.kind === 'object' ||
			(value.kind === 'array' && value.items.length > 0 && value.items.every(({ kind }) => kind === 'object'));
		if (!areBodies || naming.has(member.name)) return none;
		const isBlock = member.name === 'lifecycle' || member.name === 'connection' || member.name === 'content';
		return { blocks: this.#blocks(member, 0, []), isAttribute: !isBlock };
	}
}

/** Returns the members of an object, or of all objects of a list, without comments, which are named `//`. */
function membersOf(node: JsonNode): readonly JsonMember[] {
	return bodiesOf(node).flatMap((body) =>
		body.kind === 'object' ? body.members.filter(({ name }) => name !== '//') : [],
	);
}

function bodiesOf(node: JsonNode): readonly JsonNode[] {
	if (node.kind === 'object') return [node];
	if (node.kind === 'array') return node.items.flatMap(bodiesOf);
	if (node.kind === 'literal' && node.value === null) return [];
	throw new SyntaxFault('an object is required here', node.start);
}

type Mode = 'template' | 'name' | 'text';

function modeOf(type: string, name: string): Mode {
	if (type === 'variable' && name === 'type') return 'name';
	if (type === 'variable' || ((type === 'module' || type === 'terraform') && literal.has(name))) return 'text';
	return naming.has(name) && name !== 'type' ? 'name' : 'template';
}

function expressionOf(node: JsonNode, mode: Mode): WrittenExpression {
	const { start, end } = node;
	switch (node.kind) {
		case 'string':
			return { ...textOf(node.value, mode, start), start, end };
		case 'number':
			return { kind: 'literal', value: { number: node.text }, start, end };
		case 'literal':
			return { kind: 'literal', value: node.value, start, end };
		case 'array':
			return { kind: 'tuple', elements: node.items.map((item) => expressionOf(item, mode)), start, end };
		case 'object':
			return {
				kind: 'object',
				items: node.members.map(({ name, start: at, value }) => ({
					key: { ...textOf(name, mode === 'name' ? 'text' : mode, at), start: at, end: at },
					value: expressionOf(value, mode),
				})),
				start,
				end,
			};
	}
}

function textOf(value: string, mode: Mode, at: number): WrittenExpression {
	if (mode === 'text') return { kind: 'literal', value, start: at, end: at };
	try {
		return mode === 'name' ? parseWhole(value) : parseTemplate(value);
	} catch (error) {
		if (!(error instanceof SyntaxFault)) throw error;
		throw new SyntaxFault(error.message, at);
	}
}
