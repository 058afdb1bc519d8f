import type { Json } from '@sg-preflight/documents';
import { sensitiveAttributesOf } from '@sg-preflight/operations';
import { UnknownPlan } from '../unknown-plan.js';
import { everyElement, nonEmptySet, PlannedValue, type ValuePath } from './dynamic-value.js';
import type { Message } from './message.js';
import type { KnownPlans, PlannedAction } from './message-tables.js';
import { type ResourceAddress, resourceAddressOf } from './resource-address.js';

/** The values of a change in the forms of plan JSON. */
export interface ChangeValues {
	readonly before: Json;
	readonly after: Json;
	readonly afterUnknown: Json;
	readonly beforeSensitive: Json;
	readonly afterSensitive: Json;
}

const bothValues = 2;

/** One `ResourceInstanceChange`. Its address is parsed, and its values are decoded, when they are requested. */
export class ChangeMessage {
	readonly #change: Message;
	readonly #action: PlannedAction;
	#address: ResourceAddress | undefined;

	/** @throws {UnknownPlan} when the action or the number of values is not known */
	constructor(
		readonly message: Message,
		known: KnownPlans,
	) {
		const change = message.message(9);
		if (change === null || message.bytesOf(13) === null) throw new UnknownPlan('a change has no address or no values');
		const action = known.actions.get(change.number(1));
		if (action === undefined) throw new UnknownPlan(`a change has the unknown action ${change.number(1)}`);
		this.#change = change;
		this.#action = action;
	}

	get action(): PlannedAction {
		return this.#action;
	}

	get address(): ResourceAddress {
		this.#address ??= resourceAddressOf(this.message.text(13));
		return this.#address;
	}

	/** Key of a deposed object; null for the current one. */
	get deposed(): string | null {
		return this.message.text(7) || null;
	}

	/** The address of its provider's configuration, with module and alias. */
	get provider(): string {
		return this.message.text(8);
	}

	/** Names of the actions in plan JSON. */
	get actionNames(): readonly string[] {
		const { name, actions } = this.#action;
		return name === 'other' ? actions : [name];
	}

	/** Bytes of the message. */
	get size(): number {
		return this.message.bytes.length;
	}

	/** @throws {UnknownPlan} when a value is not one that go-cty writes */
	values(): ChangeValues {
		const { values } = this.#action;
		const parts = this.#change.messages(2).map((value) => value.bytesOf(1));
		const [first, second] = parts;
		if (!first || parts.length !== (values === 'both' ? bothValues : 1) || (values === 'both' && !second)) {
			throw new UnknownPlan(`the change of ${this.address.text} has another number of values than its action`);
		}
		const before = values === 'after' ? null : new PlannedValue(first);
		let after = values === 'same' ? before : null;
		if (values === 'after' || values === 'both') after = new PlannedValue(second ?? first);
		return {
			before: before?.known ?? null,
			after: after?.value ?? null,
			afterUnknown: after?.unknown ?? {},
			beforeSensitive: before?.mask(this.#sensitivePaths(3)) ?? false,
			afterSensitive: after?.mask(this.#sensitivePaths(4)) ?? false,
		};
	}

	/**
	 * Returns the paths in the message and those of the type's schema. Plan JSON adds the schema's when it is written, and a saved plan
	 * lacks them when the plan replaces a resource.
	 */
	#sensitivePaths(field: number): readonly ValuePath[] {
		return [...this.#change.messages(field).map(pathOf), ...sensitiveAttributesOf(this.address.type).map(schemaPathOf)];
	}
}

/** Parses `a[].b`. */
function schemaPathOf(path: string): ValuePath {
	const steps = path.match(/\[\]|\{\}|[^.[{]+/g) ?? [];
	return steps.map((step) => schemaSteps.get(step) ?? step);
}

const schemaSteps: ReadonlyMap<string, ValuePath[number]> = new Map<string, ValuePath[number]>([
	['[]', everyElement],
	['{}', nonEmptySet],
]);

/** @throws {UnknownPlan} when a step is neither a name nor a key */
function pathOf(message: Message): ValuePath {
	return message.messages(1).map((step) => {
		const key = step.message(2)?.bytesOf(1);
		if (!key) return step.text(1);
		const decoded = new PlannedValue(key).known;
		if (typeof decoded === 'string' || typeof decoded === 'number') return decoded;
		throw new UnknownPlan('a path has a step that is not a name');
	});
}
