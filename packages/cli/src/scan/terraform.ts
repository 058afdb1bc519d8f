import type { ActingCall } from '@sg-preflight/permissions';
import {
	type BoundNames,
	boundIn,
	type Leaf,
	leavesOf,
	nestedType,
	type ParsedFile,
	parseFile,
	type SourceFile,
	TextPlaces,
	type WrittenAttribute,
	type WrittenBlock,
} from '@sg-preflight/terraform/sources';
import { callsOfArgument, callsOfName, type FoundLiteral } from './acting-arguments.js';

/** An argument somewhere in a configuration. */
interface Argument {
	readonly address: string | null;
	readonly type: string | null;
	readonly attribute: string;
	/** Literals and references that its value can be made of. */
	readonly leaves: () => readonly Leaf[];
	/** Calls of the argument itself. */
	readonly calls: readonly ActingCall[];
	/** Its reference, if it is a local value or a variable. */
	readonly name: string | null;
}

/** The local values and variables of a module that are used in an acting argument, with its calls. */
export type ActingNames = ReadonlyMap<string, readonly ActingCall[]>;

/** Returns the names of a module that act, by its files. */
export function actingNames(module: readonly SourceFile[]): ActingNames {
	return namesThatAct(module.flatMap((file) => argumentsIn(parseFile(file))));
}

/** Finds the literals in a file of Terraform's language or of variables; `names` are the acting names of its module. */
export function terraformLiterals(
	file: ParsedFile,
	text: string,
	ids: ReadonlySet<string>,
	names: ActingNames,
): FoundLiteral[] {
	const places = new TextPlaces(text);
	const found = new Map<string, FoundLiteral>();
	for (const { address, type, attribute, leaves, calls: own, name } of argumentsIn(file)) {
		const calls = name === null ? own : (names.get(name) ?? []);
		if (calls.length === 0) continue;
		const reported = new Set<string>();
		for (const leaf of leaves()) {
			const id = leaf.kind === 'literal' ? leaf.value : null;
			if (typeof id !== 'string' || !ids.has(id) || reported.has(id)) continue;
			reported.add(id);
			const inLiteral = text.slice(leaf.start, leaf.end).indexOf(id);
			const place = places.placeOf(leaf.start + Math.max(inLiteral, 0));
			// An element of a dynamic block may be used in several arguments.
			const key = `${place.line}:${place.column}`;
			const earlier = found.get(key);
			if (earlier) found.set(key, { ...earlier, calls: [...earlier.calls, ...calls] });
			else found.set(key, { id, address, type, attribute, calls, ...place });
		}
	}
	return [...found.values()];
}

function argumentsIn({ blocks, attributes }: ParsedFile): Argument[] {
	const variables = [...attributes].map(
		([attribute, written]): Argument => ({
			address: `var.${attribute}`,
			type: null,
			attribute,
			leaves: leavesIn(written),
			calls: [],
			name: `var.${attribute}`,
		}),
	);
	return [...variables, ...blocks.flatMap(argumentsOfBlock)];
}

const leavesIn =
	({ written }: WrittenAttribute, bound?: BoundNames) =>
	(): readonly Leaf[] => [...leavesOf(written, bound)];

function argumentsOfBlock(block: WrittenBlock): Argument[] {
	const [first = '', second = ''] = block.labels;
	const named = (address: (attribute: string) => string | null, name: (attribute: string) => string | null) =>
		[...block.attributes].map(
			([attribute, written]): Argument => ({
				address: address(attribute),
				type: null,
				attribute,
				leaves: leavesIn(written, eachIn(block)),
				calls: callsOfName(attribute),
				name: name(attribute),
			}),
		);
	switch (block.type) {
		case 'resource':
			return resourceArguments(block, { type: first, address: `${first}.${second}` }, '', eachIn(block));
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
}

/** Binds `each` in a block with `for_each`. */
function eachIn({ attributes }: WrittenBlock): BoundNames {
	const collection = attributes.get('for_each')?.written;
	return new Map(collection === undefined ? [] : [['each', leavesOf(collection)]]);
}

function resourceArguments(
	body: WrittenBlock,
	resource: { readonly type: string; readonly address: string },
	path: string,
	bound: BoundNames,
): Argument[] {
	const own = [...body.attributes].map(
		([name, written]): Argument => ({
			...resource,
			attribute: path + name,
			leaves: leavesIn(written, bound),
			calls: callsOfArgument(resource.type, path + name),
			name: null,
		}),
	);
	const nested = body.blocks.flatMap((block) => {
		const bodies = block.type === 'dynamic' ? block.blocks : [block];
		const names = boundIn(block, bound);
		return bodies.flatMap((inner) => resourceArguments(inner, resource, `${path}${nestedType(block)}.`, names));
	});
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
		for (const name of next.argument.leaves().flatMap(namesOf)) {
			if (used.has(name)) continue;
			used.set(name, next.calls);
			const through = byName.get(name);
			if (through) waiting.push({ argument: through, calls: next.calls });
		}
	}
	return used;
}

/** Returns `local.NAME` or `var.NAME` if the leaf refers to one. */
function namesOf(leaf: Leaf): string[] {
	if (leaf.kind !== 'reference' || (leaf.root !== 'var' && leaf.root !== 'local')) return [];
	const [step] = leaf.steps;
	return step && 'attribute' in step ? [`${leaf.root}.${step.attribute}`] : [];
}
