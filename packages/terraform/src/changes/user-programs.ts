import { isList, isObject, type Json } from '@sg-preflight/documents';
import { type Action, groupIdsIn, type Mask, maskAt, type UserProgram } from '@sg-preflight/operations';
import { Address } from '../address/address.js';
import type { ModuleConfiguration, ResourceConfiguration, TracedDocument } from '../plan/configuration.js';
import type { PlannedChange } from '../plan/planned-change.js';
import { productOf } from '../tracing/instance-origins.js';
import { knownIdsIn } from '../tracing/planned/evaluate-plan.js';

/** Returns the requests of a change whose type runs a template, a document or a request of the user. */
export function requestOf(change: PlannedChange): UserProgram[] {
	const { address, type, actions, before, after, beforeSensitive, afterSensitive } = change;
	return actions.map((action) => {
		const [values, mask] = action === 'delete' ? [before, beforeSensitive] : [after, afterSensitive];
		return {
			address,
			type,
			action,
			program: { product: productOf(type) ?? 'Alibaba Cloud', name: 'template or request' },
			groups: groupsIn(values, mask as Mask, ''),
		};
	});
}

/** Returns the groups in the texts of a value, each with its path. */
function groupsIn(value: Json, mask: Mask | undefined, path: string): UserProgram['groups'] {
	if (typeof value === 'string') {
		const sensitive = mask === true ? { sensitive: true as const } : {};
		return groupIdsIn(value).map((id) => ({ id, attribute: path, ...sensitive }));
	}
	if (isList(value)) {
		return value.flatMap((element, index) => groupsIn(element, maskAt(mask, index), `${path}[${index}]`));
	}
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([name, member]) =>
		groupsIn(member, maskAt(mask, name), path === '' ? name : `${path}.${name}`),
	);
}

/** Returns the provisioners of the resources that the plan creates or destroys. */
export function provisionersIn(document: TracedDocument): UserProgram[] {
	const { configuration } = document;
	return configuration === null ? [] : inModule(document, configuration.root, '');
}

function inModule(document: TracedDocument, module: ModuleConfiguration, prefix: string): UserProgram[] {
	return [
		...[...module.resources.values()]
			.filter(({ provisioners }) => provisioners.length > 0)
			.flatMap((resource) => ofResource(document, resource, prefix)),
		...[...module.calls].flatMap(([name, call]) => inModule(document, call.module, `${prefix}module.${name}.`)),
	];
}

function ofResource(document: TracedDocument, resource: ResourceConfiguration, prefix: string): UserProgram[] {
	const { provisioners, type } = resource;
	return document.instances(prefix + resource.address).flatMap(({ address, actions }) => {
		const action = (['create', 'delete'] as const satisfies readonly Action[]).find((one) => actions.includes(one));
		if (action === undefined) return [];
		const written = document.written?.provisionerTexts(address) ?? [];
		return provisioners.map((provisioner, index) => {
			const groups = Object.entries(provisioner.expressions).flatMap(([name, expression]) =>
				[...new Set([...textsIn(expression).flatMap(groupIdsIn), ...knownIdsIn(document, address, expression)])].map(
					(id) => ({ id, attribute: `provisioner.${provisioner.type}.${name}` }),
				),
			);
			const inSources = (written[index] ?? [])
				.flatMap(groupIdsIn)
				.filter((id) => !groups.some((group) => group.id === id))
				.map((id) => ({ id, attribute: `provisioner.${provisioner.type}` }));
			return {
				address: Address.parse(address).toString(),
				type,
				action,
				program: { product: 'Terraform', name: `${provisioner.type} provisioner` },
				groups: [...groups, ...inSources],
			};
		});
	});
}

/** Returns the texts in the constants of an expression. */
function textsIn(expression: Json): string[] {
	if (typeof expression === 'string') return [expression];
	if (isList(expression)) return expression.flatMap(textsIn);
	if (!isObject(expression)) return [];
	return Object.entries(expression).flatMap(([name, member]) => (name === 'references' ? [] : textsIn(member)));
}
