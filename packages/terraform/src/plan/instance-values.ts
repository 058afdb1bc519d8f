import type { Instance } from './configuration.js';

/** Most bytes of cached values. A reference to a resource with thousands of instances must not fill the memory. */
const mostBytes = 4 * 1024 * 1024;

type Values = Pick<Instance, 'before' | 'after' | 'afterUnknown' | 'afterSensitive'>;

/** Makes instances whose values are read at the first access. */
export class InstanceValues {
	#bytes = 0;

	/**
	 * Adds the values to the other facts of an instance.
	 * @param size of the values in the document, in bytes
	 * @param read reads the values; called at each access if the cache is full
	 */
	instance(facts: Omit<Instance, keyof Values>, size: number, read: () => Values): Instance {
		const isCached = this.#bytes + size <= mostBytes;
		if (isCached) this.#bytes += size;
		let cached: Values | undefined;
		const values = (): Values => {
			const found = cached ?? read();
			if (isCached) cached = found;
			return found;
		};
		return {
			...facts,
			get before() {
				return values().before;
			},
			get after() {
				return values().after;
			},
			get afterUnknown() {
				return values().afterUnknown;
			},
			get afterSensitive() {
				return values().afterSensitive;
			},
		};
	}
}
