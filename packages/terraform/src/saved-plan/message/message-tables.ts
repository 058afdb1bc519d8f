import type { Action } from '@sg-preflight/operations';

/** A field of a message. One that is not `isRepeated` may be there once. */
export interface Field {
	readonly kind: 'number' | 'text' | 'bytes' | MessageTable;
	readonly isRepeated: boolean;
	/** Of the fields of its message, one bit each. */
	readonly bit: number;
}

/** The supported fields of a message. Any other field makes the plan unsupported. */
export interface MessageTable {
	readonly name: string;
	readonly fields: ReadonlyMap<number, Field>;
}

type FieldKind = Field['kind'];

function table(name: string, fields: { readonly [number: number]: FieldKind | readonly [FieldKind] }): MessageTable {
	return {
		name,
		fields: new Map(
			Object.entries(fields).map(([number, field], index): [number, Field] => {
				const isRepeated = Array.isArray(field);
				return [Number(number), { kind: isRepeated ? field[0] : (field as FieldKind), isRepeated, bit: 1 << index }];
			}),
		),
	};
}

// Field numbers: hashicorp/terraform internal/plans/planproto/planfile.proto v1.8.5 to v1.15.9 (before 1.13 in other
// folders), opentofu/opentofu internal/plans/internal/planproto/planfile.proto v1.8.11 to v1.12.6. Both have these tables.

const dynamicValue = table('DynamicValue', { 1: 'bytes' });
const pathStep = table('Path.Step', { 1: 'text', 2: dynamicValue });
const path = table('Path', { 1: [pathStep] });
const deferred = table('Deferred', { 1: 'number' });
const backend = table('Backend', { 1: 'text', 2: dynamicValue, 3: 'text' });
const variable = table('variables', { 1: 'text', 2: dynamicValue });
const relevantAttribute = table('resource_attr', { 1: 'text', 2: path });
const objectResult = table('ObjectResult', { 1: 'text', 2: 'number', 3: ['text'] });
const checkResults = table('CheckResults', { 1: 'number', 2: 'text', 3: 'number', 4: [objectResult] });

function changeOf(importing: MessageTable) {
	return table('Change', {
		1: 'number',
		2: [dynamicValue],
		3: [path],
		4: [path],
		5: importing,
		6: 'text',
		7: dynamicValue,
		8: dynamicValue,
	});
}
function resourceChangeOf(change: MessageTable) {
	return table('ResourceInstanceChange', {
		7: 'text',
		8: 'text',
		9: change,
		10: 'bytes',
		11: [path],
		12: 'number',
		13: 'text',
		14: 'text',
	});
}
function outputChangeOf(change: MessageTable) {
	return table('OutputChange', { 1: 'text', 2: change, 3: 'number' });
}

function planOf(importing: MessageTable, more: (resourceChange: MessageTable) => Parameters<typeof table>[1]) {
	const change = changeOf(importing);
	const resourceChange = resourceChangeOf(change);
	return table('Plan', {
		1: 'number',
		2: [variable],
		3: [resourceChange],
		4: [outputChangeOf(change)],
		5: ['text'],
		13: backend,
		14: 'text',
		15: [relevantAttribute],
		16: ['text'],
		17: 'number',
		18: [resourceChange],
		19: [checkResults],
		20: 'number',
		21: 'text',
		...more(resourceChange),
	});
}

const provider = table('Provider', { 1: 'text', 2: 'text', 3: dynamicValue });
const stateStore = table('StateStore', { 1: 'text', 2: dynamicValue, 3: 'text', 4: provider });
const functionCall = table('FunctionCallHash', { 1: 'bytes', 2: 'bytes' });
const resourceTrigger = table('ResourceActionTrigger', { 1: 'text', 2: 'number', 3: 'number', 4: 'number' });
const invokeTrigger = table('InvokeActionTrigger', {});
const invocation = table('ActionInvocationInstance', {
	1: 'text',
	2: 'text',
	4: dynamicValue,
	5: [path],
	6: resourceTrigger,
	7: invokeTrigger,
});
const deferredInvocation = table('DeferredActionInvocation', { 1: deferred, 2: invocation });

/** The meaning of an action's number, and whether it has a value before and after. */
export interface PlannedAction {
	readonly name: 'no-op' | 'read' | 'forget' | 'other';
	/** The actions that call the API, in their order. */
	readonly actions: readonly Action[];
	/** Values of the change: `same` is one for both. */
	readonly values: 'same' | 'before' | 'after' | 'both';
}

const bothActions: readonly (readonly [number, PlannedAction])[] = [
	[0, { name: 'no-op', actions: [], values: 'same' }],
	[1, { name: 'other', actions: ['create'], values: 'after' }],
	[2, { name: 'read', actions: [], values: 'both' }],
	[3, { name: 'other', actions: ['update'], values: 'both' }],
	[5, { name: 'other', actions: ['delete'], values: 'before' }],
	[6, { name: 'other', actions: ['delete', 'create'], values: 'both' }],
	[7, { name: 'other', actions: ['create', 'delete'], values: 'both' }],
	[8, { name: 'forget', actions: [], values: 'before' }],
];

/** The supported plans of one tool. */
export interface KnownPlans {
	/** Name of the tool in messages. */
	readonly title: string;
	/** The first and the last minor version of 1.x whose plans were compared with their JSON. */
	readonly minors: readonly [first: number, last: number];
	readonly plan: MessageTable;
	readonly actions: ReadonlyMap<number, PlannedAction>;
	/** Whether a plan states that it is complete. */
	readonly saysComplete: boolean;
}

export const knownPlans: { readonly [tool in 'terraform' | 'opentofu']: KnownPlans } = {
	terraform: {
		title: 'Terraform',
		minors: [8, 15],
		plan: planOf(table('Importing', { 1: 'text', 2: 'number', 3: dynamicValue }), (resourceChange) => ({
			22: [functionCall],
			25: 'number',
			26: 'number',
			27: [table('DeferredResourceInstanceChange', { 1: deferred, 2: resourceChange })],
			28: ['text'],
			29: stateStore,
			30: [invocation],
			31: [deferredInvocation],
			32: ['text'],
		})),
		actions: new Map([...bothActions, [9, { name: 'other', actions: ['create'], values: 'both' }]]),
		saysComplete: true,
	},
	opentofu: {
		title: 'OpenTofu',
		minors: [8, 12],
		// Not in it: 500000000, the order of an experimental engine, and 9 of the actions, which OpenTofu 1.11 alone had.
		plan: planOf(table('Importing', { 1: 'text', 2: dynamicValue }), () => ({ 6: ['text'], 22: ['text'] })),
		actions: new Map([...bothActions, [10, { name: 'other', actions: ['create'], values: 'both' }]]),
		saysComplete: false,
	},
};
