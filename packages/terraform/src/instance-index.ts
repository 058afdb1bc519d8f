import { isInstanceOf, withoutKeys } from './address.js';
import type { Instance } from './configuration.js';
import { type Json, JsonPlace } from './json-place.js';
import type { JsonScanner, Range } from './json-scanner.js';

/**
 * What the document says of single resources and data sources, fetched when asked for: one more reading of the
 * sections that hold them, for all addresses that were asked since the last one.
 */
export class InstanceIndex {
	/** By address without keys; what was read, by absolute address. */
	readonly #read = new Map<string, Map<string, Instance>>();
	readonly #asked = new Set<string>();

	constructor(
		readonly scanner: JsonScanner,
		readonly sections: ReadonlyMap<string, Range>,
	) {}

	/** The instances at an address, none before the address was asked for and fetched. */
	at(address: string): readonly Instance[] {
		const key = withoutKeys(address);
		const instances = this.#read.get(key);
		if (instances === undefined) {
			this.#asked.add(key);
			return [];
		}
		const exact = instances.get(address);
		if (exact !== undefined) return [exact];
		return [...instances.values()].filter((instance) => isInstanceOf(instance.address, address));
	}

	/** Fetches what was asked for in vain; false where that is nothing. */
	fetch(): boolean {
		if (this.#asked.size === 0) return false;
		for (const key of this.#asked) this.#read.set(key, new Map());
		// A change says more than the state.
		if (this.#enter('resource_changes')) this.scanner.list((index) => this.#resource(`resource_changes[${index}]`));
		if (this.#enter('prior_state')) {
			this.scanner.object((key) => {
				if (key === 'values') this.#values();
			});
		}
		this.#asked.clear();
		return true;
	}

	#enter(section: string): boolean {
		const range = this.sections.get(section);
		if (range !== undefined) this.scanner.restart(range.start);
		return range !== undefined;
	}

	#values(): void {
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
		let address: Json = null;
		const passed = scanner.object(() => {
			address = scanner.value();
		}, ['address']);
		const range = passed ?? this.#place(place).refuse('an object');
		const absolute = this.#place(`${place}.address`, address).text();
		const key = withoutKeys(absolute);
		if (!this.#asked.has(key)) return;
		const instances = this.#read.get(key) as Map<string, Instance>;
		if (instances.has(absolute)) return;
		const at = this.#place(place, scanner.parse(range));
		if (at.get('deposed').string() !== null || at.get('deposed_key').string() !== null) return;
		const change = at.get('change');
		const values = at.get('values').value;
		instances.set(absolute, {
			address: absolute,
			mode: at.get('mode').string() ?? 'managed',
			type: at.get('type').text(),
			actions: change
				.get('actions')
				.elements()
				.map((action) => action.text()),
			before: change.value === null ? values : change.get('before').value,
			after: change.value === null ? values : change.get('after').value,
			afterUnknown: change.get('after_unknown').value ?? false,
			afterSensitive:
				(change.value === null ? at.get('sensitive_values') : change.get('after_sensitive')).value ?? false,
		});
	}
}
