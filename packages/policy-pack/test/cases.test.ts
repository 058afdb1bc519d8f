import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { DrivenPack, type Seen } from './driven-pack.js';

/** The pack on previews that it sees only in part. A double of the host calls it as the real CLI did. */

const fixtures = path.resolve(import.meta.dirname, '../../../../test/fixtures');
const inventory = {
	schemaVersion: 1,
	groups: [
		{ id: 'sg-managed1', managed: true, serviceId: 7 },
		{ id: 'sg-own1', managed: false },
		{ id: 'sg-mock000001', managed: true, serviceId: 7 },
	],
};
const read = (file: string): string => fs.readFileSync(path.join(fixtures, file), 'utf8');

async function refreshed(config: object, isRefreshed: boolean, state: string): Promise<DrivenPack> {
	const pack = new DrivenPack(
		{ inventory, ...config },
		{ isRefreshed: () => isRefreshed, exportState: async () => state },
	);
	const seen = JSON.parse(read('pulumi-cases/refresh-and-change/policy-seen.json')) as {
		readonly validateResource: readonly Seen[];
		readonly validateStack: readonly Seen[];
	};
	for (const resource of seen.validateResource) await pack.validateResource(resource);
	await pack.validateStack(seen.validateStack);
	return pack;
}

const state = read('pulumi-cases/refresh-and-change/state-before.json');

for (const [title, config, isRefreshed] of [
	['--refresh', {}, true],
	['refresh: true in the configuration', { refresh: true }, false],
] as const) {
	test(`with ${title}, an update beside the findings of the refresh is undetermined`, async (t) => {
		const { violations } = await refreshed(config, isRefreshed, state);
		t.deepEqual(
			violations.map(({ level }) => level),
			['advisory'],
		);
		t.regex(violations[0]?.message ?? '', /not shown what the refresh found/);
	});
}

test('an update of a resource that the engine refreshes before each update is undetermined', async (t) => {
	const document = JSON.parse(state) as { deployment: { resources: { refreshBeforeUpdate?: boolean }[] } };
	for (const resource of document.deployment.resources) resource.refreshBeforeUpdate = true;
	const { violations } = await refreshed({}, false, JSON.stringify(document));
	t.regex(violations[0]?.message ?? '', /not shown what the refresh found/);
});

test('an update without a refresh is judged by its inputs', async (t) => {
	t.deepEqual((await refreshed({}, false, state)).violations, []);
	t.deepEqual((await refreshed({ refresh: false }, true, state)).violations, []);
});

test('an import with a difference is undetermined, because the pack is not shown what exists', async (t) => {
	const pack = new DrivenPack(
		{ inventory },
		{ exportState: async () => read('pulumi/sg_import_desc/state-before.json') },
	);
	for (const line of read('pulumi/sg_import_desc/policy-seen.jsonl').trim().split('\n')) {
		const seen = JSON.parse(line) as Seen & { readonly hook: string; readonly resources: readonly Seen[] };
		if (seen.hook === 'validateResource') await pack.validateResource(seen);
		else await pack.validateStack(seen.resources);
	}
	t.deepEqual(
		pack.violations.map(({ level }) => level),
		['advisory'],
	);
	t.regex(pack.violations[0]?.message ?? '', /is imported and then updated/);
});

test('an update of a resource without computed outputs is an update', async (t) => {
	const urn = 'urn:pulumi:dev::proj::alicloud:ecs/securityGroup:SecurityGroup::g';
	const type = 'alicloud:ecs/securityGroup:SecurityGroup';
	const inputs = { securityGroupName: 'g', description: 'before' };
	const old = { urn, type, custom: true, id: 'sg-managed1', inputs, outputs: { ...inputs, id: 'sg-managed1' } };
	const pack = new DrivenPack(
		{ inventory },
		{ exportState: async () => JSON.stringify({ version: 3, deployment: { resources: [old] } }) },
	);
	const props = { securityGroupName: 'g', description: 'after' };
	await pack.validateResource({ urn, type, name: 'g', props });
	await pack.validateStack([{ urn, type, name: 'g', props: { ...props, id: '' } }]);
	t.deepEqual(
		pack.violations.map(({ message }) => /sg-managed1 .* refuses (\w+) with /.exec(message)?.[1]),
		['ModifySecurityGroupAttribute'],
	);
});
