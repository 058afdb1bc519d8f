import { isKey, stepsOf } from './address.js';

/** Values by instance address. In a lookup, a step without a key matches every key. */
export class AddressTree<T> {
	readonly #root = new Branch<T>();

	has(address: string): boolean {
		let branch: Branch<T> | undefined = this.#root;
		for (const step of stepsOf(address)) branch = branch?.below.get(step);
		return branch?.leaf !== undefined;
	}

	set(address: string, leaf: T): void {
		let branch = this.#root;
		for (const step of stepsOf(address)) {
			const below: Branch<T> = branch.below.get(step) ?? new Branch();
			branch.below.set(step, below);
			branch = below;
		}
		branch.leaf = leaf;
	}

	/** Takes time in proportion to the matches, not to the size of the tree. */
	at(address: string): T[] {
		const steps = stepsOf(address);
		const found: T[] = [];
		const search = (branch: Branch<T>, index: number): void => {
			const step = steps[index];
			if (step === undefined && branch.leaf !== undefined) found.push(branch.leaf);
			const next = step === undefined ? undefined : branch.below.get(step);
			if (next) search(next, index + 1);
			if (isKey(step)) return;
			for (const [key, keyed] of branch.below) if (isKey(key)) search(keyed, index);
		};
		search(this.#root, 0);
		return found;
	}
}

class Branch<T> {
	leaf: T | undefined;
	readonly below = new Map<string, Branch<T>>();
}
