import type { Json } from '@sg-preflight/documents';
import { withoutKeys } from '../address/address.js';
import { AddressTree } from '../address/address-tree.js';
import { JsonPlace } from '../json-scanner/json-place.js';
import type { ByteRange, JsonScanner } from '../json-scanner/json-scanner.js';
import type { Instance } from '../plan/configuration.js';
import { InstanceValues } from '../plan/instance-values.js';

const addressKey = ['address'];

/**
 * The document's instances of resources and data sources, fetched on demand. One more reading of their sections serves all
 * addresses that were requested since the last reading.
 */
export class InstanceIndex {
	/** Addresses without keys, all of whose instances were read. */
	readonly #read = new Set<string>();
	readonly #instances = new AddressTree<Instance>();
	readonly #asked = new Set<string>();
	readonly #values = new InstanceValues();

	constructor(
		readonly scanner: JsonScanner,
		readonly sections: ReadonlyMap<string, ByteRange>,
	) {}

	/** Returns the instances at an address; none before the address was requested and fetched. */
	at(address: string): readonly Instance[] {
		const key = withoutKeys(address);
		if (this.#read.has(key)) return this.#instances.at(address);
		this.#asked.add(key);
		return [];
	}

	/** Fetches the requested addresses that were not read yet; false if there are none. */
	fetch(): boolean {
		if (this.#asked.size === 0) return false;
		// A change takes precedence over the state.
		if (this.#enter('resource_changes')) this.scanner.list((index) => this.#resource(`resource_changes[${index}]`));
		if (this.#enter('prior_state')) {
			this.scanner.object((key) => {
				if (key === 'values') this.#state();
			});
		}
		for (const key of this.#asked) this.#read.add(key);
		this.#asked.clear();
		return true;
	}

	#enter(section: string): boolean {
		const range = this.sections.get(section);
		if (range !== undefined) this.scanner.restart(range.start);
		return range !== undefined;
	}

	#state(): void {
		const { scanner } = this;
		const object = (path: string, member: (key: string) => void): void => {
			if (scanner.object(member) === null) this.#place(path).refuse('an object');
		};
		const list = (path: string, element: () => void): void => {
			if (scanner.list(element) === null) this.#place(path).refuse('a list');
		};
		const module = (key: string): void => {
			if (key === 'resources') list('prior_state: resources', () => this.#resource('prior_state: resources[]'));
			else if (key === 'child_modules') {
				list('prior_state: child_modules', () => object('prior_state: child_modules[]', module));
			}
		};
		object('prior_state.values', (key) => {
			if (key === 'root_module') object('prior_state.values.root_module', module);
		});
	}

	#place(path: string, value: Json = null): JsonPlace {
		return new JsonPlace(this.scanner.source.name, path, value);
	}

	#resource(place: string): void {
		const { scanner } = this;
		const found = scanner.members(addressKey) ?? this.#place(place).refuse('an object');
		const { range } = found;
		const absolute = this.#place(`${place}.address`, found.values[0]).text();
		const key = withoutKeys(absolute);
		if (!this.#asked.has(key)) return;
		if (this.#instances.has(absolute)) return;
		const at = this.#place(place, scanner.parse(range));
		if (at.get('deposed').string() !== null || at.get('deposed_key').string() !== null) return;
		const facts = {
			address: absolute,
			mode: at.get('mode').string() ?? 'managed',
			type: at.get('type').text(),
			actions: at
				.get('change')
				.get('actions')
				.elements()
				.map((action) => action.text()),
		};
		const read = () => valuesOf(this.#place(place, scanner.parse(range)));
		this.#instances.set(absolute, this.#values.instance(facts, range.end - range.start, read));
	}
}

/** @param at a resource in a state, or an element of resource_changes */
function valuesOf(at: JsonPlace): Pick<Instance, 'before' | 'after' | 'afterUnknown' | 'afterSensitive'> {
	const change = at.get('change');
	const inState = change.value === null;
	const state = at.get('values').value;
	return {
		before: inState ? state : change.get('before').value,
		after: inState ? state : change.get('after').value,
		afterUnknown: change.get('after_unknown').value ?? false,
		afterSensitive: (inState ? at.get('sensitive_values') : change.get('after_sensitive')).value ?? false,
	};
}
