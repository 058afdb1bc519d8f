import fs from 'node:fs';
import path from 'node:path';
import { formatInventory, parseInventory } from '@sg-preflight/inventory';
import { accessPolicyFor, pullInventory } from '@sg-preflight/inventory/live';
import { isListed } from '@sg-preflight/operations';
import test from 'ava';
import { root, scratch, sgPreflight } from '../cli/command-run.js';
import { credentials, double, run } from './double-run.js';

Object.assign(process.env, credentials);

const regions = { 'cn-a': [{ id: 'sg-1' }] };
const interfaces = {
	'cn-a': [
		...Array.from({ length: 120 }, (_, index) => ({ id: `eni-${index}` })),
		{ id: 'eni-nat', serviceId: 1679259531804325 },
	],
};

test('network interfaces are listed only on request, whole, and read back', async (t) => {
	const server = await double(t, { regions, interfaces });
	const options = { endpoint: server.endpoint, toolVersion: '1.2.3' };
	t.is((await pullInventory(options)).interfaces, undefined);
	t.false(server.requests.some(({ action }) => action === 'DescribeNetworkInterfaces'));
	const inventory = await pullInventory({ ...options, networkInterfaces: true });
	t.is(inventory.interfaces?.size, 121);
	t.is(inventory.groups.size, 1);
	const text = formatInventory(inventory);
	const again = await parseInventory([{ name: 'inventory.yaml', text }]);
	t.is(formatInventory(again), text);
	t.like(again.interfaces?.get('eni-nat'), { managed: true, serviceId: 1679259531804325 });
	const [{ Action }] = accessPolicyFor({ networkInterfaces: true }).Statement;
	for (const { action } of server.requests) {
		t.true(action === 'GetCallerIdentity' || Action.some((name) => name === `ecs:${action}`), action);
	}
});

test('inventory pull --network-interfaces counts them, and inventory show names their owners', async (t) => {
	const { endpoint } = await double(t, { regions, interfaces });
	const file = path.join(scratch(t), 'inventory.yaml');
	const pulled = await run(['inventory', 'pull', '--network-interfaces', '--endpoint', endpoint, '--output', file]);
	t.is(pulled.status, 0, pulled.stderr);
	t.regex(pulled.stderr, /^121 network interfaces, 1 of them managed\.$/m);
	const { stdout } = await run(['inventory', 'show', file]);
	t.regex(
		stdout,
		/^121 network interfaces: 1 managed\n {2}eni-nat, managed by NAT Gateway \(serviceID 1679259531804325\)$/m,
	);
	t.regex((await run(['inventory', 'policy', '--network-interfaces'])).stdout, /ecs:DescribeNetworkInterfaces/);
	t.notRegex((await run(['inventory', 'policy'])).stdout, /NetworkInterfaces/);
});

const response = (eni: object): string =>
	JSON.stringify({ TotalCount: 1, NextToken: '', NetworkInterfaceSets: { NetworkInterfaceSet: [eni] } });

test('a response of DescribeNetworkInterfaces is an inventory file, and a missing page is reported', async (t) => {
	const groups = '{"SecurityGroupId":"sg-1","ServiceManaged":false}';
	const { interfaces: listed } = await parseInventory([
		{ name: 'groups.json', text: groups },
		{ name: 'enis.json', text: response({ NetworkInterfaceId: 'eni-1', ServiceManaged: true, ServiceID: 7 }) },
	]);
	t.like(listed?.get('eni-1'), {
		managed: true,
		serviceId: 7,
		where: 'enis.json: NetworkInterfaceSets.NetworkInterfaceSet[0]',
	});
	const part = response({ NetworkInterfaceId: 'eni-1' }).replace('"TotalCount":1', '"TotalCount":2');
	await t.throwsAsync(
		parseInventory([
			{ name: 'groups.json', text: groups },
			{ name: 'enis.json', text: part },
		]),
		{
			message: /enis\.json: 1 of 2 network interfaces listed, 1 missing/,
		},
	);
});

interface FoundIn {
	readonly exitStatus: number;
	readonly summary: { readonly allowed: number };
	readonly findings: readonly {
		readonly rule: string;
		readonly operation: string;
		readonly errorCode: string | null;
		readonly group: unknown;
		readonly networkInterface?: { readonly id: string };
		readonly message: string;
	}[];
}

const folder = (scenario: string): string => path.join(root, 'test/fixtures/terraform', scenario);

/** Returns the findings of a recorded plan when all groups but `managed` are the account's own. */
async function check(
	t: Parameters<typeof scratch>[0],
	scenario: string,
	enis: readonly object[],
	managed?: string,
): Promise<FoundIn> {
	const plan = path.join(folder(scenario), 'plan.json');
	const ids = new Set(fs.readFileSync(plan, 'utf8').match(/sg-[a-z0-9]+/g) ?? []);
	const groups = ['sg-own', ...ids].map((id) => ({
		SecurityGroupId: id,
		ServiceManaged: id === managed,
		...(id === managed ? { ServiceID: 7 } : {}),
	}));
	const files = {
		'groups.json': JSON.stringify(groups),
		...(enis.length > 0 ? { 'enis.json': JSON.stringify(enis) } : {}),
	};
	const place = scratch(t, files);
	const inventories = Object.keys(files).flatMap((name) => ['--inventory', path.join(place, name)]);
	const { stdout } = await sgPreflight([
		'check',
		plan,
		...inventories,
		'--allow-partial-inventory',
		'--format',
		'json',
	]);
	return JSON.parse(stdout) as FoundIn;
}

/** Returns the id of the interface of a recording. */
const interfaceIn = (scenario: string): string =>
	/eni-[a-z0-9]+/.exec(fs.readFileSync(path.join(folder(scenario), 'plan.json'), 'utf8'))?.[0] ?? '';

for (const [scenario, operation] of [
	['eni_delete', 'DeleteNetworkInterface'],
	['eni_attach', 'AttachNetworkInterface'],
	['eni_detach', 'DetachNetworkInterface'],
	['eni_desc', 'ModifyNetworkInterfaceAttribute'],
	['inst_remove_sg', 'LeaveSecurityGroup'],
	['eni_private_ips', 'AssignPrivateIpAddresses'],
	['eni_private_ip_count', 'AssignPrivateIpAddresses'],
] as const) {
	test(`${scenario}: ${operation} on a managed network interface is refused, and on the account's own it is not`, async (t) => {
		const id = interfaceIn(scenario);
		const owned = await check(t, scenario, [{ NetworkInterfaceId: id, ServiceManaged: true, ServiceID: 7 }]);
		t.is(owned.exitStatus, 1);
		const [finding] = owned.findings;
		t.like(finding, {
			rule: 'refused-operation',
			operation,
			errorCode: 'InvalidOperation.EniServiceManaged',
			group: null,
		});
		t.is(finding?.networkInterface?.id, id);
		t.deepEqual((await check(t, scenario, [{ NetworkInterfaceId: id, ServiceManaged: false }])).findings, []);
		const unlisted = await check(t, scenario, [{ NetworkInterfaceId: 'eni-other', ServiceManaged: false }]);
		t.deepEqual(
			unlisted.findings.map(({ rule }) => rule),
			['unlisted-group'],
		);
	});

	test(`${scenario}: nothing new is reported or counted without network interfaces in the inventory`, async (t) => {
		const { findings, summary } = await check(t, scenario, []);
		t.deepEqual(findings, []);
		t.is(summary.allowed, isListed('Ecs', operation) ? 1 : 0);
	});
}

test('a membership in a managed group is decided by a managed interface, and left open by one of the account', async (t) => {
	const id = interfaceIn('eni_desc');
	const group = /sg-[a-z0-9]+/.exec(fs.readFileSync(path.join(folder('eni_desc'), 'plan.json'), 'utf8'))?.[0];
	const rules = ({ findings }: FoundIn): string[] => findings.map(({ rule }) => rule);
	t.deepEqual(rules(await check(t, 'eni_desc', [], group)), ['member']);
	const owned = [{ NetworkInterfaceId: id, ServiceManaged: true, ServiceID: 7 }];
	t.deepEqual(rules(await check(t, 'eni_desc', owned, group)), ['refused-operation']);
	const own = await check(t, 'eni_desc', [{ NetworkInterfaceId: id, ServiceManaged: false }], group);
	t.deepEqual(rules(own), ['member']);
	t.regex(own.findings[0]?.message ?? '', /the network interface itself is not managed/);
});
