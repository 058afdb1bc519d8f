import { type PlanReading, withNamedVersion } from '@sg-preflight/operations';
import { type ByteSource, readPlan } from '@sg-preflight/terraform';
import type { PlanFacts, SavedPlan } from '@sg-preflight/terraform/saved-plan';
import type { PlanDocument } from '../input/plans/open-document.js';
import type { TerraformUse } from '../input/plans/terraform-use.js';
import { lockedVersion, type SourcesOnDemand } from '../input/sources/module-files.js';

export interface ReadOptions {
	/** File of the state that an update plan of Pulumi was made from; undefined to export it. */
	readonly pulumiState?: string | undefined;
	/** Whether Pulumi may be run to export it; undefined for yes. */
	readonly terraform?: Pick<TerraformUse, 'isAllowed'> | undefined;
	/** Version of the provider; undefined for the version in the plan or its sources. */
	readonly providerVersion?: string | undefined;
	/** Directory of the sources, whose lock file has the version; undefined for none. */
	readonly source?: string | undefined;
}

/**
 * Reads a document with the reader of its kind.
 * @param sources the sources of the plan, which have facts that its JSON omits
 * @param options the user's options for the document
 * @throws {UserError} when it cannot be read
 */
export async function readDocument(
	document: PlanDocument,
	sources: SourcesOnDemand | null = null,
	options: ReadOptions = {},
): Promise<PlanReading> {
	const reading = await readAny(document, sources, options);
	return withNamedVersion(reading, {
		option: options.providerVersion,
		planLockFile: reading.savedPlan?.providerVersion,
		sourceLockFile: options.source === undefined ? null : await lockedVersion(options.source),
	});
}

async function readAny(
	{ source, content, savedPlan, readBy }: PlanDocument,
	sources: SourcesOnDemand | null,
	{ pulumiState, terraform }: ReadOptions,
): Promise<PlanReading> {
	if (content === 'pulumi-preview') {
		const { readPreview } = await import('@sg-preflight/pulumi');
		return readPreview(bytesOf(source), source.name, async (urn) => {
			const { readPulumiState } = await import('../input/plans/pulumi-state.js');
			return readPulumiState(pulumiState, { urn, plan: source.name, mayRun: terraform?.isAllowed ?? true });
		});
	}
	if (content === 'saved-plan' && savedPlan !== null && readBy !== null) {
		const { EnginesOnDemand } = await import('@sg-preflight/terraform/tracing');
		const reading = await new EnginesOnDemand().read((engines) =>
			savedPlan.read(engines, (file) => sources?.().readFile(file) ?? null),
		);
		return { ...reading, savedPlan: { ...readBy, ...factsOf(savedPlan), omittedSources: [] } };
	}
	const reading = await readShown(source, sources);
	if (readBy === null) return reading;
	const omittedSources = savedPlan?.sources().omitted ?? [];
	return { ...reading, savedPlan: { ...readBy, ...factsOf(savedPlan), omittedSources } };
}

async function readShown(source: ByteSource, sources: SourcesOnDemand | null): Promise<PlanReading> {
	if (sources === null) return readPlan(source);
	const { EnginesOnDemand, EvaluatedSources } = await import('@sg-preflight/terraform/tracing');
	return new EnginesOnDemand().read((engines) =>
		readPlan(source, (document) => new EvaluatedSources(document, sources(), engines)),
	);
}

function factsOf(savedPlan: SavedPlan | null): PlanFacts {
	return savedPlan?.facts() ?? { tool: null, toolVersion: null, providerVersion: null };
}

async function* bytesOf(source: ByteSource): AsyncGenerator<Uint8Array> {
	for (let position = 0; ; ) {
		const chunk = new Uint8Array(64 * 1024);
		const length = source.read(chunk, position);
		if (length === 0) return;
		position += length;
		yield chunk.subarray(0, length);
	}
}
