import type { Origin } from '@sg-preflight/operations';
import { unknown } from '../../language/construct.js';
import type { Reason, Value } from '../../language/value.js';

/** What the keys of symbols and of unknown values stand for. */
export class Symbols {
	readonly #origins = new Map<string, Origin>();
	readonly #stale = new Map<string, string>();

	/** The id of an object that this plan creates: it differs from every id that is known now. */
	created(key: string, origin: Origin): Value {
		this.#origins.set(key, origin);
		return { kind: 'symbol', key, canBeNull: false, canBeEmpty: false, isFresh: true, isWord: true };
	}

	/** Any value, null too. */
	open(key: string, origin: Origin): Value {
		this.#origins.set(key, origin);
		return unknown('any', [{ kind: 'reference', key }], true);
	}

	/** What cannot be told because the sources are not what was planned. */
	stale(problem: string): Value {
		const key = `stale ${problem}`;
		this.#stale.set(key, problem);
		return unknown('any', [{ kind: 'reference', key }], true);
	}

	/** Why a reason makes the sources unfit to tell; null if it does not. */
	problemOf(reason: Reason): string | null {
		return reason.kind === 'reference' ? (this.#stale.get(reason.key) ?? null) : null;
	}

	originOf(key: string): Origin {
		return this.#origins.get(key) ?? { kind: 'untraced', reason: key };
	}
}
