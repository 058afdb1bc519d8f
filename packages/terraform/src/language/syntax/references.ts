import type { Step, TemplateParts, WrittenExpression } from './expression.js';
import { operandsOf } from './operands.js';

/**
 * Lists the references of an expression as the plan JSON does (`expressions.*.references`): in the order in which HCL visits
 * them, each with its full form first, then without its last steps one by one, down to the referenced object. Conditions and
 * indexes count. A list may name a reference more than once, as the plan JSON does.
 * Source: terraform internal/command/jsonconfig/expression.go, internal/addrs/parse_ref.go.
 */
export function referencesOf(written: WrittenExpression): readonly string[] {
	return traversalsOf(written).flatMap(({ root, steps }) => formsOf(root, steps));
}

/** A reference as it is written: a root name and the steps behind it that are literal. */
interface Traversal {
	readonly root: string;
	readonly steps: readonly Step[];
}

/** Lists the references of an expression, without the names that its own loops bind. */
function traversalsOf(written: WrittenExpression): readonly Traversal[] {
	return [...traversalsIn(written, new Set())];
}

function* traversalsIn(written: WrittenExpression, bound: ReadonlySet<string>): Generator<Traversal> {
	switch (written.kind) {
		case 'reference':
			if (!bound.has(written.root)) yield written;
			return;
		case 'template':
			yield* inParts(written.parts, bound);
			return;
		case 'for':
			yield* traversalsIn(written.collection, bound);
			yield* inEach([written.key, written.value, written.condition], withNames(bound, written));
			return;
		default:
			yield* inEach(operandsOf(written), bound);
	}
}

function* inEach(all: readonly (WrittenExpression | null)[], bound: ReadonlySet<string>): Generator<Traversal> {
	for (const written of all) if (written !== null) yield* traversalsIn(written, bound);
}

function* inParts(parts: TemplateParts, bound: ReadonlySet<string>): Generator<Traversal> {
	for (const part of parts) {
		if (typeof part === 'string') continue;
		if (part.kind === 'if-directive') {
			yield* traversalsIn(part.condition, bound);
			yield* inParts([...part.whenTrue, ...part.whenFalse], bound);
		} else if (part.kind === 'for-directive') {
			yield* traversalsIn(part.collection, bound);
			yield* inParts(part.body, withNames(bound, part));
		} else yield* traversalsIn(part, bound);
	}
}

function withNames(
	bound: ReadonlySet<string>,
	{ keyName, valueName }: { readonly keyName: string | null; readonly valueName: string },
): ReadonlySet<string> {
	return new Set([...bound, ...(keyName === null ? [] : [keyName]), valueName]);
}

function text(step: Step): string {
	if ('attribute' in step) return `.${step.attribute}`;
	return typeof step.index === 'string' ? `[${JSON.stringify(step.index)}]` : `[${Number(step.index.number)}]`;
}

/** Number of names behind a root name that make an address. */
const prefixed: ReadonlyMap<string, number> = new Map([
	['data', 2],
	['ephemeral', 2],
	['resource', 2],
]);
const oneName: ReadonlySet<string> = new Set(['var', 'local', 'each', 'count', 'path', 'terraform', 'tofu']);

function formsOf(root: string, steps: readonly Step[]): readonly string[] {
	const subject = (length: number, name = root): string => name + steps.slice(0, length).map(text).join('');
	const isIndex = (at: number): boolean => steps[at] !== undefined && 'index' in (steps[at] as Step);
	/** Lists the forms from the whole down to the first `length` steps. */
	const down = (length: number): string[] => {
		const forms: string[] = [];
		for (let end = steps.length; end >= length; end--) forms.push(subject(end));
		return forms;
	};
	if (root === 'self') return down(0);
	if (oneName.has(root)) return down(1);
	if (root === 'module') {
		const instance = isIndex(1) ? 2 : 1;
		if (steps.length > instance) return [...down(instance + 1), subject(instance)];
		return [...down(instance), ...(instance === 2 ? [subject(1)] : [])];
	}
	const names = prefixed.get(root) ?? 1;
	const resource = root === 'resource' ? resourceForms(steps) : null;
	if (resource !== null) return resource;
	const instance = isIndex(names) ? names + 1 : names;
	return [...down(instance), ...(instance > names ? [subject(names)] : [])];
}

/** `resource.alicloud_instance.i` is `alicloud_instance.i`. */
function resourceForms(steps: readonly Step[]): readonly string[] | null {
	const [type, ...rest] = steps;
	return type !== undefined && 'attribute' in type ? formsOf(type.attribute, rest) : null;
}
