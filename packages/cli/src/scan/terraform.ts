import type { ActingCall } from '@sg-preflight/permissions';
import { parseFile, type Range, type SourceBlock, type SourceExpression } from '@sg-preflight/terraform/sources';
import { callsOfArgument, callsOfName, type FoundLiteral } from './acting-arguments.js';

/** An argument somewhere in a configuration. */
interface Argument {
	readonly address: string | null;
	readonly type: string | null;
	readonly attribute: string;
	readonly range: Range;
	readonly expression: SourceExpression;
	/** Calls of the argument itself. */
	readonly calls: readonly ActingCall[];
	/** Its reference, if it is a local value or a variable. */
	readonly name: string | null;
}

/** The local values and variables of a module that are used in an acting argument, with its calls. */
export type ActingNames = ReadonlyMap<string, readonly ActingCall[]>;

/** Returns the names of a module that act, by the texts of its files. */
export function actingNames(module: readonly string[]): ActingNames {
	return namesThatAct(module.flatMap((text) => argumentsOf(blocksIn(text))));
}

/** Finds the literals in a file of Terraform's language; `names` are the acting names of its module. */
export function terraformLiterals(text: string, ids: ReadonlySet<string>, names: ActingNames): FoundLiteral[] {
	return literalsIn(text, argumentsOf(blocksIn(text)), ids, names);
}

/** Finds the literals in a file of variables, with the calls of the module's acting names. */
export function variableLiterals(text: string, ids: ReadonlySet<string>, names: ActingNames): FoundLiteral[] {
	const [block] = blocksIn(`variables {\n${text}\n}`);
	const written = [...(block?.attributes ?? [])].map(([attribute, { range, expression }]): Argument => {
		const { line, endLine, ...columns } = range;
		return {
			address: `var.${attribute}`,
			type: null,
			attribute,
			range: { ...columns, line: line - 1, endLine: endLine - 1 },
			expression,
			calls: [],
			name: `var.${attribute}`,
		};
	});
	return literalsIn(text, written, ids, names);
}

function blocksIn(text: string): readonly SourceBlock[] {
	return parseFile({ path: '', text }).blocks;
}

function literalsIn(
	text: string,
	all: readonly Argument[],
	ids: ReadonlySet<string>,
	used: ActingNames,
): FoundLiteral[] {
	const lines = text.split('\n');
	return all.flatMap(({ address, type, attribute, range, expression, calls: own, name }) => {
		const calls = name === null ? own : (used.get(name) ?? []);
		if (calls.length === 0) return [];
		const named = new Set(constantsOf(expression).filter((id) => ids.has(id)));
		if (named.size === 0) return [];
		const places = placesIn(lines, range);
		return [...named].map((id) => ({
			id,
			address,
			type,
			attribute,
			calls,
			...(places.get(id) ?? { line: range.line, column: range.column }),
		}));
	});
}

/** Returns the first place of each id in an argument, as a literal string. */
function placesIn(lines: readonly string[], { line, column, endLine }: Range) {
	const places = new Map<string, { readonly line: number; readonly column: number }>();
	for (let number = line; number <= endLine; number++) {
		const text = lines[number - 1] ?? '';
		for (const { 1: id = '', index } of text.matchAll(/"(sg-[\w-]+)"/g)) {
			const isBefore = number === line && index < column - 1;
			if (!isBefore && !places.has(id)) places.set(id, { line: number, column: index + 2 });
		}
	}
	return places;
}

function argumentsOf(blocks: readonly SourceBlock[]): Argument[] {
	return blocks.flatMap((block): Argument[] => {
		const [first = '', second = ''] = block.labels;
		const named = (address: (attribute: string) => string | null, name: (attribute: string) => string | null) =>
			[...block.attributes].map(
				([attribute, written]): Argument => ({
					...written,
					address: address(attribute),
					type: null,
					attribute,
					calls: callsOfName(attribute),
					name: name(attribute),
				}),
			);
		switch (block.type) {
			case 'resource':
				return resourceArguments(block, first, `${first}.${second}`, '');
			case 'module':
				return named(
					() => `module.${first}`,
					() => null,
				);
			case 'locals':
				return named(
					(attribute) => `local.${attribute}`,
					(attribute) => `local.${attribute}`,
				);
			case 'variable':
				return named(
					() => `var.${first}`,
					(attribute) => (attribute === 'default' ? `var.${first}` : ''),
				);
			default:
				return [];
		}
	});
}

function resourceArguments(block: SourceBlock, type: string, address: string, path: string): Argument[] {
	const own = [...block.attributes].map(
		([name, written]): Argument => ({
			...written,
			address,
			type,
			attribute: path + name,
			calls: callsOfArgument(type, path + name),
			name: null,
		}),
	);
	const nested = block.blocks.flatMap((inner) =>
		inner.type === 'dynamic'
			? [
					// Each element of the collection may be used in any argument of the block.
					...[...inner.attributes]
						.filter(([name]) => name === 'for_each')
						.map(
							([, written]): Argument => ({
								...written,
								address,
								type,
								attribute: `${path}${inner.labels[0]}`,
								calls: inner.blocks.flatMap((content) =>
									[...content.attributes.keys()].flatMap((name) =>
										callsOfArgument(type, `${path}${inner.labels[0]}.${name}`),
									),
								),
								name: null,
							}),
						),
					...inner.blocks.flatMap((content) => resourceArguments(content, type, address, `${path}${inner.labels[0]}.`)),
				]
			: resourceArguments(inner, type, address, `${path}${inner.type}.`),
	);
	return [...own, ...nested];
}

/** Returns the names that are used in an acting argument, directly or through others. */
function namesThatAct(all: readonly Argument[]): ActingNames {
	const used = new Map<string, readonly ActingCall[]>();
	const byName = new Map(all.flatMap((argument) => (argument.name ? [[argument.name, argument] as const] : [])));
	const waiting = all.flatMap((argument) =>
		argument.name === null && argument.calls.length > 0 ? [{ argument, calls: argument.calls }] : [],
	);
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		for (const name of namesIn(next.argument.expression)) {
			if (used.has(name)) continue;
			used.set(name, next.calls);
			const through = byName.get(name);
			if (through) waiting.push({ argument: through, calls: next.calls });
		}
	}
	return used;
}

function constantsOf(expression: SourceExpression): string[] {
	return leavesOf(expression).flatMap((leaf) =>
		'constant' in leaf && typeof leaf.constant === 'string' ? [leaf.constant] : [],
	);
}

function namesIn(expression: SourceExpression): string[] {
	return leavesOf(expression).flatMap((leaf) => ('name' in leaf ? [leaf.name] : []));
}

type Leaf = Extract<SourceExpression, { constant: unknown } | { name: string }>;

function leavesOf(expression: SourceExpression): Leaf[] {
	if ('constant' in expression || 'name' in expression) return [expression];
	if ('any' in expression) return expression.any.flatMap(leavesOf);
	if ('list' in expression) return expression.list.flatMap(leavesOf);
	if ('object' in expression) return expression.object.flatMap(([, value]) => leavesOf(value));
	if ('of' in expression) return leavesOf(expression.of);
	if ('each' in expression) return leavesOf(expression.each);
	return expression.arguments.flatMap(leavesOf);
}
