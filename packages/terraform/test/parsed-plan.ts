import type { JsonObject } from '@sg-preflight/documents';
import {
	type Action,
	attributesOf,
	entryOf,
	isReviewed,
	type PlanReading,
	speaksOfGroups,
} from '@sg-preflight/operations';
import { resourceChange } from '../src/changes/resource-change.js';
import { JsonPlace } from '../src/json-scanner/json-place.js';
import { configurationOf } from '../src/plan/configuration.js';
import { pickAttributes, plannedChange } from '../src/plan/planned-change.js';

const meaning: { readonly [list: string]: readonly Action[] } = {
	'no-op': [],
	read: [],
	forget: [],
	create: ['create'],
	update: ['update'],
	delete: ['delete'],
	'delete,create': ['delete', 'create'],
	'create,delete': ['create', 'delete'],
	'create,forget': ['create'],
	'forget,create': ['create'],
};

/** The parts of a reading that are compared. Sentences are only counted. */
type Comparable = Pick<PlanReading, 'kind' | 'formatVersion' | 'changes' | 'coverage'> & {
	readonly incomplete: number;
};

export function comparable({ kind, formatVersion, changes, coverage, incomplete }: PlanReading): Comparable {
	return { kind, formatVersion, changes, coverage, incomplete: incomplete.length };
}

/**
 * A double of the reader: parses the whole document with JSON.parse and looks at each change once. It reads plans only, and
 * follows no reference.
 */
export function parsed(text: string): Comparable {
	const document = JSON.parse(text) as JsonObject;
	const coverage = {
		changes: 0,
		mapped: 0,
		reviewed: 0,
		unmapped: [] as PlanReading['coverage']['unmapped'][number][],
		unrelated: 0,
	};
	let incomplete = (document.errored === true ? 1 : 0) + (document.complete === false ? 1 : 0);
	for (const key of ['deferred_changes', 'action_invocations']) {
		if (new JsonPlace('', key, document[key] ?? null).elements().length > 0) incomplete++;
	}
	const configuration = document.configuration === undefined ? null : configurationOf(document.configuration, '');
	const untraced = { configuration, variables: {}, instances: () => [] };
	const changes = new JsonPlace('', 'resource_changes', document.resource_changes ?? null).elements().flatMap((at) => {
		const mode = at.get('mode').string() ?? 'managed';
		if (mode === 'data' || mode === 'ephemeral') return [];
		const names = at
			.get('change')
			.get('actions')
			.list()
			.map((name) => name.text());
		const known = Object.entries(meaning).find(([list]) => list === names.join())?.[1];
		if (mode !== 'managed') incomplete++;
		if (known === undefined) incomplete++;
		const actions = known ?? names.filter((name) => ['create', 'update', 'delete'].includes(name));
		if (actions.length === 0) return [];
		coverage.changes++;
		const type = at.get('type').text();
		const change = plannedChange(at, type, actions as readonly Action[]);
		const entry = entryOf(type);
		if (entry !== undefined) {
			coverage.mapped++;
			return [resourceChange(pickAttributes(change, attributesOf(entry)), untraced)];
		}
		if (isReviewed(type)) coverage.reviewed++;
		else if (speaksOfGroups(type, [change.before, change.after, change.afterUnknown]))
			coverage.unmapped.push({ address: change.address, type });
		else coverage.unrelated++;
		return [];
	});
	return { kind: 'terraform-plan', formatVersion: String(document.format_version), changes, coverage, incomplete };
}
