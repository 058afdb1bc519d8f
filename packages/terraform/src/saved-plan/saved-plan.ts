import type { PlanReading } from '@sg-preflight/operations';
import { type Engines, noEngines } from '../language/evaluation/engines.js';
import { parseSources } from '../sources/parser.js';
import type { Sources } from '../sources/sources.js';
import { EvaluatedSources } from '../tracing/written/evaluated-sources.js';
import { type PlanFacts, type PlanSections, sectionsOf } from './archive/plan-facts.js';
import { modulesOfSavedPlan, type PlanFileModules } from './archive/plan-file-modules.js';
import { ZipArchive } from './archive/zip-archive.js';
import { readSavedPlan } from './read-saved-plan.js';
import { configurationOfSources } from './source-configuration.js';
import { UnknownPlan } from './unknown-plan.js';

/** The sources in a saved plan, parsed. */
export interface PlanSources {
	/** The modules whose files are all here. */
	readonly sources: Sources;
	/** Why files were left out, one sentence each. */
	readonly omitted: readonly string[];
}

/** A saved binary plan of Terraform or OpenTofu. Nothing in it is run. */
export class SavedPlan {
	readonly #archive: ZipArchive;
	/** Cached even when it fails, because a plan is unpacked once. */
	#sections: PlanSections | UnknownPlan | undefined;
	#found: PlanFileModules | undefined;
	#sources: PlanSources | undefined;

	/**
	 * @param name as the user gave it, for messages
	 * @throws {UserError} when the bytes are not an archive as Terraform writes it
	 */
	constructor(name: string, bytes: Uint8Array) {
		this.#archive = new ZipArchive(name, bytes);
	}

	/**
	 * Returns the tool and the provider that made it; null when its plan is not a protobuf message.
	 * @throws {UserError} when a section is damaged
	 */
	facts(): PlanFacts | null {
		try {
			return this.#read().facts;
		} catch (error) {
			if (error instanceof UnknownPlan) return null;
			throw error;
		}
	}

	/**
	 * Returns the sources in it, parsed at the first call.
	 * @throws {UserError} when a file is damaged
	 */
	sources(): PlanSources {
		if (this.#sources === undefined) {
			const { modules, omitted } = this.#modules();
			this.#sources = { sources: parseSources(modules, { problems: omitted }), omitted };
		}
		return this.#sources;
	}

	/**
	 * Reads the plan, see {@link readSavedPlan}.
	 * @param readFile returns the text of a file that an expression reads, which a saved plan does not carry
	 * @throws {UserError} when it is damaged
	 * @throws {UnknownPlan} when the reader does not support something in it; getters of the reading throw it too
	 */
	read(engines: Engines = noEngines, readFile: Sources['readFile'] = () => null): PlanReading {
		return readSavedPlan(this.#archive, this.#read(), {
			configuration: () => {
				const { sources, omitted } = this.sources();
				if (omitted.length > 0) throw new UnknownPlan(`${omitted.join('; ')}, so it was not read`);
				return configurationOfSources(sources, this.facts()?.tool ?? null);
			},
			sourced: (document) => new EvaluatedSources(document, { ...this.sources().sources, readFile }, engines),
			hasProvisioners: () =>
				this.#modules().modules.some(({ files }) => files.some(({ text }) => text.includes('provisioner'))),
		});
	}

	#modules(): PlanFileModules {
		this.#found ??= modulesOfSavedPlan(this.#archive);
		return this.#found;
	}

	#read(): PlanSections {
		try {
			this.#sections ??= sectionsOf(this.#archive);
		} catch (error) {
			if (!(error instanceof UnknownPlan)) throw error;
			this.#sections = error;
		}
		if (this.#sections instanceof UnknownPlan) throw this.#sections;
		return this.#sections;
	}
}
