import { type JsonObject, UserError } from '@sg-preflight/documents';
import {
	type Action,
	entryOf,
	type GroupValue,
	type PlanReading,
	type ResourceChange,
	speaksOfGroups,
	type UserProgram,
	valuesAt,
} from '@sg-preflight/operations';
import { isKnownToken, pulumiPath, toTerraform, typeOf } from '../names/translate.js';
import { documentOf, type PreviewDocument } from '../preview/document.js';
import { isResource, objectAt, type ResourceState } from '../preview/resource-state.js';
import { actionsOf, type PreviewStep } from '../preview/step.js';
import { type StateSource, updatePlanSteps } from '../state/update-plan.js';
import { changeOf, type ProviderFacts } from './change.js';
import { type Created, originsOf, tokenIn } from './trace.js';
import { programsOf } from './user-programs.js';

/**
 * Reads a preview: the document of `pulumi preview --json` or `pulumi destroy --preview-only --json`, the events of
 * PULUMI_ENABLE_STREAMING_JSON_PREVIEW, or an update plan of `pulumi preview --save-plan`. A document is held in memory
 * (Node.js reads at most 512 MiB of text as one); events are read line by line.
 *
 * @param source the text, or its bytes
 * @param name of the input, for messages
 * @param stateOf gets the state that an update plan was made from; without it an update plan is refused
 * @throws {UserError} when the source is not a preview, or broken
 */
export async function readPreview(
	source: string | AsyncIterable<Uint8Array | string>,
	name: string,
	stateOf: StateSource = () => Promise.reject(withoutState(name)),
): Promise<PlanReading> {
	return readingOf(
		await documentOf(source, name, async (plan) => ({
			...(await updatePlanSteps(plan, name, stateOf)),
			config: objectAt(plan, 'config') ?? {},
			failed: false,
		})),
	);
}

function withoutState(name: string): UserError {
	return new UserError(
		`${name}: this is an update plan of pulumi preview --save-plan, which does not have the values before the update. Give the stack's state with --pulumi-state FILE (pulumi stack export > FILE), or check the output of: pulumi preview --json > preview.json`,
	);
}

/** Converts the steps of a preview, or those that a policy pack derives, into resource changes. Pure. */
export function readingOf(document: PreviewDocument): PlanReading {
	const { steps } = document;
	const actions = actionsOf(document);
	const incomplete = [...document.incomplete];
	const planned = steps.flatMap((step) => {
		const intended = actions(step);
		if (intended === null) incomplete.push(`${step.urn}: a step of the unknown kind "${step.op}"`);
		const state = step.new ?? step.old;
		return intended && intended.length > 0 && state && isResource(state) ? [{ step, state, actions: intended }] : [];
	});
	const created = new Map<string, Created>();
	for (const { step, actions } of planned) {
		if (!step.new || !actions.includes('create')) continue;
		created.set(step.urn, { state: step.new, replaces: step.old?.id ?? null });
	}
	const states = new Map(steps.flatMap(({ urn, new: state }) => (state ? [[urn, state]] : [])));
	const factsOf = providerFacts(document);
	const changes: ResourceChange[] = [];
	const programs: UserProgram[] = [];
	const unmapped: { address: string; type: string }[] = [];
	let reviewed = 0;
	for (const { step, state, actions } of planned) {
		const token = state.type;
		const type = typeOf(token);
		if (type !== undefined) {
			const { new: next } = step;
			changes.push({
				...changeOf({
					address: step.urn,
					type,
					actions,
					old: step.old,
					inputs: next && (actions.includes('create') || actions.includes('update')) ? next.inputs : null,
					trace: (property) => originsOf(next ?? state, property, created),
					difference: step,
					provider: factsOf(state),
				}),
				...(next ? groupsThrough(type, actions, next, states, created) : {}),
				...(next ? locationOf(next) : {}),
			});
			continue;
		}
		const ofUser = programsOf(step, actions);
		programs.push(...ofUser);
		if (isKnownToken(token)) reviewed++;
		else if (ofUser.length === 0 && speaksOfGroups(token, valuesOf(step)))
			unmapped.push({ address: step.urn, type: token });
	}
	return {
		kind: 'pulumi-preview',
		formatVersion: null,
		changes,
		...(programs.length > 0 ? { programs } : {}),
		coverage: {
			changes: planned.length,
			mapped: changes.length,
			reviewed,
			unmapped,
			unrelated: planned.length - changes.length - reviewed - unmapped.length,
		},
		incomplete,
	};
}

/** Returns the groups of resources that inputs depend on, such as a launch template, if the type's entry needs them. */
function groupsThrough(
	type: string,
	actions: readonly Action[],
	{ propertyDependencies }: ResourceState,
	states: ReadonlyMap<string, ResourceState>,
	created: ReadonlyMap<string, Created>,
): Pick<ResourceChange, 'through'> {
	const through: { [attribute: string]: readonly GroupValue[] } = {};
	const calls = actions.flatMap((action) => entryOf(type)?.[action] ?? []);
	for (const { attribute, through: named } of calls.flatMap(({ groups }) => groups)) {
		if (named === undefined) continue;
		through[attribute] = (propertyDependencies?.[pulumiPath(type, attribute)] ?? []).flatMap((urn) => {
			const state = states.get(urn);
			const other = state && typeOf(state.type);
			if (!state || !other || !named.types.includes(other)) return [];
			const { values, sensitive } = toTerraform(other, state.inputs, (property) => originsOf(state, property, created));
			return named.groups.flatMap((path) => valuesAt(values, sensitive, path));
		});
	}
	return Object.keys(through).length > 0 ? { through } : {};
}

/** Returns the position in the program, if it is in a file of the project itself. */
function locationOf({ sourcePosition }: ResourceState): Pick<ResourceChange, 'location'> {
	const [, file, line, column] = /^project:\/\/\/(.+)#(\d+),(\d+)$/.exec(sourcePosition ?? '') ?? [];
	if (!file || /(^|\/)node_modules\//.test(file)) return {};
	return { location: { file, line: Number(line), column: Number(column) } };
}

/** The stack's configuration configures a default provider. Any other has its own inputs, if it is among the steps. */
function providerFacts({ config, steps }: PreviewDocument): (state: ResourceState) => ProviderFacts {
	const own = new Map<string, JsonObject>();
	for (const step of steps) {
		const state = step.new ?? step.old;
		if (state?.type === 'pulumi:providers:alicloud') own.set(step.urn, { ...state.outputs, ...state.inputs });
	}
	return ({ provider }) => {
		const urn = provider?.slice(0, provider.lastIndexOf('::')) ?? '';
		const isDefault = /::default(_[0-9_]+)?$/.test(urn) && tokenIn(urn) === 'pulumi:providers:alicloud';
		const read = (key: string): string | null => {
			const value = own.get(urn)?.[key] ?? (isDefault ? config[`alicloud:${key}`] : null);
			return typeof value === 'string' && /^[\w-]+$/.test(value) && !/^[0-9a-f]{8}-/.test(value) ? value : null;
		};
		return { region: read('region'), account: read('accountId') };
	};
}

function valuesOf({ old, new: next }: PreviewStep): unknown[] {
	return [old, next].flatMap((state) => (state === null ? [] : [state.inputs, state.outputs]));
}
