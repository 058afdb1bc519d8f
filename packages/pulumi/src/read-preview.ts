import type { PlanReading, ResourceChange } from '@sg-preflight/operations';
import { isKnownToken, typeOf } from './bridge.js';
import { changeOf, type ProviderFacts } from './change.js';
import { isJsonObject, type Json, type JsonObject } from './marked-value.js';
import { documentOf, type PreviewDocument } from './preview-document.js';
import { isResource, type ResourceState } from './resource-state.js';
import { actionsOf, type Step } from './step.js';
import { type Created, originsOf, tokenIn } from './trace.js';

/**
 * Reads what `pulumi preview --json` and `pulumi destroy --preview-only --json` print, as one document or as the
 * events of PULUMI_ENABLE_STREAMING_JSON_PREVIEW. A document is held in memory (Node.js ends at 512 MiB of text);
 * events are read line by line.
 *
 * @param source the text, or its bytes
 * @param name of the input, for messages
 * @throws UnreadablePlan
 */
export async function readPreview(
	source: string | AsyncIterable<Uint8Array | string>,
	name: string,
): Promise<PlanReading> {
	return readingOf(await documentOf(source, name));
}

/** What the steps of a preview, or of what a policy pack sees of one, do. Pure. */
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
	const factsOf = providerFacts(document);
	const changes: ResourceChange[] = [];
	const unmapped: { address: string; type: string }[] = [];
	let reviewed = 0;
	for (const { step, state, actions } of planned) {
		const token = state.type;
		const type = typeOf(token);
		if (type !== undefined) {
			const { new: next } = step;
			changes.push(
				changeOf({
					address: step.urn,
					type,
					actions,
					old: step.old,
					inputs: next && (actions.includes('create') || actions.includes('update')) ? next.inputs : null,
					trace: (property) => originsOf(next ?? state, property, created),
					difference: step,
					provider: factsOf(state),
				}),
			);
		} else if (isKnownToken(token)) reviewed++;
		else if (speaksOfGroups(step)) unmapped.push({ address: step.urn, type: token });
	}
	return {
		kind: 'pulumi-preview',
		formatVersion: null,
		changes,
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

/** A default provider is configured by the stack's configuration, another by its own inputs where it is shown. */
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

const groupName = /security_?group/i;
const groupId = /^sg-[a-z0-9]/;

/** Whether the name or the value of a property speaks of a security group, as the Terraform reader asks it. */
function speaksOfGroups({ old, new: next }: Step): boolean {
	const speaks = (value: Json): boolean => {
		if (typeof value === 'string') return groupId.test(value) || groupName.test(value);
		if (Array.isArray(value)) return value.some(speaks);
		if (!isJsonObject(value)) return false;
		return Object.entries(value).some(([key, member]) => groupName.test(key) || speaks(member));
	};
	return [old, next].some((state) => state !== null && (speaks(state.inputs) || speaks(state.outputs)));
}
