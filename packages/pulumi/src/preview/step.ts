import type { JsonObject } from '@sg-preflight/documents';
import type { Action } from '@sg-preflight/operations';
import { objectAt, type ResourceState, resourceStateOf, textAt, UnexpectedShape } from './resource-state.js';

/** One step of a preview: the change that the engine intends for one resource. */
export interface PreviewStep {
	readonly op: string;
	readonly urn: string;
	readonly old: ResourceState | null;
	readonly new: ResourceState | null;
	/** Top-level properties that differ, by Pulumi's names; null when the document does not have them. */
	readonly changed: ReadonlySet<string> | null;
	/** Kinds of the differences, by the path of the property: `securityGroups[1]` is `add`. */
	readonly differences: ReadonlyMap<string, string>;
	/** Whether the document has a `detailedDiff` of the step, be it empty. */
	readonly isDetailed?: boolean;
}

/** All steps of a document. */
export interface PreviewSteps {
	readonly steps: readonly PreviewStep[];
	/** The preview ended with an error, or is not whole. */
	readonly failed: boolean;
}

/**
 * Parses a step of `pulumi preview --json`, or with `event` the metadata of a `resourcePreEvent`.
 *
 * @throws {UnexpectedShape} when a part of it has an unexpected type
 */
export function stepOf(value: JsonObject, event: boolean): PreviewStep {
	const state = (key: string): ResourceState | null => {
		const found = objectAt(value, key);
		try {
			return found && resourceStateOf(found);
		} catch (error) {
			if (error instanceof UnexpectedShape) throw new UnexpectedShape(`${key}.${error.message}`);
			throw error;
		}
	};
	const op = textAt(value, 'op');
	const urn = textAt(value, 'urn');
	if (!op) throw new UnexpectedShape('op: missing');
	if (!urn) throw new UnexpectedShape('urn: missing');
	const detailed = objectAt(value, 'detailedDiff');
	const reasons = value[event ? 'diffs' : 'diffReasons'];
	const paths = detailed ? Object.keys(detailed) : [];
	const names = [...paths, ...(Array.isArray(reasons) ? reasons.filter((reason) => typeof reason === 'string') : [])];
	return {
		op,
		urn,
		old: state(event ? 'old' : 'oldState'),
		new: state(event ? 'new' : 'newState'),
		changed: names.length > 0 ? new Set(names.map((name) => topOf(name))) : null,
		differences: new Map(paths.map((path) => [path, String(objectAt(detailed as JsonObject, path)?.kind ?? '')])),
		isDetailed: detailed !== null,
	};
}

/** Returns the top-level property of a path: `tags` of `tags.a`, and `a.b` of `["a.b"]`. */
function topOf(path: string): string {
	const quoted = /^\["((?:[^"\\]|\\.)*)"\]/.exec(path);
	return quoted ? (quoted[1] as string) : (/^[^.[]*/.exec(path)?.[0] ?? path);
}

/** Steps that change nothing at the provider, and the parts of a `replace`, which counts as a whole. */
const silent: ReadonlySet<string> = new Set([
	'same',
	'read',
	'read-replacement',
	'refresh',
	'discard',
	'discard-replaced',
	'import',
	'import-replacement',
	'create-replacement',
	'remove-pending-replace',
	'diff',
	'extend-parameterize',
]);

/** Whether steps of this op change nothing by themselves. */
export function isSilent(op: string): boolean {
	return silent.has(op);
}

/**
 * Returns the actions of each step of a document, in the order of the calls; null for a step of an unknown kind.
 * Source: pulumi pkg/resource/deploy/{step,step_generator}.go, pkg/backend/display/json.go.
 */
export function actionsOf({ steps, failed }: PreviewSteps): (step: PreviewStep) => readonly Action[] | null {
	const ops = new Map<string, PreviewStep[]>();
	for (const step of steps) ops.set(step.urn, [...(ops.get(step.urn) ?? []), step]);
	const others = (step: PreviewStep): readonly PreviewStep[] => ops.get(step.urn) ?? [];
	const has = (step: PreviewStep, op: string): boolean => others(step).some((other) => other.op === op);
	const deletedUrns = new Set(
		steps.filter(({ op }) => ['delete', 'replace', 'delete-replaced'].includes(op)).map(({ urn }) => urn),
	);

	/** Whether the provider is asked to delete the old resource. */
	const isDeleted = ({ op, old }: PreviewStep): boolean =>
		old !== null &&
		!old.external &&
		!old.retainOnDelete &&
		!(old.protect && op === 'delete' && failed) &&
		!(old.deletedWith !== null && deletedUrns.has(old.deletedWith));

	return (step) => {
		const deletes: Action[] = isDeleted(step) ? ['delete'] : [];
		switch (step.op) {
			case 'create':
				return ['create'];
			case 'update':
				return ['update'];
			case 'delete':
				return deletes;
			case 'replace': {
				if (step.old?.protect && step.new?.protect && failed) return [];
				const taken = step.new?.external || has(step, 'import-replacement') || isImported(step);
				const creates: Action[] = taken ? [] : ['create'];
				const first = step.old?.pendingReplacement || isDeletedFirst(step, others(step));
				return first ? [...deletes, ...creates] : [...creates, ...deletes];
			}
			case 'delete-replaced':
				return others(step).some(({ op, old }) => op === 'replace' && old?.id === step.old?.id) ? [] : deletes;
			default:
				return silent.has(step.op) ? [] : null;
		}
	};
}

/** With --show-replacement-steps, and in streams, the delete comes before the replacement. */
function isDeletedFirst(step: PreviewStep, others: readonly PreviewStep[]): boolean {
	return others.slice(0, others.indexOf(step)).some(({ op }) => op === 'delete-replaced');
}

/** Whether an existing resource replaces the old one, or one that was only read, so that nothing is created. */
function isImported({ old, new: next }: PreviewStep): boolean {
	return next?.importId != null && old !== null && (old.external || next.importId !== (old.importId ?? old.id));
}
