import type { Origin } from '@sg-preflight/operations';
import { unknown } from '../../../language/values/scalars.js';
import type { UnknownReason, Value } from '../../../language/values/value.js';

/** The meanings of the keys of symbols and unknown values. */
export class Symbols {
	readonly #origins = new Map<string, Origin>();
	readonly #stale = new Map<string, string>();

	/** Returns the id of an object that this plan creates. It differs from every id that is known now. */
	created(key: string, origin: Origin): Value {
		this.#origins.set(key, origin);
		return { kind: 'symbol', key, canBeNull: false, canBeEmpty: false, isFresh: true, isWord: true };
	}

	/** Returns an unknown value, which may be null. */
	open(key: string, origin: Origin): Value {
		this.#origins.set(key, origin);
		return unknown('any', [{ kind: 'reference', key }], true);
	}

	/** Returns an unknown value for sources that do not match the plan. */
	stale(problem: string): Value {
		const key = `stale ${problem}`;
		this.#stale.set(key, problem);
		return unknown('any', [{ kind: 'reference', key }], true);
	}

	/** Returns why the sources do not match the plan, if the reason is such a problem; else null. */
	problemOf(reason: UnknownReason): string | null {
		return reason.kind === 'reference' ? (this.#stale.get(reason.key) ?? null) : null;
	}

	originOf(key: string): Origin {
		return this.#origins.get(key) ?? { kind: 'untraced', reason: key };
	}
}
