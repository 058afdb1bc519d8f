import type { Json, JsonObject } from '@sg-preflight/documents';
import { nestedType, type WrittenBlock } from '../src/language/syntax/configuration-file.js';
import type { WrittenExpression } from '../src/language/syntax/expression.js';
import { referencesOf } from '../src/language/syntax/references.js';
import type { Sources } from '../src/sources/index.js';
import { writtenModuleOf } from '../src/sources/written-module.js';

/** A double of `terraform show -json`: returns the `configuration` that Terraform writes for sources, as far as tests need it. */
export function plannedConfiguration(sources: Sources): JsonObject {
	return { root_module: moduleOf(sources, '') };
}

const metaArguments = ['count', 'depends_on', 'for_each', 'provider', 'source'];

function moduleOf(sources: Sources, key: string): JsonObject {
	const written = writtenModuleOf(sources.modules.get(key)?.files ?? []);
	return {
		resources: [...written.resources].map(([address, block]) => ({
			address,
			mode: block.type === 'data' ? 'data' : 'managed',
			type: block.labels[0] ?? '',
			...repetitionOf(block),
			expressions: bodyOf(block),
		})),
		module_calls: Object.fromEntries(
			[...written.calls].map(([name, block]) => [
				name,
				{
					...repetitionOf(block),
					expressions: bodyOf(block),
					module: moduleOf(sources, key === '' ? name : `${key}.${name}`),
				},
			]),
		),
		outputs: Object.fromEntries(
			[...written.outputs].map(([name, block]) => [name, { expression: expressionOf(writtenValueOf(block)) }]),
		),
		variables: Object.fromEntries([...written.variables.keys()].map((name) => [name, {}])),
	};
}

const writtenValueOf = (block: WrittenBlock): WrittenExpression | undefined => block.attributes.get('value')?.written;

function repetitionOf({ attributes }: WrittenBlock): JsonObject {
	const [count, forEach] = ['count', 'for_each'].map((name) => attributes.get(name)?.written);
	return {
		...(count ? { count_expression: expressionOf(count) } : {}),
		...(forEach ? { for_each_expression: expressionOf(forEach) } : {}),
	};
}

function bodyOf(block: WrittenBlock): JsonObject {
	const body: { [name: string]: Json } = {};
	for (const [name, { written }] of block.attributes) {
		if (!metaArguments.includes(name)) body[name] = expressionOf(written);
	}
	for (const inner of block.blocks) {
		if (inner.type === 'dynamic') continue;
		const name = nestedType(inner);
		body[name] = [...((body[name] as Json[] | undefined) ?? []), bodyOf(inner)];
	}
	return body;
}

function expressionOf(written: WrittenExpression | undefined): Json {
	if (written === undefined) return {};
	const references = [...referencesOf(written)];
	if (references.length > 0) return { references };
	return written.kind === 'literal' && typeof written.value !== 'object' ? { constant_value: written.value } : {};
}
