import { type Engines, noEngines } from './engines.js';

/** Thrown inside the evaluator when the limit is reached; `evaluate` returns an unknown value instead. */
export class WorkLimit extends Error {
	constructor(readonly limit: 'work' | 'depth') {
		super(`the evaluation was given up: ${limit}`);
	}
}

/**
 * The limit on the work of evaluating a stranger's expressions. All scopes of a document share one, so that expressions that
 * refer to one another cannot multiply it.
 */
export class Work {
	#left: number;
	#depth = 0;
	readonly #deepest: number;
	readonly engines: Engines;

	/**
	 * @param limits.steps an expression, an element and 64 characters of text each take about one
	 * @param limits.engines from `loadEngines` of the same sources
	 */
	constructor(limits: { readonly steps?: number; readonly depth?: number; readonly engines?: Engines } = {}) {
		this.#left = limits.steps ?? 5_000_000;
		this.#deepest = limits.depth ?? 300;
		this.engines = limits.engines ?? noEngines;
	}

	/** @throws {WorkLimit} when nothing is left */
	spend(steps: number): void {
		this.#left -= steps;
		if (this.#left < 0) throw new WorkLimit('work');
	}

	/** @throws {WorkLimit} when calls are nested too deeply */
	deeper<T>(run: () => T): T {
		if (this.#depth >= this.#deepest) throw new WorkLimit('depth');
		this.#depth++;
		try {
			return run();
		} finally {
			this.#depth--;
		}
	}
}
