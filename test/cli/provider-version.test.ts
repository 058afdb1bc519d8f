import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import { inventory, root, scratch, sgPreflight } from './command-run.js';

const recorded = (version: string, scenario: string): string =>
	path.join(root, 'test/fixtures/provider-versions', version, scenario, 'plan.json');
const tagged = recorded('1.209.1', 'sg_create_tags_rg_enterprise');
const current = recorded('1.289.0', 'ver_inst_traffic_mode');

const managed = JSON.stringify([
	{ SecurityGroupId: 'sg-lit1', ServiceManaged: true, ServiceID: 7 },
	{ SecurityGroupId: 'sg-lit2', ServiceManaged: false },
]);

interface ReportOfPlan {
	readonly inputs: readonly { readonly provider?: object }[];
	readonly notices: readonly { readonly level: string; readonly message: string }[];
}

async function reportOf(...args: string[]): Promise<ReportOfPlan> {
	const { stdout } = await sgPreflight(['check', ...args, '--inventory', inventory, '--format', 'json']);
	return JSON.parse(stdout) as ReportOfPlan;
}

async function operationsOf(...args: string[]): Promise<{ certain: string[]; possible: string[] }> {
	const ledger = JSON.parse((await sgPreflight(['operations', ...args, '--format', 'json'])).stdout);
	const names = (rows: { operation: string }[]): string[] => rows.map(({ operation }) => operation);
	return { certain: names(ledger.operations), possible: names(ledger.possible) };
}

test('the report names the provider that the prediction holds for, by the attributes of the plan', async (t) => {
	const { inputs } = await reportOf(current);
	t.deepEqual(inputs[0]?.provider, { versions: { from: '1.284.0', to: null }, by: 'attributes' });
	const { stdout } = await sgPreflight(['check', current, '--inventory', inventory]);
	t.regex(stdout, /^Predicted for alicloud at least 1\.284\.0, by its attributes\.$/m);
});

test('--provider-version decides on a call that no attribute shows', async (t) => {
	const plan = recorded('1.228.0', 'ver_inst_traffic_mode');
	const groups = async (...args: string[]): Promise<unknown> => {
		const ledger = JSON.parse((await sgPreflight(['operations', plan, ...args, '--format', 'json'])).stdout);
		return ledger.operations[0].groups.map(({ id, certain }: { id: string; certain?: false }) => [id, certain]);
	};
	t.deepEqual(await groups(), [
		['sg-lit1', false],
		['sg-lit2', false],
	]);
	t.deepEqual(await groups('--provider-version', '1.228.0'), []);
	t.deepEqual(await groups('--provider-version', '1.229.0'), [
		['sg-lit1', undefined],
		['sg-lit2', undefined],
	]);
});

test('a refusal that only the version decides is undetermined until the version is named', async (t) => {
	const plan = recorded('1.228.0', 'ver_inst_traffic_mode');
	const file = path.join(scratch(t, { 'groups.json': managed }), 'groups.json');
	const check = (...args: string[]) => sgPreflight(['check', plan, '--inventory', file, ...args]);
	const open = await check();
	t.is(open.status, 0);
	t.regex(open.stdout, /The provider's version decides whether the request names the group\./);
	t.regex(open.stdout, /--provider-version VERSION/);
	t.is((await check('--provider-version', '1.228.0')).stdout.match(/sg-lit1/), null);
	t.is((await check('--provider-version', '1.229.0')).status, 1);
});

test('the lock file beside the sources has the version', async (t) => {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-'));
	t.teardown(() => fs.rmSync(folder, { recursive: true }));
	const lock = 'provider "registry.terraform.io/aliyun/alicloud" {\n  version = "1.209.1"\n}\n';
	fs.writeFileSync(path.join(folder, '.terraform.lock.hcl'), lock);
	const { inputs } = await reportOf(tagged, '--source', folder);
	t.deepEqual(inputs[0]?.provider, { versions: { from: '1.209.1', to: '1.209.1' }, by: 'source-lock-file' });
	t.deepEqual(await operationsOf(tagged, '--source', folder), await operationsOf(tagged));
	const { notices } = await reportOf(current, '--source', folder);
	t.regex(
		notices.map(({ message }) => message).join(),
		/lock file of --source names alicloud 1\.209\.1, which does not have/,
	);
});

test('a version constraint of the configuration gives the version', async (t) => {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-'));
	t.teardown(() => fs.rmSync(folder, { recursive: true }));
	const plan = JSON.parse(fs.readFileSync(tagged, 'utf8'));
	for (const provider of Object.values(plan.configuration.provider_config)) {
		(provider as { version_constraint?: string }).version_constraint = '1.209.1';
	}
	const file = path.join(folder, 'plan.json');
	fs.writeFileSync(file, JSON.stringify(plan));
	const { inputs } = await reportOf(file);
	t.deepEqual(inputs[0]?.provider, { versions: { from: '1.209.1', to: '1.209.1' }, by: 'constraint' });
});

test('a version that was not reviewed is a warning and does not change the exit status', async (t) => {
	const { notices } = await reportOf(current, '--provider-version', '1.293.0');
	t.true(
		notices.some(({ level, message }) => level === 'warning' && /1\.293\.0 is newer than the reviewed/.test(message)),
	);
	t.false((await reportOf(current)).notices.some(({ message }) => /reviewed/.test(message)));
});

test('a malformed version ends with 2', async (t) => {
	const { status, stderr } = await sgPreflight(['operations', current, '--provider-version', 'latest']);
	t.is(status, 2);
	t.regex(stderr, /--provider-version latest: expected a version such as 1\.241\.0/);
});
