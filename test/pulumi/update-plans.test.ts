import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { ecs } from '@pulumi/alicloud';
import { ComponentResource, type ComponentResourceOptions, type CustomResourceOptions } from '@pulumi/pulumi';
import type { PulumiFn } from '@pulumi/pulumi/automation/index.js';
import { parseInventory } from '@sg-preflight/inventory';
import { type EcsOperation, operationsOfReading, type PlanReading } from '@sg-preflight/operations';
import { checkReading } from '@sg-preflight/permissions';
import { readPreview } from '@sg-preflight/pulumi';
import test from 'ava';
import { PreviewedStack } from './previewed-stack.js';

/**
 * The programs of the recordings, previewed by the real CLI on a double of the provider: the document of
 * `pulumi preview --json` and the update plan of the same preview have the same verdicts.
 */

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/pulumi');

const scenarios = [
	'component_create',
	'eni_add_sg',
	'eni_delete',
	'inst_add_sg',
	'inst_create_1sg',
	'inst_delete',
	'inst_name',
	'inst_remove_sg',
	'inst_replace_zone',
	'inst_secret_sg',
	'mix_create',
	'parent_change',
	'rule_delete_ingress',
	'rule_delete_with_sg',
	'rule_desc_ingress',
	'rule_replace_port',
	'rule_replace_sg',
	'rule_secret_sg',
	'sg_alias_rename',
	'sg_noop',
	'sg_rename_no_alias',
	'sg_replace_vpc',
	'sg_replace_with_dependents',
	'sg_retain_delete',
	'sg_update_desc',
	'unk_inst_update_new_sg',
	'unk_rule_new_sg',
] as const;

function programOf(scenario: string, name: 'before' | 'after'): PulumiFn | undefined {
	const file = path.join(fixtures, scenario, `${name}.js`);
	if (!fs.existsSync(file)) return undefined;
	const source = fs.readFileSync(file, 'utf8');
	return async () => {
		vm.runInNewContext(`(() => {${source}\n})()`, { require: createRequire(import.meta.url), exports: {} });
	};
}

const rows = (operations: readonly EcsOperation[]): string[] =>
	operations
		.map(({ address, action, operation, certain, groups }) =>
			JSON.stringify([address, action, operation, certain, groups]),
		)
		.sort();

async function verdictsOf(reading: PlanReading, ids: readonly string[], managed: string): Promise<string[]> {
	const groups = ids.map((id) => ({ id, managed: id === managed, ...(id === managed ? { serviceId: 7 } : {}) }));
	const inventory = await parseInventory([{ name: 'inventory', text: JSON.stringify({ schemaVersion: 1, groups }) }]);
	const { judgement } = await checkReading({
		input: 'preview',
		reading,
		inventory,
		principal: 'account',
		waivers: { rules: [], today: '2026-11-25' },
	});
	return judgement.findings
		.map(({ rule, address, operation, group }) => `${rule} ${address} ${operation} ${group?.id}`)
		.sort();
}

interface Programs {
	readonly before: PulumiFn | undefined;
	readonly after: PulumiFn;
}

const rule = (name: string, portRange: string, options: CustomResourceOptions = {}) =>
	new ecs.SecurityGroupRule(
		name,
		{ securityGroupId: 'sg-lit1', type: 'ingress', ipProtocol: 'tcp', portRange, cidrIp: '10.0.0.0/8' },
		options,
	);

class Network extends ComponentResource {
	constructor(name: string, portRange: string, options?: ComponentResourceOptions) {
		super('example:net:Network', name, {}, options);
		rule(`${name}-rule`, portRange, { parent: this });
	}
}

/** Previews that no recording has. */
const written: { readonly [title: string]: Programs } = {
	'a renamed component whose child changes': {
		before: async () => void new Network('old', '22/22'),
		after: async () => void new Network('new', '80/80', { aliases: [{ name: 'old' }] }),
	},
	'a retained rule that is replaced': {
		before: async () => void rule('r', '22/22', { retainOnDelete: true }),
		after: async () => void rule('r', '80/80', { retainOnDelete: true }),
	},
	'a rule that is deleted before it is replaced': {
		before: async () => void rule('r', '22/22', { deleteBeforeReplace: true }),
		after: async () => void rule('r', '80/80', { deleteBeforeReplace: true }),
	},
	'a rule that is imported': {
		before: undefined,
		after: async () => void rule('r', '22/22', { import: 'sg-lit1:ingress:tcp:22/22:<nil>:10.0.0.0/8:accept:1' }),
	},
};

const all: readonly (readonly [string, Programs])[] = [
	...scenarios.map(
		(scenario) =>
			[
				scenario,
				{ before: programOf(scenario, 'before'), after: programOf(scenario, 'after') ?? (async () => {}) },
			] as const,
	),
	...Object.entries(written),
];

for (const [title, { before, after }] of all) {
	test.serial(`${title}: the update plan has the verdicts of the preview`, async (t) => {
		const stack = await PreviewedStack.open();
		t.teardown(() => stack.close());
		if (before) await stack.has(before);
		const { preview, plan, state } = await stack.documents(after);
		const ofPreview = await readPreview(preview, 'preview.json');
		const ofPlan = await readPreview(plan, 'plan.json', async () => ({ name: 'state.json', text: state }));
		t.deepEqual(rows(operationsOfReading(ofPlan)), rows(operationsOfReading(ofPreview)));
		t.deepEqual(ofPlan.incomplete, ofPreview.incomplete);
		const ids = [...new Set((preview + state).match(/\bsg-[a-z0-9]+\b/g))];
		for (const id of ids) t.deepEqual(await verdictsOf(ofPlan, ids, id), await verdictsOf(ofPreview, ids, id), id);
	});
}
