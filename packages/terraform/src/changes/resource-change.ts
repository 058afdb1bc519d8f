import { isList, isObject } from '@sg-preflight/documents';
import {
	type Action,
	entryOf,
	type GroupValue,
	type Mask,
	type ResourceChange,
	type Value,
	valuesAt,
} from '@sg-preflight/operations';
import type { TracedDocument } from '../plan/configuration.js';
import { foldMasked } from '../plan/masked-value.js';
import type { KeptChange } from '../plan/planned-change.js';
import { type ProviderScope, scopeOf } from '../plan/provider-scope.js';
import { trace } from '../tracing/trace.js';

/** Merges `after_unknown` into `after` and attaches the origins. */
export function resourceChange(planned: KeptChange, document: TracedDocument): ResourceChange {
	return new TracedChange(planned, document, tracedValues(planned, document), groupsThrough(planned, document));
}

/** A class, because an object with getters of its own takes five times the memory, and a plan may have 100,000. */
class TracedChange implements ResourceChange {
	readonly #planned: KeptChange;
	readonly #document: TracedDocument;
	#scope: ProviderScope | undefined;
	readonly after: Value;
	declare readonly through?: NonNullable<ResourceChange['through']>;

	constructor(planned: KeptChange, document: TracedDocument, after: Value, through: ResourceChange['through']) {
		this.#planned = planned;
		this.#document = document;
		this.after = after;
		if (through) this.through = through;
	}

	get address(): string {
		return this.#planned.address;
	}

	get deposed(): string | null {
		return this.#planned.deposed;
	}

	get type(): string {
		return this.#planned.type;
	}

	get actions(): readonly Action[] {
		return this.#planned.actions;
	}

	get before(): Value {
		return this.#planned.before;
	}

	get beforeSensitive(): Mask {
		return this.#planned.beforeSensitive as Mask;
	}

	get afterSensitive(): Mask {
		return this.#planned.afterSensitive as Mask;
	}

	get region(): string | null {
		return this.#inScope().region;
	}

	get account(): string | null {
		return this.#inScope().account;
	}

	/** Computes the scope on demand, because a saved plan parses its sources for it. */
	#inScope(): ProviderScope {
		this.#scope ??= scopeOf(this.#document, this.#planned);
		return this.#scope;
	}
}

function tracedValues(of: Pick<KeptChange, 'address' | 'after' | 'afterUnknown'>, document: TracedDocument): Value {
	return foldMasked<Value>(of.after, of.afterUnknown, {
		unknown: (path) => {
			const [name] = path;
			// Terraform's own attribute: no configuration sets it.
			if (name === 'id') return null;
			const blocks = isObject(of.after) && typeof name === 'string' ? of.after[name] : undefined;
			return trace(document, of.address, path, isList(blocks) ? blocks.length : 0);
		},
		known: (value) => value,
		// A value in which nothing is unknown is not copied, because it would be in memory twice.
		list: (elements, list) =>
			elements.length === list?.length && elements.every((one, at) => one === list[at]) ? list : elements,
		object: (entries, object) =>
			object !== null && entries.every(([name, one]) => one === object[name]) ? object : Object.fromEntries(entries),
	});
}

/** Returns the groups of resources that attributes name, such as a launch template, if the type's entry asks for them. */
function groupsThrough(planned: KeptChange, document: TracedDocument): ResourceChange['through'] {
	const { address, type, actions } = planned;
	const calls = actions.flatMap((action) => entryOf(type)?.[action] ?? []);
	const through: { [attribute: string]: readonly GroupValue[] } = {};
	for (const { attribute, through: named } of calls.flatMap((call) => call.groups)) {
		if (named === undefined || !namesSomething(planned, attribute)) continue;
		const addresses = (trace(document, address, [attribute])?.origins ?? []).flatMap((origin) =>
			origin.kind === 'resource-attribute' ? [origin.address] : [],
		);
		const instances = [...new Set(addresses)].flatMap((address) => document.instances(address));
		through[attribute] = instances
			.filter((instance) => named.types.includes(instance.type))
			.flatMap((instance) => {
				const values = tracedValues(instance, document);
				return named.groups.flatMap((path) => valuesAt(values, instance.afterSensitive as Mask, path));
			});
	}
	return Object.keys(through).length > 0 ? through : undefined;
}

/** Whether a top-level attribute has a value before or after the change, or one known after apply. */
function namesSomething({ before, after, afterUnknown }: KeptChange, attribute: string): boolean {
	return [before, after, afterUnknown].some((state) => isObject(state) && (state[attribute] ?? '') !== '');
}
