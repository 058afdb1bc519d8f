import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import test from 'ava';
import { refusedPlan, root, scratch } from '../cli/command-run.js';
import { childrenOf, megabytesOf, runTaskSetup, served } from './run-task-service.js';

const refused = fs.readFileSync(refusedPlan);
/** The refused plan, which takes longer to read. */
const paddedPlan = (bytes: number): Buffer => {
	const first = refused.indexOf(',') + 1;
	return Buffer.concat([
		refused.subarray(0, first),
		Buffer.from(`"padding":"${' '.repeat(bytes)}",`),
		refused.subarray(first),
	]);
};

// Memory of other processes is read from /proc.
const onLinux = process.platform === 'linux' ? test.serial : test.serial.skip;

onLinux('60 requests at once: at most 4 children, 400 MB in all, one right result each', async (t) => {
	const setup = await runTaskSetup(t, { 'plan.json': refused }, [], { SECRET_OF_THE_OPERATOR: 'x' });
	const { child, post, settled, results } = setup;
	let [mostChildren, mostMegabytes] = [0, 0];
	const environments = new Set<string>();
	const watch = setInterval(() => {
		const children = childrenOf(child.pid as number);
		mostChildren = Math.max(mostChildren, children.length);
		const all = children.reduce((sum, { megabytes }) => sum + megabytes, megabytesOf(child.pid as number));
		mostMegabytes = Math.max(mostMegabytes, all);
		for (const { environment } of children) environments.add(environment);
	}, 20);
	const statuses = await Promise.all(Array.from({ length: 60 }, (_, index) => post(`run-${index}`)));
	await settled(60);
	clearInterval(watch);
	t.log(`60 requests at once: ${mostChildren} children, ${Math.round(mostMegabytes)} MB, ${results.length} results`);
	t.true(statuses.every((status) => status === 200));
	t.true(mostChildren > 0 && mostChildren <= 4, `${mostChildren} children`);
	t.true(mostMegabytes <= 400, `${mostMegabytes} MB`);
	t.true(results.every(({ status, message }) => status === 'failed' && message.startsWith('1 refused')));
	t.is(new Set(results.map(({ run }) => run)).size, 60);
	t.true(environments.size > 0);
	t.false([...environments].some((one) => /SG_PREFLIGHT_HMAC_KEY|key-of-the-test|SECRET_OF_THE_OPERATOR/.test(one)));
	t.deepEqual(fs.readdirSync(setup.temporary), []);
});

/** Ids of the large plan: 260,000 ended the service once, and take a minute. */
const idCount = Number(process.env.SG_PREFLIGHT_ATTACK_IDS ?? 40_000);

onLinux('a plan with very many ids has a result, and the service goes on', async (t) => {
	const ids = Array.from({ length: idCount }, (_, index) => `sg-${index}`);
	const change = {
		actions: ['create'],
		before: null,
		after: { vswitch_id: 'v', security_groups: ids },
		after_unknown: { id: true },
	};
	const instance = { address: 'alicloud_instance.i', mode: 'managed', type: 'alicloud_instance', name: 'i', change };
	const plan = { format_version: '1.2', planned_values: {}, resource_changes: [instance] };
	const files = { 'plan.json': Buffer.from(JSON.stringify(plan)), 'small.json': refused };
	const { post, settled, results, origin, temporary, child } = await runTaskSetup(t, files);
	await post('run-large');
	await settled(1);
	t.is(results[0]?.status, 'failed');
	await post('run-small', { plan_json_api_url: `${origin}/small.json` });
	await settled(2);
	t.regex(results[1]?.message ?? '', /^1 refused/);
	t.is(child.exitCode, null);
	t.deepEqual(fs.readdirSync(temporary), []);
});

onLinux('a check has limits of time and memory', async (t) => {
	const padded = paddedPlan(300_000_000);
	for (const [options, says] of [
		[['--timeout', '1'], /longer than 1 seconds|^1 refused/],
		[['--memory', '20'], /more than 20 MB of memory|out of memory/],
		[['--max-size', '100'], /larger than 100 MB/],
	] as const) {
		const { post, settled, results } = await runTaskSetup(t, { 'plan.json': padded }, options);
		await post('run-1');
		await settled(1);
		t.is(results[0]?.status, 'failed');
		t.regex(results[0]?.message ?? '', says);
	}
});

onLinux('2,000 requests leave the memory of the service flat', async (t) => {
	const { url, child, post } = await runTaskSetup(t, { 'plan.json': refused });
	const before = megabytesOf(child.pid as number);
	const unsigned = (): Promise<Response> => fetch(url, { method: 'POST', body: '{}' });
	const statuses = new Set<number>();
	for (let round = 0; round < 40; round++) {
		for (const { status } of await Promise.all(Array.from({ length: 50 }, unsigned))) statuses.add(status);
	}
	const after = megabytesOf(child.pid as number);
	t.log(`2,000 requests: ${Math.round(before)} → ${Math.round(after)} MB`);
	t.deepEqual([...statuses], [401]);
	t.true(after - before < 60, `${before} → ${after} MB`);
	t.is(await post('run-1'), 200);
});

onLinux('1,000 half-open connections: health answers, and SIGTERM is done in five seconds', async (t) => {
	const { url, child, log } = await runTaskSetup(t, { 'plan.json': refused });
	const port = Number(new URL(url).port);
	const sockets = Array.from({ length: 1000 }, () => net.connect(port, '127.0.0.1'));
	t.teardown(() => {
		for (const socket of sockets) socket.destroy();
	});
	await Promise.all(
		sockets.map((socket) => {
			socket.on('error', () => {});
			return new Promise<void>((resolve) => socket.once('connect', () => resolve()));
		}),
	);
	for (const socket of sockets) socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Le');
	t.is((await fetch(`${url}healthz`)).status, 200);
	const started = Date.now();
	const ended = new Promise<number | null>((resolve) => child.once('exit', (status) => resolve(status)));
	child.kill('SIGTERM');
	t.is(await ended, 0, log());
	t.log(`SIGTERM with 1,000 half-open connections: ${Date.now() - started} ms`);
	t.true(Date.now() - started < 5000);
});

onLinux('SIGTERM in a check: a result for each run, within five seconds', async (t) => {
	const padded = paddedPlan(300_000_000);
	const { post, settled, results, child } = await runTaskSetup(t, { 'plan.json': padded });
	for (let index = 0; index < 6; index++) await post(`run-${index}`);
	const started = Date.now();
	const ended = new Promise<number | null>((resolve) => child.once('exit', (status) => resolve(status)));
	child.kill('SIGTERM');
	t.is(await ended, 0);
	t.true(Date.now() - started < 5500);
	await settled(6);
	t.is(new Set(results.map(({ run }) => run)).size, 6);
});

onLinux('a service that is killed takes its checks with it, and the next start removes what is left', async (t) => {
	const padded = paddedPlan(200_000_000);
	const { post, child, temporary } = await runTaskSetup(t, { 'plan.json': padded });
	await post('run-1');
	while (childrenOf(child.pid as number).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
	const children = childrenOf(child.pid as number);
	child.kill('SIGKILL');
	t.is(fs.readdirSync(temporary).length, 1);
	const isAlive = (id: number): boolean => {
		const status = fs.existsSync(`/proc/${id}/status`) ? fs.readFileSync(`/proc/${id}/status`, 'utf8') : 'Z';
		return !/^State:\s*Z|^Z$/m.test(status);
	};
	while (children.some(({ id }) => isAlive(id))) await new Promise((resolve) => setTimeout(resolve, 50));
	const cwd = scratch(t, { 'inventory.json': '[]' });
	fs.mkdirSync(path.join(temporary, 'sg-preflight-run-task-notes'));
	const { log } = await served(t, cwd, [], { TMPDIR: temporary });
	t.regex(log(), /removed what 1 interrupted checks had left/);
	t.deepEqual(fs.readdirSync(temporary), ['sg-preflight-run-task-notes']);
});

onLinux('log lines are one line each, whatever a signed request has', async (t) => {
	const { post, settled, log } = await runTaskSetup(t, { 'plan.json': refused });
	await post('run-1\n::error::forged\u001b[2J');
	await settled(1);
	t.notRegex(log(), /^::error/m);
	t.false(log().includes('\u001b'));
});

onLinux("the run's configuration is fetched, unpacked and used as the sources", async (t) => {
	const sources = scratch(t, {
		'stacks/web/main.tf': 'resource "alicloud_instance" "i" {\n  security_groups = ["sg-lit3"]\n}\n',
	});
	fs.symlinkSync('/etc', path.join(sources, 'stacks/web/etc'));
	const archive = execFileSync('tar', ['-C', sources, '-cz', '.']);
	const setup = await runTaskSetup(t, { 'plan.json': refused, 'configuration.tar.gz': archive, 'bad.tar.gz': refused });
	const { post, settled, results, origin, log, temporary } = setup;
	const fields = { workspace_working_directory: 'stacks/web' };
	await post('run-1', { ...fields, configuration_version_download_url: `${origin}/configuration.tar.gz` });
	await settled(1);
	t.is(results[0]?.message, '1 refused, 0 undetermined, 1 allowed, 0 waived', log());
	await post('run-2', { ...fields, configuration_version_download_url: `${origin}/bad.tar.gz` });
	await settled(2);
	t.regex(results[1]?.message ?? '', /^1 refused.*; checked without the run's configuration: incorrect header check/);
	t.is(await post('run-3', { configuration_version_download_url: 'http://169.254.169.254/x' }), 422);
	await post('run-4', {
		workspace_working_directory: '../../etc',
		configuration_version_download_url: `${origin}/configuration.tar.gz`,
	});
	await settled(3);
	t.regex(results[2]?.message ?? '', /its working directory is outside it/);
	t.deepEqual(fs.readdirSync(temporary), []);
});

onLinux("the run's configuration reads its own folders, and no file of the machine", async (t) => {
	const fixture = (name: string) =>
		fs.readFileSync(path.join(root, 'test/fixtures/wrong-passes/sec-file-function', name), 'utf8');
	const machine = scratch(t, { 'id.txt': 'sg-of-the-machine' });
	const archiveOf = (id: string, dir: string): Buffer =>
		execFileSync('tar', [
			'-cz',
			'-C',
			scratch(t, {
				'web/main.tf': fixture('main.tf').replace('file("id.txt")', id),
				'web/.terraform/modules/modules.json': JSON.stringify({ Modules: [{ Key: 'm', Dir: dir }] }),
				'ids/id.txt': 'sg-lit3',
			}),
			'.',
		]);
	const setup = await runTaskSetup(t, {
		'plan.json': Buffer.from(fixture('plan.json')),
		'outside.tar.gz': archiveOf(`file("${machine}/id.txt")`, `${'../'.repeat(12)}${machine}`),
		'inside.tar.gz': archiveOf('file("../ids/id.txt")', '../ids'),
	});
	const { post, settled, results, origin } = setup;
	const fields = { workspace_working_directory: 'web', capabilities: { outcomes: true } };
	await post('run-1', { ...fields, configuration_version_download_url: `${origin}/outside.tar.gz` });
	await settled(1);
	t.regex(results[0]?.body ?? '', /could not tell/);
	t.false(results[0]?.body.includes('sg-of-the-machine'));
	await post('run-2', { ...fields, configuration_version_download_url: `${origin}/inside.tar.gz` });
	await settled(2);
	t.true(results[1]?.body.includes('sg-lit3'));
});

onLinux('a name that is made to take long keeps neither the service nor its results', async (t) => {
	const plan = JSON.parse(refused.toString());
	const [change] = plan.resource_changes;
	plan.resource_changes = ['.', '`', '"', "'", '(', ',a', '##a'].map((part) => {
		const index = `${part.repeat(1_000_000 / part.length)}x_`;
		return { ...change, index, address: `alicloud_instance.i[${JSON.stringify(index)}]` };
	});
	const { post, settled, results, url } = await runTaskSetup(t, { 'plan.json': Buffer.from(JSON.stringify(plan)) });
	await post('run-1', { capabilities: { outcomes: true } });
	let slowest = 0;
	while (results.length === 0) {
		const started = Date.now();
		t.is((await fetch(`${url}healthz`)).status, 200);
		slowest = Math.max(slowest, Date.now() - started);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	await settled(1);
	t.regex(results[0]?.message ?? '', /^7 refused/);
	t.log(`7 names of 1 MB: health answered after at most ${slowest} ms`);
	t.true(slowest < 5_000, `${slowest} ms`);
});

onLinux('a request with an address or a token that messages would repeat is turned away', async (t) => {
	const { post, log, origin, results } = await runTaskSetup(t, { 'plan.json': refused });
	const named = origin.replace('http://', 'http://s3cr3t:s3cr3t@');
	const host = new URL(origin).host;
	const attacks = [
		{ access_token: 's3cr3t\nx' },
		{ access_token: 's3cr3t\u0000' },
		{ access_token: 's3cr3t ü' },
		{ access_token: ['s3cr3t'] },
		{ plan_json_api_url: `${named}/plan.json` },
		{ task_result_callback_url: `${named}/result/x` },
		{ configuration_version_download_url: `${named}/x` },
		{ plan_json_api_url: `blob:${origin}/s3cr3t` },
		{ plan_json_api_url: `http://${host}@169.254.169.254/s3cr3t` },
		{ plan_json_api_url: 'http://2852039166/s3cr3t' },
		{ plan_json_api_url: 'http://[::ffff:169.254.169.254]/s3cr3t' },
		{ plan_json_api_url: `http://127.0.0.1:${Number(new URL(origin).port) + 1}/s3cr3t` },
		{ plan_json_api_url: `https://${host}/s3cr3t` },
		{ plan_json_api_url: `http://${host}.evil.example/s3cr3t` },
		{ plan_json_api_url: 'file:///etc/s3cr3t' },
		{ plan_json_api_url: { toString: 's3cr3t' } },
		{ task_result_callback_url: ['s3cr3t'] },
	];
	for (const [index, fields] of attacks.entries())
		t.is(await post(`run-${index}`, fields), 422, JSON.stringify(fields));
	t.is(results.length, 0);
	t.notRegex(log(), /s3cr3t/);
	t.log(`${attacks.length} addresses and tokens: 0 accepted, 0 in the log`);
});
