import type {
	Policy,
	ReportViolation,
	ResourceValidationPolicy,
	StackValidationArgs,
	StackValidationPolicy,
} from '@pulumi/policy';
import type { JsonObject } from '@sg-preflight/documents';
import { problemOf } from '@sg-preflight/documents/system-error';
import { logLine } from '@sg-preflight/documents/visible';
import type { InventoryDocument } from '@sg-preflight/inventory';
import type { Finding } from '@sg-preflight/permissions';
import { parseStackState, type StackState, typeOf } from '@sg-preflight/pulumi';
import { checkSteps } from './check-steps.js';
import { previewSteps, updateStep } from './intended-steps.js';
import { configSchema, type PackConfig, parsePackConfig, type WrittenConfig } from './pack-config.js';
import { plannedResourceOf, type RegisteredResource, registeredResourceOf } from './registered-resource.js';

/** The pack's input beside the calls of its policies. */
export interface Surroundings {
	/** False in an update. Its own preview has judged it as a whole. */
	isPreview(): boolean;
	/** Whether the engine refreshes the state before this preview (`--refresh`, or the project's `options.refresh`). */
	isRefreshed(): boolean;
	/**
	 * Reads a file that the configuration names.
	 *
	 * @throws {UserError} when it cannot be read
	 */
	readFile(path: string): InventoryDocument;
	/** Runs `pulumi stack export` for the stack of a URN. Rejects with a UserError when it fails. */
	exportState(urn: string): Promise<string>;
	/** Returns the inputs of a resource with its secrets marked; undefined when it has none. */
	markedInputs(urn: string): JsonObject | undefined;
	/** YYYY-MM-DD. */
	today(): string;
}

/** The state before the update, or why there is none. */
type Before =
	| { readonly state: StackState; readonly missing?: never; readonly isWanted?: never }
	/** `isWanted`: the configuration did not turn the state off. */
	| { readonly state: null; readonly missing: string; readonly isWanted: boolean };

/** Configuration and state of one preview or update, read once at its first resource. */
interface Run {
	readonly config: Promise<PackConfig>;
	readonly before: Promise<Before>;
}

const docs = 'https://github.com/sg-preflight/sg-preflight/blob/main/docs';

/**
 * Creates the policies of the pack. The first has the configuration and stops refused operations. The second only
 * reports, because Pulumi has one enforcement level for each policy. Neither throws.
 */
export function policiesOf(surroundings: Surroundings): (ResourceValidationPolicy | StackValidationPolicy)[] {
	const registered = new Map<string, RegisteredResource>();
	let run: Run | undefined;
	let conclusion: ReturnType<typeof concludePreview> | undefined;

	const reportFinding = (finding: Finding, report: ReportViolation): void => {
		const { address, message, effect, remedy, docs: page, waiver } = finding;
		// Pulumi prints the name of a resource of the program itself, but does not know a deleted one.
		const named = address !== null && registered.has(address);
		const text = named && message.startsWith(`${address}: `) ? message.slice(address.length + 2) : message;
		const advice = waiver ? `Waived by ${waiver.owner}: ${waiver.reason}` : remedy;
		const lines = [text, effect, advice, `See ${page}`].filter((line) => line !== null);
		report(lines.map(logLine).join('\n'), named ? address : undefined);
	};

	const startRun = (written: WrittenConfig, urn: string): Run => {
		const config = parsePackConfig(written, surroundings.readFile);
		const before = stateBefore(written.state, urn, surroundings);
		// The callers that await them report the error; until then a rejection must not end the process.
		config.catch(() => {});
		return { config, before };
	};

	/** Whether the resource is imported: it is then in the state before policies see it, and nothing is created. */
	const isImported = async (urn: string, { state }: WrittenConfig): Promise<boolean> => {
		if (state !== undefined && state !== 'export') return false;
		return (await stateBefore(state, urn, surroundings)).state?.current.has(urn) ?? false;
	};

	/** Judges a preview as a whole, once for both policies. */
	const concludePreview = async ({ config, before }: Run, { resources }: StackValidationArgs) => {
		const { state, missing, isWanted } = await before;
		const planned = resources.map(plannedResourceOf);
		const { refreshes = surroundings.isRefreshed(), ...read } = await config;
		const { steps, untold } = previewSteps(planned, registered, state, refreshes);
		// A preview that was not judged must not look like one that is allowed.
		const undetermined = isWanted ? { ...read.undetermined, 'incomplete-plan': read.withoutState } : read.undetermined;
		const incomplete = missing === undefined ? untold : [missing, ...untold];
		const checked = await checkSteps(steps, incomplete, { ...read, undetermined }, surroundings.today());
		const isStopped = ({ rule, waiver }: Finding): boolean =>
			waiver === null && (rule === 'refused-operation' || undetermined[rule] === 'fail');
		return {
			stopped: checked.findings.filter(isStopped),
			reported: checked.findings.filter((finding) => !isStopped(finding)),
			notices: checked.notices,
		};
	};

	const refusing: ResourceValidationPolicy & StackValidationPolicy = {
		...texts.refusing,
		enforcementLevel: 'mandatory',
		configSchema,
		validateResource: guarded(async (args, report) => {
			run ??= startRun(args.getConfig(), args.urn);
			const resource = registeredResourceOf(args, surroundings.markedInputs(args.urn));
			registered.set(resource.urn, resource);
			if (surroundings.isPreview() || typeOf(resource.type) === undefined) return;
			// The operation can still be stopped here. The preview has reported everything else, and no inventory has the
			// ids that this update has created.
			const step = updateStep(resource, (await run.before).state);
			if (step === undefined) return;
			const { findings } = await checkSteps([step], [], await run.config, surroundings.today());
			const refused = findings.filter(({ verdict, waiver }) => verdict === 'refused' && waiver === null);
			if (refused.length === 0 || (step.op === 'create' && (await isImported(resource.urn, args.getConfig())))) return;
			for (const finding of refused) reportFinding(finding, report);
		}),
		validateStack: guarded(async (args, report) => {
			if (run === undefined || !surroundings.isPreview()) return;
			conclusion = concludePreview(run, args);
			for (const finding of (await conclusion).stopped) reportFinding(finding, report);
		}),
	};
	const reporting: StackValidationPolicy = {
		...texts.reporting,
		enforcementLevel: 'advisory',
		validateStack: async (_, report) => {
			try {
				if (conclusion === undefined) return;
				const { reported, notices } = await conclusion;
				for (const finding of reported) reportFinding(finding, report);
				for (const notice of notices) report(logLine(notice));
			} catch {
				// The first policy has reported the error.
			}
		},
	};
	return [refusing, reporting];
}

/** Reports an error of the pack as a violation, because a thrown error would end the engine or be lost. */
function guarded<Args>(
	validate: (args: Args, report: ReportViolation) => Promise<void>,
): (args: Args, report: ReportViolation) => Promise<void> {
	return async (args, report) => {
		try {
			await validate(args, report);
		} catch (error) {
			report(logLine(`sg-preflight could not check this: ${problemOf(error)}`));
		}
	};
}

async function stateBefore(source: unknown, urn: string, surroundings: Surroundings): Promise<Before> {
	const without = 'deletes were not judged, and every resource that changes counts as created';
	if (source === 'off') {
		return { state: null, missing: `The stack's state was not read (state: off): ${without}.`, isWanted: false };
	}
	try {
		const text =
			source === undefined || source === 'export'
				? await surroundings.exportState(urn)
				: surroundings.readFile(String(source)).text;
		return { state: parseStackState(text) };
	} catch (error) {
		const missing = `The stack's state could not be read (${problemOf(error)}): ${without}. Make the export work, give a file that holds the state (state), or accept this with undetermined: {"incomplete-plan": "warn"} or state: off.`;
		return { state: null, missing, isWanted: true };
	}
}

const texts = {
	refusing: {
		name: 'managed-security-groups',
		displayName: 'Operations on managed security groups',
		description:
			'An account may only read a security group that a cloud service manages. Alibaba Cloud refuses to change its rules, its members and its attributes, and to delete it.',
		severity: 'high',
		url: `${docs}/pulumi.md`,
		remediationSteps:
			'Use your own group, or remove the change of the managed group from the program (with retainOnDelete if the stack has the resource already).',
	},
	reporting: {
		name: 'undetermined-security-groups',
		displayName: 'Undetermined operations on security groups',
		description:
			'It is not known whether Alibaba Cloud will refuse the operation: the group is not in the inventory or known only after apply, the permission table does not cover the operation, or the preview is not complete.',
		severity: 'medium',
		url: `${docs}/pulumi.md`,
		remediationSteps:
			'Update the inventory (`sg-preflight inventory pull`), or set `undetermined` or `waivers` in the configuration of managed-security-groups.',
	},
} as const satisfies Record<
	string,
	Pick<Policy, 'name' | 'displayName' | 'description' | 'severity' | 'url' | 'remediationSteps'>
>;
