import type { Work } from '../../../language/evaluation/work.js';
import type { ModuleConfiguration, TracedDocument } from '../../../plan/configuration.js';
import { staleness } from '../../../sources/compare-with-plan.js';
import type { Sources } from '../../../sources/sources.js';
import { filesOf, type WrittenModule, writtenModuleOf } from '../../../sources/written-module.js';

/** A written module, compared with the plan. */
export interface ComparedModule {
	readonly written: WrittenModule;
	readonly directory: string;
	/** Why its sources do not match the plan, or null. */
	readonly problem: string | null;
}

const unknownTool = 'there are .tofu files, and the plan does not tell whether OpenTofu made it';

interface ModuleSurroundings {
	readonly document: TracedDocument;
	readonly sources: Sources;
	readonly work: Work;
}

/** Returns the written module of a key, compared with the plan; null if the sources do not have it. */
export function comparedModule(
	{ document, sources, work }: ModuleSurroundings,
	key: string,
	planned: ModuleConfiguration,
): ComparedModule | null {
	const source = sources.modules.get(key);
	if (source === undefined) return null;
	const files = filesOf(source.files, document.configuration?.tool ?? null);
	const written = writtenModuleOf(files ?? []);
	const problem = files === null ? unknownTool : (written.problems[0] ?? staleness(planned, written, work));
	return { written, directory: source.directory, problem };
}
