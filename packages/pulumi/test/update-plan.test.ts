import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import { operationsOfReading } from '@sg-preflight/operations';
import { readPreview } from '@sg-preflight/pulumi';
import test from 'ava';

/** Update plans of `pulumi preview --save-plan`: one of the real CLI, and small ones in its form. */

const fixtures = path.resolve(import.meta.dirname, '../../../../test/fixtures/pulumi-cases');
const realPlan = fs.readFileSync(path.join(fixtures, 'update-plan/plan.json'), 'utf8');

const group = 'alicloud:ecs/securityGroup:SecurityGroup';
const rule = 'alicloud:ecs/securityGroupRule:SecurityGroupRule';
const instance = 'alicloud:ecs/instance:Instance';
const urnOf = (type: string, name: string): string => `urn:pulumi:dev::proj::${type}::${name}`;

interface OldParts {
	readonly [key: string]: unknown;
}

function old(type: string, name: string, id: string, inputs: OldParts, more: OldParts = {}): OldParts {
	return { urn: urnOf(type, name), type, custom: true, id, inputs, outputs: { ...inputs, id }, ...more };
}

const stateOf = (...resources: readonly OldParts[]): string =>
	JSON.stringify({ version: 3, deployment: { manifest: {}, resources } });

/** Returns a rule's inputs, with the id that the provider makes of them. */
const ruleInputs = (securityGroupId: string, portRange = '22/22') => ({
	securityGroupId,
	type: 'ingress',
	ipProtocol: 'tcp',
	portRange,
	cidrIp: '10.0.0.0/8',
});

interface Planned {
	readonly steps: readonly string[];
	readonly goal?: OldParts;
}

async function calls(plan: string | { readonly [urn: string]: Planned }, state: string) {
	const text = typeof plan === 'string' ? plan : JSON.stringify({ manifest: {}, resourcePlans: plan });
	const reading = await readPreview(text, 'plan.json', async () => ({ name: 'state.json', text: state }));
	return {
		incomplete: reading.incomplete,
		calls: operationsOfReading(reading)
			.filter(({ groups, unproven }) => groups.length > 0 || unproven === undefined)
			.map(
				({ operation, certain, groups }) =>
					`${certain ? '' : 'perhaps '}${operation} ${groups.map(({ id, origin }) => id ?? origin?.kind).join(' ')}`,
			),
	};
}

test('a plan of the real CLI, with the state that it was made from, gives the calls of the update', async (t) => {
	const state = stateOf(
		old(group, 'g', 'sg-old', { securityGroupName: 'g', vpcId: 'vpc-a' }),
		old(rule, 'm', 'sg-managed1:ingress:tcp:22/22:<nil>:10.0.0.0/8:accept:1', ruleInputs('sg-managed1')),
		old(rule, 'r', 'sg-old:ingress:tcp:22/22:<nil>:10.0.0.0/8:accept:1', ruleInputs('sg-old')),
		old(instance, 'i', 'i-1', { imageId: 'image', instanceName: 'i', securityGroups: ['sg-own1'] }),
	);
	const { calls: made, incomplete } = await calls(realPlan, state);
	t.deepEqual(incomplete, []);
	t.deepEqual(made.sort(), [
		'AuthorizeSecurityGroup created-in-plan',
		'AuthorizeSecurityGroup sg-managed1',
		'DeleteSecurityGroup sg-old',
		'JoinSecurityGroup created-in-plan',
		'JoinSecurityGroup sg-managed1',
		'LeaveSecurityGroup sg-own1',
		'ModifyInstanceAttribute ',
		'RevokeSecurityGroup sg-managed1',
		'RevokeSecurityGroup sg-old',
	]);
});

const update = (name: string, inputDiff: OldParts, more: OldParts = {}): { readonly [urn: string]: Planned } => ({
	[urnOf(group, name)]: { steps: ['update'], goal: { type: group, custom: true, inputDiff, ...more } },
});
const described = old(group, 'g', 'sg-1', { securityGroupName: 'g', description: 'before' });

test('a deleted resource is deleted, and a retained one is not', async (t) => {
	const plan = { [urnOf(rule, 'a')]: { steps: ['delete'] }, [urnOf(rule, 'b')]: { steps: ['delete'] } };
	const state = stateOf(
		old(rule, 'a', 'sg-1:ingress', ruleInputs('sg-1')),
		old(rule, 'b', 'sg-2:ingress', ruleInputs('sg-2'), { retainOnDelete: true }),
	);
	t.deepEqual(await calls(plan, state), { incomplete: [], calls: ['RevokeSecurityGroup sg-1'] });
});

test('an interrupted update left a resource over, which is deleted too', async (t) => {
	const plan = {
		[urnOf(rule, 'a')]: {
			steps: ['create-replacement', 'replace', 'delete-replaced', 'delete-replaced'],
			goal: { type: rule, custom: true, inputDiff: { updates: { portRange: '80/80' } } },
		},
	};
	const state = stateOf(
		old(rule, 'a', 'sg-2:ingress', ruleInputs('sg-2')),
		old(rule, 'a', 'sg-1:ingress', ruleInputs('sg-1'), { delete: true }),
	);
	t.deepEqual((await calls(plan, state)).calls.sort(), [
		'AuthorizeSecurityGroup sg-2',
		'RevokeSecurityGroup sg-1',
		'RevokeSecurityGroup sg-2',
	]);
});

for (const [title, alias] of [
	['its URN', { URN: urnOf(group, 'g') }],
	['its name', { URN: '', Name: 'g', Type: '', Project: '', Stack: '', Parent: '', NoParent: false }],
	['its name and the stack', { Name: 'g', Parent: 'urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev' }],
] as const) {
	test(`a renamed resource is found in the state by an alias with ${title}`, async (t) => {
		const plan = update('renamed', { updates: { description: 'after' } }, { structuredAliases: [alias] });
		t.deepEqual(await calls(plan, stateOf(described)), {
			incomplete: [],
			calls: ['ModifySecurityGroupAttribute sg-1'],
		});
	});
}

for (const [title, plan, state, reason] of [
	[
		'has the value after already',
		update('g', { updates: { description: 'before' } }),
		stateOf(described),
		/is not the one that the plan was made from/,
	],
	[
		'has an input that the plan adds',
		update('g', { adds: { description: 'x' } }),
		stateOf(described),
		/is not the one that the plan was made from/,
	],
	[
		'does not have an input that the plan changes',
		update('g', { updates: { vpcId: 'x' } }),
		stateOf(described),
		/is not the one that the plan was made from/,
	],
	[
		'does not have the resource',
		update('other', { updates: { description: 'x' } }),
		stateOf(described),
		/does not have this resource/,
	],
] as const) {
	test(`a state that ${title} makes the plan incomplete`, async (t) => {
		const { incomplete, calls: made } = await calls(plan, state);
		t.deepEqual(made, []);
		t.is(incomplete.length, 1);
		t.regex(incomplete[0] as string, reason);
	});
}

test('an update without a changed input is a finding of a refresh, and makes the plan incomplete', async (t) => {
	const { incomplete } = await calls(update('g', {}), stateOf(described));
	t.regex(incomplete.join(), /the difference that a refresh found/);
});

for (const [title, plan, state, message] of [
	[
		'a state that is cut off',
		realPlan,
		'{"version":3',
		/^state\.json: it is not JSON, or cut off.*pulumi stack export/,
	],
	[
		'a state of another stack',
		realPlan,
		stateOf({ ...described, urn: `urn:pulumi:prod::proj::${group}::g` }),
		/^state\.json: this is the state of another stack \(urn:pulumi:prod::proj\)/,
	],
	['resourcePlans of the wrong type', '{"resourcePlans":[]}', stateOf(), /^plan\.json: resourcePlans: not an object/],
	[
		'steps of the wrong type',
		'{"resourcePlans":{"urn:pulumi:dev::proj::a::b":{"steps":1}}}',
		stateOf(),
		/^plan\.json: urn:pulumi:dev::proj::a::b: steps: not a list of text/,
	],
] as const) {
	test(`${title} is refused with one message`, async (t) => {
		const stateText = async () => ({ name: 'state.json', text: state });
		await t.throwsAsync(readPreview(plan, 'plan.json', stateText), { instanceOf: UserError, message });
	});
}
