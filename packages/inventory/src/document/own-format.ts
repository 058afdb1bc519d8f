import { UserError } from '@sg-preflight/documents';
import { checkDocument } from '@sg-preflight/documents/validate';
import { type PlacedDocument, readYaml } from '@sg-preflight/documents/yaml';
import { z } from 'zod';
import { type InventoryPart, readManaged, readServiceId, withExactServiceIds } from './inventory-part.js';

const text = z.string().min(1);

/** The project's own form: YAML, or the same in JSON. */
const inventoryForm = z.strictObject({
	schemaVersion: z.literal(1),
	account: text.nullish(),
	regions: z.array(text).nullish(),
	/** ISO 8601, UTC. */
	time: z.iso.datetime({ offset: true }).nullish(),
	toolVersion: text.nullish(),
	counts: z.strictObject({ groups: z.number(), managed: z.number() }).nullish(),
	incomplete: z.array(text).nullish(),
	groups: z.array(
		z.strictObject({
			id: text,
			name: z.string().nullish(),
			region: text.nullish(),
			vpc: text.nullish(),
			managed: z.union([z.boolean(), z.string()]).nullish(),
			serviceId: z.union([z.number(), z.string()]).nullish(),
			product: text.nullish(),
			tags: z.record(z.string(), z.string()).nullish(),
		}),
	),
});

/** @throws {UserError} when the document does not have the project's form */
export function readInventoryForm(document: PlacedDocument, name: string): InventoryPart {
	const form = checkDocument(document, inventoryForm);
	const groups = form.groups.map((group, index) => ({
		id: group.id,
		name: group.name || null,
		managed: readManaged(group.managed, document.placeOf(['groups', index, 'managed'])),
		serviceId: readServiceId(group.serviceId, document.placeOf(['groups', index, 'serviceId'])),
		region: group.region ?? null,
		vpc: group.vpc ?? null,
		...(group.product ? { product: group.product } : {}),
		...(group.tags ? { tags: group.tags } : {}),
		where: document.placeOf(['groups', index]),
	}));
	if (form.counts && form.counts.groups !== groups.length) {
		throw new UserError(
			`${document.placeOf(['counts'])}: it counts ${form.counts.groups} groups and ${groups.length} follow: the file was cut off or edited. Pull it again, or correct the count.`,
		);
	}
	return {
		groups,
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
 * Reads the form as it is written, without taking each group through the YAML parser: 50,000 groups take that four
 * seconds and half a gigabyte. Undefined if a line is written in another way: the text may be any YAML.
 */
export function readInventoryLines(text: string, name: string): PlacedDocument | undefined {
	const [head, list, ...more] = text.split(/^groups:\r?\n/m);
	if (head === undefined || list === undefined || more.length > 0) return undefined;
	const groups: unknown[] = [];
	for (const line of list.trimEnd().split(/\r?\n/)) {
		if (!line.startsWith('  - {')) return undefined;
		try {
			groups.push(JSON.parse(withExactServiceIds(line.slice('  - '.length))));
		} catch {
			return undefined;
		}
	}
	const document = readYaml(head, name);
	if (typeof document.value !== 'object' || document.value === null || 'groups' in document.value) return undefined;
	const first = head.split('\n').length + 1;
	return {
		value: { ...document.value, groups },
		placeOf: (path, key) =>
			path[0] === 'groups' && path.length > 1 ? `${name}:${first + Number(path[1])}:5` : document.placeOf(path, key),
	};
}
