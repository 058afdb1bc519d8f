import { type JsonObject, UserError } from '@sg-preflight/documents';
import { compareTexts } from '@sg-preflight/documents/unicode';
import { anyVersion, isReviewed, type PlanReading, runsUserRequest } from '@sg-preflight/operations';
import { resourceChange } from '../changes/resource-change.js';
import { SortedChanges } from '../changes/sorted-changes.js';
import { provisionersIn } from '../changes/user-programs.js';
import { JsonPlace } from '../json-scanner/json-place.js';
import { resourceAt, type TerraformConfiguration, type TracedDocument } from '../plan/configuration.js';
import { dependenciesOf } from '../plan/dependencies.js';
import { AnnouncedChanges, type Announcement, erroredSentence, incompleteSentence } from '../plan/incomplete.js';
import type { PlannedChange } from '../plan/planned-change.js';
import { problemsOf, type SourcedTracing, withSources } from '../tracing/with-sources.js';
import { knownPlansOf, largestSections, type PlanSections } from './archive/plan-facts.js';
import type { ZipArchive } from './archive/zip-archive.js';
import { ChangeMessage } from './message/change-message.js';
import { PlannedValue } from './message/dynamic-value.js';
import { Message } from './message/message.js';
import type { KnownPlans } from './message/message-tables.js';
import { compareAddresses } from './message/resource-address.js';
import { PlannedInstances } from './planned-instances.js';
import { StateInstances } from './state-instances.js';
import { UnknownPlan } from './unknown-plan.js';

/**
 * Reads a saved plan without running a program. A value is decoded only when the change has an action and a mapped type.
 * Returns the same as {@link readPlan} for the plan's JSON.
 * @param written the sources in the plan; parsed when a value is traced, or a region or an order is requested, which may
 * be after the return
 * @throws {UserError} when the archive is damaged
 * @throws {UnknownPlan} when this reader does not support something in the plan; getters of the reading throw it too
 */
export function readSavedPlan(archive: ZipArchive, sections: PlanSections, written: WrittenPlan): PlanReading {
	return orUnknown(() => {
		const known = knownPlansOf(sections);
		return new SavedPlanReader(archive, known, Message.checked(sections.plan, known.plan), written).read(sections);
	});
}

/** The sources in a saved plan. */
export interface WrittenPlan {
	/** Makes the configuration; called once. */
	configuration(): TerraformConfiguration;
	readonly sourced: SourcedTracing;
	/** Whether the sources mention a provisioner. */
	hasProvisioners(): boolean;
}

/** Converts an unexpected error to UnknownPlan, so that the tool reads a plan that this reader cannot. */
function orUnknown<T>(read: () => T): T {
	try {
		return read();
	} catch (error) {
		if (error instanceof UserError || error instanceof UnknownPlan) throw error;
		throw new UnknownPlan(`something in it is not understood (${(error as Error).message})`);
	}
}

class SavedPlanReader {
	readonly #archive: ZipArchive;
	readonly #known: KnownPlans;
	readonly #plan: Message;
	readonly #incomplete: string[] = [];
	readonly #sorted = new SortedChanges();
	readonly #written: WrittenPlan;
	readonly #configuration: () => TerraformConfiguration;

	constructor(archive: ZipArchive, known: KnownPlans, plan: Message, written: WrittenPlan) {
		this.#written = written;
		this.#archive = archive;
		this.#known = known;
		this.#plan = plan;
		let configuration: TerraformConfiguration | undefined;
		this.#configuration = () => {
			configuration ??= orUnknown(() => this.#checked(written.configuration()));
			return configuration;
		};
	}

	read({ toolVersion }: PlanSections): PlanReading {
		this.#sort();
		this.#announce();
		const document = withSources(this.#document(), this.#written.sourced);
		const changes = this.#sorted.planned.map((planned) => resourceChange(planned, document));
		const provisioners = this.#sorted.coverage.changes > 0 && this.#written.hasProvisioners();
		const programs = [...this.#sorted.requests, ...(provisioners ? provisionersIn(document) : [])];
		return {
			kind: 'terraform-plan',
			formatVersion: null,
			...(toolVersion === '' ? {} : { toolVersion }),
			changes,
			...(programs.length > 0 ? { programs } : {}),
			...problemsOf(document),
			// The lock file in the plan is exact, so that the configuration is not parsed for its constraint.
			...this.#sorted.provider(anyVersion),
			coverage: this.#sorted.coverage,
			incomplete: this.#incomplete,
			dependencies: () => dependenciesOf(this.#configuration()),
		};
	}

	/** The changes with an action, in the order of plan JSON. */
	#sort(): void {
		const acting = this.#plan
			.messages(3)
			.map((message) => new ChangeMessage(message, this.#known))
			.filter(({ action }) => action.actions.length > 0)
			// A data source is deleted from the state alone.
			.filter(({ address }) => address.mode === 'managed')
			.sort(
				(one, other) =>
					compareAddresses(one.address, other.address) || compareTexts(one.deposed ?? '', other.deposed ?? ''),
			);
		for (const change of acting) {
			const { type } = change.address;
			if (isReviewed(type) && !runsUserRequest(type)) this.#sorted.addReviewed();
			else this.#sorted.add(this.#plannedChange(change));
		}
	}

	#plannedChange(change: ChangeMessage): PlannedChange {
		const { address, deposed } = change;
		const values = change.values();
		const { before, after } = values;
		for (const state of [before, after]) {
			if (typeof state === 'object' && !Array.isArray(state)) continue;
			throw new UnknownPlan(`the change of ${address.text} has a value that is not an object`);
		}
		const { actions } = change.action;
		if ((before === null) !== (actions.join() === 'create') || (after === null) !== (actions.join() === 'delete')) {
			// A resource that is forgotten and created again has two actions.
			const isExpected = before !== null && after !== null && change.action.values === 'both';
			if (!isExpected) throw new UnknownPlan(`the change of ${address.text} lacks a value`);
		}
		const place = new JsonPlace(this.#archive.name, address.text, null);
		return { address: address.text, deposed, type: address.type, actions, ...values, provider: change.provider, place };
	}

	#announce(): void {
		const announce = (key: Announcement, field: number, addressOf: (message: Message) => string): void => {
			const announced = new AnnouncedChanges(key);
			for (const message of this.#plan.messages(field)) {
				announced.addChange();
				announced.addAddress(addressOf(message));
			}
			if (announced.sentence !== null) this.#incomplete.push(announced.sentence);
		};
		const has = (field: number): boolean => this.#known.plan.fields.has(field);
		if (has(27)) {
			const deferred = new AnnouncedChanges('deferred_changes');
			const changes = this.#plan
				.messages(27)
				.map((message) => new ChangeMessage(message.message(2) ?? message, this.#known))
				.sort((one, other) => compareAddresses(one.address, other.address));
			for (const { address } of changes) {
				deferred.addChange();
				deferred.addAddress(address.text);
			}
			if (deferred.sentence !== null) this.#incomplete.push(deferred.sentence);
		}
		if (has(31)) announce('deferred_action_invocations', 31, (message) => message.message(2)?.text(1) ?? '');
		if (has(30)) announce('action_invocations', 30, (message) => message.text(1));
		if (this.#known.saysComplete && this.#plan.number(26) === 0) this.#incomplete.push(incompleteSentence);
		if (this.#plan.number(20) !== 0) this.#incomplete.push(erroredSentence);
	}

	#document(): TracedDocument {
		const plan = this.#plan;
		const known = this.#known;
		const isPartial = this.#incomplete.length > 0 || [5, 6].some((field) => plan.texts(field).length > 0);
		const instances = new PlannedInstances(
			() => plan.messages(3).map((message) => new ChangeMessage(message, known)),
			new StateInstances(this.#archive, largestSections - plan.bytes.length),
			isPartial,
		);
		const configuration = this.#configuration;
		let variables: JsonObject | undefined;
		return {
			get configuration() {
				return configuration();
			},
			get variables() {
				variables ??= variablesOf(plan, configuration());
				return variables;
			},
			instances: (address) => orUnknown(() => instances.at(address)),
		};
	}

	/** Checks that every object that exists after the apply has its block in the sources. */
	#checked(configuration: TerraformConfiguration): TerraformConfiguration {
		for (const { address, actions } of this.#sorted.planned) {
			if (actions.some((action) => action !== 'delete') && resourceAt(configuration, address) === null) {
				throw new UnknownPlan(`the sources in it do not have ${address}`);
			}
		}
		return configuration;
	}
}

/** Returns the given values of variables, and the defaults of the others, as plan JSON lists them. */
function variablesOf(plan: Message, { root }: TerraformConfiguration): JsonObject {
	const variables: { [name: string]: JsonObject[string] } = {};
	for (const [name, value] of root.variables) if (value !== null) variables[name] = value;
	for (const variable of plan.messages(2)) {
		const bytes = variable.message(2)?.bytesOf(1);
		if (!bytes) throw new UnknownPlan('a variable has no value');
		variables[variable.text(1)] = new PlannedValue(bytes).known;
	}
	return variables;
}
