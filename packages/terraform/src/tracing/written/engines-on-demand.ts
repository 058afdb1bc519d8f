import { type Engines, loadEngines, noEngines } from '../../language/evaluation/engines.js';

/** The libraries of functions, loaded when an evaluation needs one. */
export class EnginesOnDemand implements Engines {
	#loaded: Engines = noEngines;
	#isWanted = false;

	get yaml(): Engines['yaml'] {
		this.#isWanted = true;
		return this.#loaded.yaml;
	}

	get regular(): Engines['regular'] {
		this.#isWanted = true;
		return this.#loaded.regular;
	}

	/** Reads a document, and repeats it with the libraries if a function needed one. */
	async read<T>(read: (engines: Engines) => T): Promise<T> {
		const reading = read(this);
		if (!this.#isWanted || this.#loaded !== noEngines) return reading;
		this.#loaded = await loadEngines(['yamldecode', 'regex']);
		return read(this);
	}
}
