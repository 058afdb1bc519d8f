import type { Inventory, InventoryGroup, InventoryScope } from '../inventory.js';

/**
 * Writes the project's own form: stable, sorted, one line for each group, so that a diff of two can be reviewed. The
 * lines are JSON, which is YAML too, and are read at JSON's speed.
 */
export function formatInventory({ groups, interfaces, scopes, incomplete }: Inventory): string {
	const listed = [...groups.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
	const scope = jointScope(scopes);
	const head = [
		'# Security groups and the services that own them, for sg-preflight. Written by `sg-preflight inventory pull`.',
		'schemaVersion: 1',
		`account: ${scalar(scope.account)}`,
		`regions: ${scope.regions === null ? 'null' : `[${scope.regions.map(scalar).join(', ')}]`}`,
		`time: ${scalar(scope.time)}`,
		`toolVersion: ${scalar(scope.toolVersion)}`,
		`counts: { groups: ${listed.length}, managed: ${listed.filter(({ managed }) => managed).length} }`,
		...(incomplete.length > 0 ? ['incomplete:', ...incomplete.map((sentence) => `  - ${scalar(sentence)}`)] : []),
	];
	const owned = [...(interfaces?.values() ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
	return [
		...head,
		...(owned.length > 0 ? ['interfaces:', ...resourceLines(owned)] : []),
		listed.length > 0 ? 'groups:' : 'groups: []',
		...resourceLines(listed),
		'',
	].join('\n');
}

/** Returns one line for each group or network interface, always in the same order. */
function resourceLines(resources: readonly InventoryGroup[]): string[] {
	return resources.map(({ id, name, region, vpc, managed, serviceId, product, tags }) => {
		const sorted = tags && Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1)));
		const facts = Object.entries({ id, name, region, vpc, managed, serviceId, product, tags: sorted });
		return `  - ${JSON.stringify(Object.fromEntries(facts.filter(([, fact]) => fact !== null && fact !== undefined)))}`;
	});
}

/** Merges the scopes of all sources. A fact that one of them does not have is null. */
function jointScope(scopes: readonly InventoryScope[]): Omit<InventoryScope, 'source'> {
	const one = <T>(values: readonly T[]): T | null => (new Set(values).size === 1 ? (values[0] ?? null) : null);
	const account = one(scopes.map((scope) => scope.account));
	const regions = scopes.map((scope) => scope.regions);
	const times = scopes.map(({ time }) => time);
	const joint = scopes.length <= 1 || account !== null;
	return {
		account,
		regions:
			joint && scopes.length > 0 && !regions.includes(null)
				? [...new Set((regions as string[][]).flat())].sort()
				: null,
		time: times.includes(null) ? null : ((times as string[]).sort()[0] ?? null),
		toolVersion: one(scopes.map(({ toolVersion }) => toolVersion)),
	};
}

/** Returns a YAML scalar: plain if it cannot be read as anything else, otherwise a JSON string, which is YAML too. */
function scalar(value: string | null): string {
	if (value === null) return 'null';
	return /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/i.test(value) ? value : JSON.stringify(value);
}
