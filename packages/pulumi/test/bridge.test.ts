import fs from 'node:fs';
import path from 'node:path';
import { entries, pathsRead } from '@sg-preflight/operations';
import { isKnownToken, pulumiPath, terraformPath, tokenOf, toTerraform, typeOf } from '@sg-preflight/pulumi';
import test from 'ava';
import { namesOf } from '../src/names/translate.js';

/** The types that take a security group, in the provider's own bridge. */
const bridge = JSON.parse(
	fs.readFileSync(path.resolve(import.meta.dirname, '../../../../test/fixtures/pulumi-bridge.json'), 'utf8'),
) as {
	readonly [type: string]: {
		readonly token: string;
		readonly attributes: readonly {
			readonly terraform_path: string;
			readonly pulumi_path: string;
			readonly force_new?: boolean;
			readonly multiplicity?: string;
		}[];
		/** Pulumi's name to Terraform's name, kind, whether a change replaces, whether it is secret. */
		readonly inputs?: { readonly [property: string]: readonly [string, string, boolean, boolean] };
	};
};

const mapped = entries
	.filter(({ pulumi }) => pulumi !== null)
	.flatMap((entry) => [entry.type, ...(entry.aliases ?? [])].map((type) => ({ type, entry })));

for (const { type, entry } of mapped) {
	test(`${type}: its token and every attribute path survive Terraform → Pulumi → Terraform`, (t) => {
		const token = tokenOf(type);
		t.truthy(token, 'run: pnpm generate');
		t.is(typeOf(token as string), type);
		t.true(isKnownToken(token as string));
		const { lost = [] } = namesOf(type);
		t.deepEqual(
			lost,
			[],
			'the bridge finds no property of Pulumi for these attributes: packages/pulumi/scripts/bridge.mjs',
		);
		for (const attribute of pathsRead(entry).map(String))
			t.is(terraformPath(type, pulumiPath(type, attribute)), attribute);
	});
}

for (const [type, facts] of Object.entries(bridge).filter(([name]) => tokenOf(name))) {
	test(`${type}: the bridge is the provider's own`, (t) => {
		t.is(tokenOf(type), facts.token);
		const { forceNew, sets = [], secrets = [], blocks = [] } = namesOf(type);
		for (const { terraform_path, pulumi_path, force_new, multiplicity } of facts.attributes) {
			const list = multiplicity === 'set' || multiplicity === 'list' ? '[]' : '';
			t.is(pulumiPath(type, terraform_path + list), pulumi_path);
			t.is(terraformPath(type, pulumi_path), terraform_path + list);
			if (terraform_path === 'id') continue;
			t.is(sets.includes(terraform_path), multiplicity === 'set', terraform_path);
			const replaces = forceNew?.some((at) => terraform_path === at || terraform_path.startsWith(`${at}[].`));
			if (force_new) t.true(replaces, terraform_path);
		}
		for (const [property, [terraform, kind, replaces, secret]] of Object.entries(facts.inputs ?? {})) {
			t.is(terraformPath(type, property), terraform);
			t.is(pulumiPath(type, terraform), property);
			t.is(blocks.includes(property), kind === 'object', property);
			t.is(secrets.includes(terraform), secret, property);
			t.is(forceNew?.includes(terraform), replaces, property);
		}
	});
}

test('a flattened block becomes a list of one, maps keep their keys, and the properties that Pulumi adds are dropped', (t) => {
	const { values, sensitive } = toTerraform(
		'alicloud_instance',
		{
			__defaults: [],
			networkInterfaces: { __defaults: [], securityGroupIds: ['sg-1'] },
			tags: { someKey: 'a', __defaults: [] },
			dataDisks: [{ kmsKeyId: 'k' }],
			password: '[secret]',
		},
		() => [],
	);
	t.like(values, {
		network_interfaces: [{ security_group_ids: ['sg-1'] }],
		tags: { someKey: 'a' },
		data_disks: [{ kms_key_id: 'k' }],
	});
	t.deepEqual(Object.keys(values), ['network_interfaces', 'tags', 'data_disks', 'password']);
	t.deepEqual(sensitive, { password: true });
});
