import type {
	Configuration,
	Expression,
	ModuleCall,
	ModuleConfiguration,
	ResourceConfiguration,
} from '../plan/configuration.js';
import { isObject, type Json } from '../plan/json-place.js';
import type { SourceBlock, SourceExpression, Sources } from './expression.js';

/**
 * The configuration with what the sources say beside what the plan JSON does: each expression that is not constant
 * gets its source, dynamic blocks stand among the others, and modules get their local values.
 */
export function refineConfiguration(configuration: Configuration, sources: Sources): Configuration {
	const refined = (module: ModuleConfiguration, key: string): ModuleConfiguration => {
		const blocks = sources.get(key)?.flatMap((file) => file.blocks);
		const called = new Map(
			[...module.calls].map(([name, call]) => [
				name,
				{ ...call, module: refined(call.module, key === '' ? name : `${key}.${name}`) },
			]),
		);
		const whole = { ...module, calls: called };
		return blocks === undefined ? whole : refineModule(whole, blocks);
	};
	return { ...configuration, root: refined(configuration.root, '') };
}

function refineModule(module: ModuleConfiguration, blocks: readonly SourceBlock[]): ModuleConfiguration {
	const resources = new Map(module.resources);
	const calls = new Map(module.calls);
	const outputs = new Map(module.outputs);
	const locals = new Map<string, Expression>();
	const missing = new Set([...resources.keys(), ...[...calls.keys()].map((name) => `module.${name}`)]);
	for (const block of blocks) {
		const [first = '', second = ''] = block.labels;
		switch (block.type) {
			case 'resource':
			case 'data': {
				const address = `${block.type === 'data' ? 'data.' : ''}${first}.${second}`;
				const resource = resources.get(address);
				missing.delete(address);
				if (resource) resources.set(address, refineRepeated(resource, block));
				break;
			}
			case 'module': {
				const call = calls.get(first);
				missing.delete(`module.${first}`);
				if (call) calls.set(first, refineRepeated(call, block));
				break;
			}
			case 'output': {
				const value = block.attributes.get('value')?.expression;
				if (value) outputs.set(first, withSource(outputs.get(first), value));
				break;
			}
			case 'locals':
				for (const [name, { expression }] of block.attributes) locals.set(name, withSource(undefined, expression));
		}
	}
	return { ...module, resources, calls, outputs, locals, isSourced: missing.size === 0 };
}

function refineRepeated<T extends ResourceConfiguration | ModuleCall>(repeated: T, block: SourceBlock): T {
	const forEach = block.attributes.get('for_each')?.expression;
	return {
		...repeated,
		expressions: refineBody(repeated.expressions, block),
		...(forEach ? { forEachExpression: withSource(repeated.forEachExpression, forEach) } : {}),
	};
}

/** Terraform's meta-arguments, which are no attributes. */
const meta: ReadonlySet<string> = new Set([
	'count',
	'depends_on',
	'for_each',
	'provider',
	'providers',
	'source',
	'version',
]);

function refineBody(
	expressions: { readonly [name: string]: Json },
	block: SourceBlock,
): { readonly [name: string]: Json } {
	const refined: { [name: string]: Json } = { ...expressions };
	for (const [name, { expression }] of block.attributes) {
		if (!meta.has(name)) refined[name] = withSource(expressions[name], expression);
	}
	const nested = new Map<string, Json[]>();
	for (const inner of block.blocks) {
		const isDynamic = inner.type === 'dynamic';
		const name = isDynamic ? (inner.labels[0] ?? '') : inner.type;
		const content = isDynamic ? inner.blocks.find(({ type }) => type === 'content') : inner;
		const known = nested.get(name) ?? [];
		const written = expressions[name];
		const original = !isDynamic && Array.isArray(written) ? written[known.length] : undefined;
		const body = content ? refineBody(isObject(original) ? original : {}, content) : {};
		nested.set(name, [...known, isDynamic ? { ...body, [dynamic]: true } : body]);
	}
	for (const [name, bodies] of nested) {
		// A block that can stand once only is an object.
		if (expressions[name] === undefined || Array.isArray(expressions[name])) refined[name] = bodies;
	}
	return refined;
}

/** Names that no attribute can have. */
const source = '$source';
const dynamic = '$dynamic';

function withSource(expression: Expression | undefined, written: SourceExpression): Expression {
	if (isObject(expression) && 'constant_value' in expression) return expression;
	if ('constant' in written) return { constant_value: written.constant };
	return { ...(isObject(expression) ? expression : {}), [source]: written as unknown as Json };
}

/** What the sources say of an expression, or undefined. */
export function sourceExpressionOf(expression: Expression): SourceExpression | undefined {
	return isObject(expression) ? (expression[source] as unknown as SourceExpression | undefined) : undefined;
}

/** Whether a nested block was made from a dynamic block, so that the plan has one for each of its elements. */
export function isDynamic(block: Expression): boolean {
	return isObject(block) && dynamic in block;
}
