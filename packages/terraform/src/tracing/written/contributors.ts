import { Address, withoutKeys } from '../../address/address.js';
import type { WrittenBlock } from '../../language/syntax/configuration-file.js';
import type { WrittenExpression } from '../../language/syntax/expression.js';
import { referencesOf } from '../../language/syntax/references.js';
import type { ShownValues } from '../../plan/configuration.js';
import type { WrittenModule } from '../../sources/written-module.js';
import type { ModuleScope } from './scopes/module-scope.js';

/** Returns a resource on which changes depend in the plan, and to which the sources do not refer; null if there is none. */
export function missingContributor(
	root: ModuleScope,
	{ contributors }: ShownValues,
	scopeOf: (root: ModuleScope, address: Address) => ModuleScope | null,
): string | null {
	const named = new Map<string, ReadonlySet<string>>();
	for (const contributor of new Set(contributors?.map(({ address }) => withoutKeys(address)))) {
		const { module, resource } = Address.parse(contributor);
		const scope = scopeOf(root, module);
		if (scope === null || scope.problem !== null || scope.written === null) continue;
		let references = named.get(scope.key);
		if (references === undefined) {
			references = referencesIn(scope.written);
			named.set(scope.key, references);
		}
		if (!references.has(resource)) return `the sources do not refer to ${contributor}`;
	}
	return null;
}

function referencesIn({ resources, calls, outputs, locals, providers, others }: WrittenModule): ReadonlySet<string> {
	const blocks = [...resources.values(), ...calls.values(), ...outputs.values(), ...providers.values(), ...others];
	const written = [...blocks.flatMap(expressionsIn), ...[...locals.values()].map((local) => local.written)];
	return new Set(written.flatMap(referencesOf));
}

function expressionsIn(block: WrittenBlock): readonly WrittenExpression[] {
	return [...[...block.attributes.values()].map(({ written }) => written), ...block.blocks.flatMap(expressionsIn)];
}

/** Arguments and blocks of a resource that are not attributes. */
const ofTerraform: ReadonlySet<string> = new Set([
	...['connection', 'depends_on', 'lifecycle', 'provider', 'provisioner'],
]);

/**
 * Returns a resource to which a block refers in the sources, also through local values, and on which no change depends in the
 * plan; null if there is none.
 */
export function unlistedReference(
	{ address, written }: ModuleScope,
	block: WrittenBlock,
	{ contributors }: ShownValues,
): string | null {
	if (contributors === null || written === null) return null;
	const listed = new Set(contributors.map((one) => withoutKeys(one.address)));
	const module = address.withoutKeys.toString();
	const attributes = [...block.attributes].filter(([name]) => !ofTerraform.has(name));
	const pending = [
		...attributes.map(([, attribute]) => attribute.written),
		...block.blocks.filter(({ type }) => !ofTerraform.has(type)).flatMap(expressionsIn),
	];
	const followed = new Set<string>();
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		for (const reference of referencesOf(next).map(withoutKeys)) {
			if (followed.has(reference)) continue;
			followed.add(reference);
			const local = /^local\.([^.]+)$/.exec(reference)?.[1];
			const attribute = local === undefined ? undefined : written.locals.get(local);
			if (attribute !== undefined) pending.push(attribute.written);
			if (!written.resources.has(reference)) continue;
			const resource = module === '' ? reference : `${module}.${reference}`;
			if (!listed.has(resource)) return `${resource} is not among what the plan depends on`;
		}
	}
	return null;
}
