import { isList, isObject, type Json } from '@sg-preflight/documents';
import { type Action, isReviewed, type PlanReading, runsUserRequest } from '@sg-preflight/operations';
import { resourceChange } from '../changes/resource-change.js';
import { SortedChanges } from '../changes/sorted-changes.js';
import { provisionersIn } from '../changes/user-programs.js';
import type { ByteSource } from '../json-scanner/byte-source.js';
import { JsonPlace } from '../json-scanner/json-place.js';
import type { ByteRange, JsonScanner } from '../json-scanner/json-scanner.js';
import { openScanner } from '../json-scanner/open-scanner.js';
import {
	allowedVersions,
	configurationOf,
	contributorsOf,
	type ShownValues,
	shownOutputsOf,
	type TerraformConfiguration,
	type TracedDocument,
} from '../plan/configuration.js';
import { dependenciesOf } from '../plan/dependencies.js';
import { AnnouncedChanges, type Announcement, erroredSentence, incompleteSentence } from '../plan/incomplete.js';
import { plannedChange } from '../plan/planned-change.js';
import { problemsOf, type SourcedTracing, withSources } from '../tracing/with-sources.js';
import { planKeys, refuseOtherContent, refuseOtherDocuments } from './document-kind.js';
import { InstanceIndex } from './instance-index.js';
import { resolveUntilStable } from './resolve-until-stable.js';

/** The API's actions for each action list of Terraform and OpenTofu; `forget` only drops the object from the state. */
const actionLists: ReadonlyMap<string, readonly Action[]> = new Map([
	['no-op', []],
	['read', []],
	['forget', []],
	['create', ['create']],
	['update', ['update']],
	['delete', ['delete']],
	['delete,create', ['delete', 'create']],
	['create,delete', ['create', 'delete']],
	['create,forget', ['create']],
	['forget,create', ['create']],
]);

const mutating: ReadonlySet<string> = new Set(['create', 'update', 'delete']);

/** Modes that only read: they call no mutating API. */
const readingModes: ReadonlySet<string> = new Set(['data', 'ephemeral']);

/** Keys that are read from every change. */
const changeKeys = ['type', 'mode', 'change', 'change.actions'];

/** Most bytes that are read from a document without a key of a plan. */
const unprovenLimit = 64 * 1024 * 1024;

/**
 * Reads a Terraform or OpenTofu plan document (`terraform show -json`): every byte once, and again only the parts that
 * unknown values refer to. Keeps only the changes of mapped types.
 * @param sourced creates the tracing by the sources of the plan
 * @throws {UserError} when the document is not such a plan, or cannot be understood to its end
 */
export function readPlan(source: ByteSource, sourced: SourcedTracing | null = null): PlanReading {
	return readScannedPlan(openScanner(source), sourced);
}

/** Reads a plan with the given scanner, see {@link readPlan}. */
export function readScannedPlan(scanner: JsonScanner, sourced: SourcedTracing | null): PlanReading {
	scanner.limit = unprovenLimit;
	refuseOtherContent(scanner);
	return new PlanReader(scanner, sourced).read();
}

class PlanReader {
	readonly #keys = new Set<string>();
	readonly #sections = new Map<string, ByteRange>();
	readonly #incomplete: string[] = [];
	readonly #sorted = new SortedChanges();
	#formatVersion: string | null = null;
	#toolVersion: string | null = null;
	/** Once for tracing and for the order of the changes, because it may be half of the document. */
	#parsedConfiguration: TerraformConfiguration | undefined;

	constructor(
		readonly scanner: JsonScanner,
		readonly sourced: SourcedTracing | null,
	) {}

	read(): PlanReading {
		const { scanner } = this;
		scanner.object((key) => {
			if (this.#keys.has(key)) this.#refuseSecond(key, 'the document');
			this.#keys.add(key);
			if (key === 'format_version' || planKeys.includes(key)) scanner.limit = Number.POSITIVE_INFINITY;
			this.#section(key);
		});
		refuseOtherDocuments(scanner, this.#keys, this.#formatVersion);
		scanner.finish();
		return {
			kind: 'terraform-plan',
			formatVersion: this.#formatVersion,
			...(this.#toolVersion === null ? {} : { toolVersion: this.#toolVersion }),
			...this.#read(),
			coverage: this.#sorted.coverage,
			incomplete: this.#incomplete,
			dependencies: () => dependenciesOf(this.#configuration()),
		};
	}

	#section(key: string): void {
		const { scanner } = this;
		switch (key) {
			case 'format_version':
				this.#formatVersion = this.#place(key, scanner.value()).text();
				break;
			case 'terraform_version':
				this.#toolVersion = this.#place(key, scanner.value()).string();
				break;
			case 'resource_changes':
				this.#sections.set(
					key,
					scanner.list((index) => this.#resourceChange(index)) ?? this.#place(key).refuse('a list'),
				);
				break;
			case 'errored':
				if (this.#place(key, scanner.value()).boolean()) {
					this.#incomplete.push(erroredSentence);
				}
				break;
			case 'complete':
				if (!this.#place(key, scanner.value()).boolean()) {
					this.#incomplete.push(incompleteSentence);
				}
				break;
			case 'deferred_changes':
				this.#announcements(key, 'resource_change');
				break;
			case 'action_invocations':
				this.#announcements(key, null);
				break;
			case 'deferred_action_invocations':
				this.#announcements(key, 'action_invocation');
				break;
			case 'configuration':
			case 'variables':
			case 'output_changes':
			case 'relevant_attributes':
			case 'prior_state':
				this.#sections.set(key, scanner.skip());
		}
	}

	/** Reads a list of changes outside resource_changes. `inside` is the key of the object that has the address. */
	#announcements(key: Announcement, inside: string | null): void {
		const { scanner } = this;
		const announced = new AnnouncedChanges(key);
		const isList = scanner.list((index) => {
			const place = `${key}[${index}]`;
			announced.addChange();
			const address = (name: string): void => {
				if (name === 'address') announced.addAddress(this.#place(`${place}.address`, scanner.value()).text());
			};
			const isObject = scanner.object((name) => {
				if (inside === null) address(name);
				else if (name === inside && !scanner.object(address)) this.#place(`${place}.${inside}`).refuse('an object');
			});
			if (!isObject) this.#place(place).refuse('an object');
		});
		if (!isList) this.#place(key).refuse('a list');
		if (announced.sentence !== null) this.#incomplete.push(announced.sentence);
	}

	#resourceChange(index: number): void {
		const { scanner } = this;
		const place = `resource_changes[${index}]`;
		const passed = scanner.members(changeKeys) ?? this.#place(place).refuse('an object');
		const [type, mode, change, list] = passed.values;
		if (passed.twice !== null) this.#refuseSecond(passed.twice, place);
		if (change !== undefined && !isObject(change)) this.#place(`${place}.change`).refuse('an object');
		// Most elements change nothing, so no object is created for them.
		if (mode === 'managed' && typeof type === 'string' && isNoOp(list)) return;
		const typeName = this.#place(`${place}.type`, type).text();
		const modeName = this.#place(`${place}.mode`, mode).string() ?? 'managed';
		const names = this.#place(`${place}.change.actions`, list)
			.list()
			.map((name) => name.text());
		if (readingModes.has(modeName)) return;
		const known = actionLists.get(names.join());
		const actions = known ?? (names.filter((name) => mutating.has(name)) as Action[]);
		const understood = modeName === 'managed' && known !== undefined;
		if (understood && actions.length === 0) return;
		if (understood && isReviewed(typeName) && !runsUserRequest(typeName)) {
			this.#sorted.addReviewed();
			return;
		}
		const planned = plannedChange(this.#place(place, scanner.parse(passed.range)), typeName, actions);
		const said = (name: string): string => JSON.stringify(name.slice(0, 80));
		if (modeName !== 'managed') this.#incomplete.push(`${planned.address}: its mode ${said(modeName)} is not known`);
		if (known === undefined) {
			this.#incomplete.push(`${planned.address}: its actions ${said(names.join(', '))} are not known`);
		}
		if (actions.length > 0) this.#sorted.add(planned);
	}

	/** Traces the unknown values of the kept changes, which may take more readings of the document. */
	#read(): Pick<PlanReading, 'changes' | 'programs' | 'provider' | 'sourceProblems'> {
		const { planned, requests, coverage } = this.#sorted;
		if (coverage.changes === 0) return { changes: [] };
		const instances = new InstanceIndex(this.scanner, this.#sections);
		const plan: TracedDocument = {
			configuration: this.#configuration(),
			variables: this.#variables(),
			instances: (address: string) => instances.at(address),
			shown: this.#shown(),
		};
		const provider = this.#sorted.provider(allowedVersions(plan.configuration));
		return resolveUntilStable(
			() => {
				// It caches answers, so each pass needs a new one.
				const document = withSources(plan, this.sourced);
				const changes = planned.map((one) => resourceChange(one, document));
				const programs = [...requests, ...provisionersIn(document)];
				return { changes, ...(programs.length > 0 ? { programs } : {}), ...problemsOf(document), ...provider };
			},
			() => instances.fetch(),
		);
	}

	/** Returns the configuration; null if the document has none. */
	#configuration(): TerraformConfiguration | null {
		const range = this.#sections.get('configuration');
		if (range === undefined) return null;
		this.#parsedConfiguration ??= configurationOf(this.scanner.parse(range), this.scanner.source.name);
		return this.#parsedConfiguration;
	}

	#variables(): { [name: string]: Json } {
		return Object.fromEntries(
			this.#place('variables', this.#parsed('variables'))
				.entries()
				.map(([name, variable]) => [name, variable.get('value').value]),
		);
	}

	/** Parses each part at the first access. */
	#shown(): ShownValues {
		// Terraform 1.2 and later leave out an empty list; a document that lacks other sections too may have been cut.
		const isEmpty = this.#keys.has('planned_values') && !/^(0\.|1\.0$)/.test(this.#formatVersion ?? '');
		const isListed = this.#sections.has('relevant_attributes') || isEmpty;
		const part = (key: string): JsonPlace => this.#place(key, this.#parsed(key));
		const outputs = lazy(() => shownOutputsOf(part('output_changes')));
		const contributors = lazy(() => contributorsOf(part('relevant_attributes')));
		return {
			get outputs() {
				return outputs();
			},
			get contributors() {
				return isListed ? contributors() : null;
			},
		};
	}

	#parsed(section: string): Json {
		const range = this.#sections.get(section);
		return range === undefined ? null : this.scanner.parse(range);
	}

	#place(path: string, value: Json | undefined = null): JsonPlace {
		return new JsonPlace(this.scanner.source.name, path, value);
	}

	#refuseSecond(key: string, place: string): never {
		this.scanner.refuse(`${place} has the key ${key} twice, and which one counts is not defined`);
	}
}

function lazy<T extends object>(compute: () => T): () => T {
	let answer: T | undefined;
	return () => {
		answer ??= compute();
		return answer;
	};
}

function isNoOp(actions: Json | undefined): boolean {
	return isList(actions) && actions.length === 1 && actions[0] === 'no-op';
}
