import { UserError } from '@sg-preflight/documents';
import { checkDocument } from '@sg-preflight/documents/validate';
import { type PlacedDocument, readYaml } from '@sg-preflight/documents/yaml';
import { z } from 'zod';
import type { InventoryGroup } from '../inventory.js';
import { type InventoryPart, readManaged, readServiceId, withExactServiceIds } from './inventory-part.js';

const text = z.string().min(1);

/** A group, or a network interface. */
const resource = z.strictObject({
	id: text,
	name: z.string().nullish(),
	region: text.nullish(),
	vpc: text.nullish(),
	managed: z.union([z.boolean(), z.string()]).nullish(),
	serviceId: z.union([z.number(), z.string()]).nullish(),
	product: text.nullish(),
	tags: z.record(z.string(), z.string()).nullish(),
});

/** The project's own form: YAML, or the same in JSON. */
const inventoryForm = z.strictObject({
	schemaVersion: z.literal(1),
	account: text.nullish(),
	regions: z.array(text).nullish(),
	/** ISO 8601, UTC. */
	time: z.iso.datetime({ offset: true }).nullish(),
	toolVersion: text.nullish(),
	counts: z.strictObject({ groups: z.number(), managed: z.number() }).nullish(),
	/** Network interfaces, only if they were asked for. */
	interfaces: z.array(resource).nullish(),
	incomplete: z.array(text).nullish(),
	groups: z.array(resource),
});

/** @throws {UserError} when the document does not have the project's form */
export function readInventoryForm(document: PlacedDocument, name: string): InventoryPart {
	const form = checkDocument(document, inventoryForm);
	const resources = (key: 'groups' | 'interfaces'): InventoryGroup[] =>
		(form[key] ?? []).map((one, index) => ({
			id: one.id,
			name: one.name || null,
			managed: readManaged(one.managed, document.placeOf([key, index, 'managed'])),
			serviceId: readServiceId(one.serviceId, document.placeOf([key, index, 'serviceId'])),
			region: one.region ?? null,
			vpc: one.vpc ?? null,
			...(one.product ? { product: one.product } : {}),
			...(one.tags ? { tags: one.tags } : {}),
			where: document.placeOf([key, index]),
		}));
	const groups = resources('groups');
	if (form.counts && form.counts.groups !== groups.length) {
		throw new UserError(
			`${document.placeOf(['counts'])}: it counts ${form.counts.groups} groups and ${groups.length} follow: the file was cut off or edited. Pull it again, or correct the count.`,
		);
	}
	return {
		groups,
		interfaces: resources('interfaces'),
		pages: [],
		scope: {
			source: name,
			account: form.account ?? null,
			regions: form.regions ?? null,
			time: form.time ?? null,
			toolVersion: form.toolVersion ?? null,
		},
		incomplete: (form.incomplete ?? []).map((sentence) => `${name}: ${sentence}`),
	};
}

/**
 * Reads the form that `formatInventory` writes without the YAML parser, which takes four seconds and half a gigabyte for
 * 50,000 groups. Undefined if a line has another form, because the text may be any YAML.
 */
export function readInventoryLines(text: string, name: string): PlacedDocument | undefined {
	const [before, list, ...more] = text.split(/^groups:\r?\n/m);
	if (before === undefined || list === undefined || more.length > 0) return undefined;
	const groups = linesOf(list);
	const [head, interfaceList, ...others] = before.split(/^interfaces:\r?\n/m);
	const interfaces = interfaceList === undefined ? [] : linesOf(interfaceList);
	if (head === undefined || groups === undefined || interfaces === undefined || others.length > 0) return undefined;
	const document = readYaml(head, name);
	if (typeof document.value !== 'object' || document.value === null || 'groups' in document.value) return undefined;
	const first = { interfaces: head.split('\n').length + 1, groups: before.split('\n').length + 1 };
	return {
		value: { ...document.value, ...(interfaces.length > 0 ? { interfaces } : {}), groups },
		placeOf: (path, key) =>
			(path[0] === 'groups' || path[0] === 'interfaces') && path.length > 1
				? `${name}:${first[path[0]] + Number(path[1])}:5`
				: document.placeOf(path, key),
	};
}

/** Returns the values of a list whose lines are all JSON; undefined if one is not. */
function linesOf(list: string): unknown[] | undefined {
	const values: unknown[] = [];
	for (const line of list.trimEnd().split(/\r?\n/)) {
		if (!line.startsWith('  - {')) return undefined;
		try {
			values.push(JSON.parse(withExactServiceIds(line.slice('  - '.length))));
		} catch {
			return undefined;
		}
	}
	return values;
}
