import { evaluate } from '../../language/evaluation/evaluate.js';
import { type Round, roundsOf } from '../../language/evaluation/evaluate-loop.js';
import type { Scope } from '../../language/evaluation/scope.js';
import { attributeOf } from '../../language/evaluation/steps.js';
import { iteratorOf, nestedType, type WrittenBlock } from '../../language/syntax/configuration-file.js';
import { alternativesOf, oneOf } from '../../language/values/alternatives.js';
import { objectOf } from '../../language/values/collections.js';
import { reasonsOf } from '../../language/values/reasons.js';
import { nothing, unknown } from '../../language/values/scalars.js';
import type { SingleValue, Value } from '../../language/values/value.js';

type Path = readonly (string | number)[];

/**
 * Returns the value that a block gives an attribute at a path, such as `security_groups`, or `network_interfaces` 0
 * `security_group_ids`. Null if the block does not have the attribute. A plan does not have the order of nested blocks,
 * so each of several is possible.
 */
export function valueInBlock(
	block: WrittenBlock,
	path: Path,
	scope: Scope,
	names: ReadonlyMap<string, Value> = new Map(),
): Value | null {
	const [name, ...rest] = path;
	const attribute = block.attributes.get(String(name));
	if (attribute) return valueAt(evaluate(attribute.written, scope, names), rest, scope);
	const nested = block.blocks.filter((inner) => nestedType(inner) === name);
	if (nested.length === 0) return null;
	if (rest.length === 0) return unknownBlocks(String(name), nested, scope, names);
	const [, ...below] = typeof rest[0] === 'number' ? rest : [0, ...rest];
	const values = nested.flatMap((inner) =>
		bodiesOf(inner, scope, names).map((body) => valueInBlock(body.block, below, scope, body.names) ?? nothing),
	);
	return values.length === 0 ? null : oneOf(values);
}

/**
 * Returns the value of nested blocks if the plan has no list of them. Either the `for_each` of a dynamic block is unknown, or there are
 * no blocks and the provider computes them. Null if there are certainly no blocks.
 */
function unknownBlocks(
	name: string,
	nested: readonly WrittenBlock[],
	scope: Scope,
	names: ReadonlyMap<string, Value>,
): Value | null {
	const collections = nested.flatMap((inner) => {
		const written = inner.type === 'dynamic' ? inner.attributes.get('for_each')?.written : undefined;
		return written ? [evaluate(written, scope, names)] : [];
	});
	if (collections.length === nested.length && collections.every(isEmpty)) return null;
	const problem = `the ${name} blocks are known after apply`;
	return unknown('any', [...reasonsOf(collections), { kind: 'failure', problem }], true);
}

/** Whether a collection is empty. The plan succeeded, so an expression that certainly fails here was misunderstood. */
function isEmpty(collection: Value): boolean {
	const singles = alternativesOf(collection).filter(({ kind }) => kind !== 'failure');
	return singles.length > 0 && singles.every((one) => roundsOver(one).length === 0);
}

interface Body {
	readonly block: WrittenBlock;
	readonly names: ReadonlyMap<string, Value>;
}

/** Returns the bodies of a nested block: itself, or the contents of a dynamic block. */
function bodiesOf(block: WrittenBlock, scope: Scope, names: ReadonlyMap<string, Value>): readonly Body[] {
	if (block.type !== 'dynamic') return [{ block, names }];
	const content = block.blocks.find(({ type }) => type === 'content');
	const collection = block.attributes.get('for_each')?.written;
	if (content === undefined || collection === undefined) return [];
	return roundsOver(evaluate(collection, scope, names)).map((round) => ({
		block: content,
		names: new Map([
			...names,
			[
				iteratorOf(block),
				objectOf([
					['key', round.key],
					['value', round.value],
				]),
			],
		]),
	}));
}

/** Returns the rounds for which a dynamic block may be made; an expression that certainly fails has none. */
function roundsOver(collection: Value): readonly Round[] {
	return alternativesOf(collection).flatMap((one): readonly Round[] => {
		const found = roundsOf(one.kind === 'symbol' ? unknown('any', reasonsOf([one]), true) : one);
		return 'kind' in found ? [] : found.rounds;
	});
}

/** Returns the part of a value at a path. An index matches any element, because a plan orders sets differently. */
function valueAt(value: Value, path: Path, scope: Scope): Value {
	const [step, ...rest] = path;
	if (step === undefined) return value;
	return oneOf(alternativesOf(value).map((one) => valueAt(stepInto(one, step, scope), rest, scope)));
}

function stepInto(value: SingleValue, step: string | number, scope: Scope): Value {
	if (value.kind === 'unknown') return unknown('any', value.reasons, true);
	if (typeof step === 'string') return attributeOf(value, step, scope.work);
	if (value.kind !== 'sequence') return value;
	return value.parts.length === 0 ? nothing : oneOf(value.parts.map((part) => part.value));
}
