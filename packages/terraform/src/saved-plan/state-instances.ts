import type { Json } from '@sg-preflight/documents';
import { blockAddress, inModule, keyText, withoutKeys } from '../address/address.js';
import { sourceOf } from '../json-scanner/byte-source.js';
import { JsonPlace } from '../json-scanner/json-place.js';
import { openScanner } from '../json-scanner/open-scanner.js';
import type { Instance } from '../plan/configuration.js';
import type { ZipArchive } from './archive/zip-archive.js';
import { maskOfJson, type ValuePath } from './message/dynamic-value.js';
import { UnknownPlan } from './unknown-plan.js';

const resourceKeys = ['module', 'mode', 'type', 'name'];

/**
 * The objects of the state after the refresh, which plan JSON calls `prior_state`. The state is read at the first request,
 * and only the requested resources are parsed.
 */
export class StateInstances {
	#bytes: Uint8Array | undefined;

	/** @param limit in bytes */
	constructor(
		readonly archive: ZipArchive,
		readonly limit: number,
	) {}

	/**
	 * Returns the current objects of a resource block, by its address without keys.
	 * @throws {UnknownPlan} when the state is not one of version 4
	 */
	of(block: string): readonly Instance[] {
		const { archive } = this;
		if (!archive.entries.has('tfstate')) return [];
		this.#bytes ??= archive.read('tfstate', this.limit);
		const scanner = openScanner(sourceOf(archive.name, this.#bytes));
		const found: Instance[] = [];
		let version: Json = null;
		const isObject = scanner.object((key) => {
			if (key === 'version') version = scanner.value();
			if (key !== 'resources') return;
			const isList = scanner.list(() => {
				const passed = scanner.members(resourceKeys);
				if (passed === null) throw new UnknownPlan('its tfstate has a resource that is not an object');
				const [module, mode, type, name] = passed.values;
				const address = inModule(String(module ?? ''), blockAddress(String(mode), String(type), String(name)));
				if (withoutKeys(address) !== block) return;
				found.push(...instancesOf(new JsonPlace(archive.name, 'tfstate', scanner.parse(passed.range)), address));
			});
			if (!isList) throw new UnknownPlan('its tfstate has no list of resources');
		});
		if (!isObject || version !== 4) throw new UnknownPlan('its tfstate is not a state of version 4');
		return found;
	}
}

function instancesOf(at: JsonPlace, address: string): Instance[] {
	return at
		.get('instances')
		.elements()
		.filter((instance) => instance.get('deposed').string() === null)
		.map((instance) => {
			const key = instance.get('index_key').value;
			if (key !== null && typeof key !== 'string' && typeof key !== 'number') {
				throw new UnknownPlan(`its tfstate has a strange key of ${address}`);
			}
			const values = instance.get('attributes').object();
			const paths = instance
				.get('sensitive_attributes')
				.elements()
				.map((path): ValuePath => path.elements().map(stepOf));
			return {
				address: address + keyText(key ?? undefined),
				mode: at.get('mode').text(),
				type: at.get('type').text(),
				actions: [],
				before: values,
				after: values,
				afterUnknown: false,
				afterSensitive: maskOfJson(values, paths),
			};
		});
}

/** Parses a step of a path in a state: `{ type: get_attr, value: name }` or `{ type: index, value: { value, type } }`. */
function stepOf(at: JsonPlace): string | number {
	const value = at.get('value');
	const key = at.get('type').text() === 'index' ? value.get('value').value : value.value;
	if (typeof key === 'string' || typeof key === 'number') return key;
	throw new UnknownPlan('its tfstate has a path with a step that is not a name');
}
