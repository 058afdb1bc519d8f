import type { Action, EcsOperation, UserProgram } from '@sg-preflight/operations';
import type { Finding, StoppedBy } from '../finding.js';
import { objectKey } from '../object-key.js';

/** Operations on the same resource that are called for certain before and behind another. */
export interface CallsAround {
	readonly before: readonly string[];
	readonly behind: readonly string[];
}

const alone: CallsAround = { before: [], behind: [] };

/** Values by the step of an apply: by object and action. */
class ByStep<T> {
	readonly #values: Readonly<Record<Action, Map<string, T>>> = {
		create: new Map(),
		update: new Map(),
		delete: new Map(),
	};

	of(action: Action): Map<string, T> {
		return this.#values[action];
	}
}

/** A finding about one operation. */
export type OperationFinding = Finding & { readonly address: string; readonly action: Action };

/** The order of the calls on one resource. Holds the resources that have several calls in one step. */
export class CallOrder {
	readonly #several = new ByStep<StepCalls>();
	/** Place and operation of the first call that the apply stops at. */
	readonly #stops = new ByStep<{ readonly place: number; readonly stop: StoppedBy }>();
	/** Steps that the user's programs belong to: their calls come later than the others. */
	readonly #ofPrograms = new ByStep<true>();
	/** The last calls, all of one step. */
	#run: EcsOperation[] = [];

	constructor(programs: readonly Pick<UserProgram, 'address' | 'action'>[] = []) {
		for (const { address, action } of programs) this.#ofPrograms.of(action).set(address, true);
	}

	/**
	 * Adds a call behind those that were added. The calls of a step come one after the other, those of programs behind
	 * all others.
	 */
	add(operation: EcsOperation): void {
		const [first] = this.#run;
		if (first && (first.action !== operation.action || objectKey(first) !== objectKey(operation))) this.#endRun();
		this.#run.push(operation);
	}

	#endRun(): void {
		const run = this.#run;
		const [first] = run;
		this.#run = [];
		if (first === undefined) return;
		const key = objectKey(first);
		const several = this.#several.of(first.action);
		if (run.length === 1 && !this.#ofPrograms.of(first.action).has(key)) return;
		const calls = several.get(key) ?? new StepCalls();
		for (const operation of run) calls.add(operation);
		several.set(key, calls);
	}

	/** Takes the refusals that the apply stops at, after all calls and before the questions below. */
	addStops(findings: readonly Finding[]): void {
		this.#endRun();
		for (const finding of findings) {
			if (!isOfOperation(finding) || finding.verdict !== 'refused' || finding.consequence === 'swallowed') continue;
			const { address, action, operation } = finding;
			const key = objectKey(finding);
			// One call comes before no other.
			if (!this.#several.of(action).has(key)) continue;
			const stops = this.#stops.of(action);
			const place = this.#placeOf(finding);
			const known = stops.get(key);
			if (known !== undefined && place >= known.place) continue;
			stops.set(key, { place, stop: { address, action, operation: operation ?? '' } });
		}
	}

	/** The refused call on the same resource that comes before the one of a finding. */
	stopBefore(finding: OperationFinding): StoppedBy | null {
		const stop = this.#stops.of(finding.action).get(objectKey(finding));
		return stop === undefined || stop.place >= this.#placeOf(finding) ? null : stop.stop;
	}

	/** The other calls on the same resource that are made for certain. */
	around(finding: OperationFinding): CallsAround {
		const calls = this.#several.of(finding.action).get(objectKey(finding));
		return calls === undefined ? alone : calls.around(finding.operation, this.#placeOf(finding));
	}

	#placeOf(finding: OperationFinding): number {
		const calls = this.#several.of(finding.action).get(objectKey(finding));
		return calls?.placeOf(finding.operation, finding.group?.id ?? null) ?? 0;
	}
}

export function isOfOperation(finding: Finding): finding is OperationFinding {
	return finding.address !== null && finding.action !== null;
}

interface Span {
	readonly first: number;
	readonly last: number;
}

/** The calls of one step. */
class StepCalls {
	/** First place by operation and group. */
	readonly #places = new Map<string, Map<string | null, number>>();
	/** First and last place of each operation that is called for certain. */
	readonly #spans = new Map<string, Span>();
	#count = 0;

	add({ operation, groups, certain }: EcsOperation): void {
		const place = this.#count++;
		let places = this.#places.get(operation);
		if (places === undefined) {
			places = new Map();
			this.#places.set(operation, places);
		}
		for (const { id } of groups) if (!places.has(id)) places.set(id, place);
		if (certain) this.#spans.set(operation, { first: this.#spans.get(operation)?.first ?? place, last: place });
	}

	placeOf(operation: string | null, group: string | null): number | undefined {
		return operation === null ? undefined : this.#places.get(operation)?.get(group);
	}

	around(own: string | null, place: number): CallsAround {
		const others = [...this.#spans].filter(([operation]) => operation !== own);
		return {
			before: others.flatMap(([operation, { first }]) => (first < place ? [operation] : [])),
			behind: others.flatMap(([operation, { last }]) => (last > place ? [operation] : [])),
		};
	}
}
