import { withoutKeys } from '../address/address.js';
import { AddressTree } from '../address/address-tree.js';
import type { Instance } from '../plan/configuration.js';
import { InstanceValues } from '../plan/instance-values.js';
import type { ChangeMessage } from './message/change-message.js';
import { compareAddresses } from './message/resource-address.js';
import type { StateInstances } from './state-instances.js';

/** The instances of resources and data sources in a saved plan; a change takes precedence over the state. */
export class PlannedInstances {
	readonly #changes: () => readonly ChangeMessage[];
	readonly #state: StateInstances;
	readonly #isPartial: boolean;
	#byBlock: ReadonlyMap<string, readonly ChangeMessage[]> | undefined;
	readonly #read = new Map<string, AddressTree<Instance>>();
	readonly #values = new InstanceValues();

	/** @param isPartial whether the plan may leave out changes, so that an instance may be in the state alone */
	constructor(changes: () => readonly ChangeMessage[], state: StateInstances, isPartial: boolean) {
		this.#changes = changes;
		this.#state = state;
		this.#isPartial = isPartial;
	}

	/** Returns the instances at an address; a step without a key matches every key. */
	at(address: string): readonly Instance[] {
		const block = withoutKeys(address);
		let tree = this.#read.get(block);
		if (tree === undefined) {
			tree = this.#treeOf(block);
			this.#read.set(block, tree);
		}
		return tree.at(address);
	}

	#treeOf(block: string): AddressTree<Instance> {
		const tree = new AddressTree<Instance>();
		this.#byBlock ??= grouped(this.#changes());
		const changes = this.#byBlock.get(block) ?? [];
		for (const change of [...changes].sort((one, other) => compareAddresses(one.address, other.address))) {
			if (change.deposed === null && !tree.has(change.address.text)) {
				tree.set(change.address.text, this.#instanceOf(change));
			}
		}
		const isWhole = changes.length > 0 && changes[0]?.address.mode === 'managed' && !this.#isPartial;
		if (isWhole) return tree;
		for (const instance of this.#state.of(block)) {
			if (!tree.has(instance.address)) tree.set(instance.address, instance);
		}
		return tree;
	}

	#instanceOf(change: ChangeMessage): Instance {
		const { address, actionNames, size } = change;
		const facts = { address: address.text, mode: address.mode, type: address.type, actions: actionNames };
		return this.#values.instance(facts, size, () => change.values());
	}
}

function grouped(changes: readonly ChangeMessage[]): ReadonlyMap<string, readonly ChangeMessage[]> {
	const byBlock = new Map<string, ChangeMessage[]>();
	for (const change of changes) {
		const block = withoutKeys(change.address.text);
		const known = byBlock.get(block);
		if (known === undefined) byBlock.set(block, [change]);
		else known.push(change);
	}
	return byBlock;
}
