import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import test, { type ExecutionContext } from 'ava';
import type { Report } from '../src/report/report.js';
import type { PlanToCheck } from '../src/run-task/child-check.js';
import { type RunTaskOptions, RunTaskService } from '../src/run-task/server.js';

const key = 'a key of the test';
const token = 'a-token-that-no-log-may-have';

const report: Report = {
	schemaVersion: 1,
	verdict: 'refused',
	exitStatus: 1,
	inputs: [{ input: 'plan.json', kind: 'terraform-plan', formatVersion: '1.2', coverage: null, error: null }],
	summary: { refused: 1, undetermined: 0, allowed: 0, waived: 0, ignored: 0 },
	findings: [],
	notices: [],
};

interface Sent {
	readonly status: string;
	readonly message: string;
	readonly outcomes: number;
	readonly authorization: string | undefined;
}

/** A double of HCP Terraform: serves a plan and keeps the results that it gets. */
async function hcp(t: ExecutionContext, plan = '{"format_version":"1.2"}') {
	const sent: Sent[] = [];
	let done: () => void;
	const finished = new Promise<void>((resolve) => {
		done = resolve;
	});
	const server = createServer(async (request, response) => {
		if (request.method === 'GET') {
			const allowed = request.headers.authorization === `Bearer ${token}`;
			response.writeHead(allowed ? 200 : 401).end(allowed ? plan : '');
			return;
		}
		let body = '';
		for await (const chunk of request) body += chunk;
		const { data } = JSON.parse(body);
		response.writeHead(200).end();
		sent.push({
			status: data.attributes.status,
			message: data.attributes.message,
			outcomes: data.relationships?.outcomes.data.length ?? 0,
			authorization: request.headers.authorization,
		});
		if (data.attributes.status !== 'running') done();
	});
	return { sent, finished, origin: await listen(t, server) };
}

async function listen(t: ExecutionContext, server: Server): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	t.teardown(() => server.close());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Starts the service with the test's own check. */
async function service(
	t: ExecutionContext,
	origin: string,
	check: (plan: PlanToCheck) => Promise<Report>,
	options: Partial<RunTaskOptions> = {},
) {
	const logged: string[] = [];
	const made = new RunTaskService({
		hmacKey: key,
		origins: [origin],
		check,
		log: (line) => logged.push(line),
		progressInterval: 60_000,
		firstPause: 1,
		atOnce: 2,
		mostWaiting: 10,
		mostBytes: 1_000_000,
		...options,
	});
	return { logged, made, url: await listen(t, made.server) };
}

function post(url: string, fields: object, signature?: string): Promise<Response> {
	const body = JSON.stringify(fields);
	const signed = signature ?? createHmac('sha512', key).update(body).digest('hex');
	return fetch(url, { method: 'POST', body, headers: { 'x-tfc-task-signature': signed } });
}

function task(origin: string): object {
	return {
		stage: 'post_plan',
		access_token: token,
		run_id: 'run-1',
		capabilities: { outcomes: true },
		plan_json_api_url: `${origin}/plan`,
		task_result_callback_url: `${origin}/result`,
	};
}

test('a plan is fetched, checked and its result sent', async (t) => {
	const { origin, sent, finished } = await hcp(t);
	const { url, logged } = await service(t, origin, async ({ plan }) => {
		t.is(fs.readFileSync(plan, 'utf8'), '{"format_version":"1.2"}');
		return report;
	});
	t.is((await post(url, task(origin))).status, 200);
	await finished;
	t.deepEqual(
		sent.map(({ status }) => status),
		['running', 'failed'],
	);
	t.is(sent[1]?.message, '1 refused, 0 undetermined, 0 allowed, 0 waived');
	t.true(sent.every(({ authorization }) => authorization === `Bearer ${token}`));
	t.false(logged.join('\n').includes(token));
});

test('the answer comes at once, and progress while a check takes long', async (t) => {
	const { origin, sent, finished } = await hcp(t);
	const check = async (): Promise<Report> => {
		while (sent.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
		return { ...report, verdict: 'allowed', exitStatus: 0 };
	};
	const { url } = await service(t, origin, check, { progressInterval: 5 });
	t.is((await post(url, task(origin))).status, 200);
	await finished;
	t.is(sent.at(-1)?.status, 'passed');
	t.true(sent.slice(0, -1).every(({ status }) => status === 'running'));
});

test('a request without a valid signature is turned away and nothing is fetched', async (t) => {
	const { origin, sent } = await hcp(t);
	const { url } = await service(t, origin, async () => t.fail() as never);
	for (const signature of [
		'',
		'zz',
		'00',
		createHmac('sha512', 'another')
			.update(JSON.stringify(task(origin)))
			.digest('hex'),
	]) {
		t.is((await post(url, task(origin), signature)).status, 401);
	}
	t.deepEqual(sent, []);
});

test('the request that only verifies the address is answered', async (t) => {
	const { origin } = await hcp(t);
	const { url } = await service(t, origin, async () => t.fail() as never);
	t.is((await post(url, { stage: 'test', access_token: 'test-token' })).status, 200);
});

test('addresses of other hosts are refused', async (t) => {
	const { origin } = await hcp(t);
	const { url } = await service(t, origin, async () => t.fail() as never);
	const answer = await post(url, { ...task(origin), plan_json_api_url: 'http://127.0.0.2/plan' });
	t.is(answer.status, 422);
	t.regex(await answer.text(), /plan_json_api_url .* not allowed/);
});

test('a check that cannot run is a failed task with the reason', async (t) => {
	const { origin, sent, finished } = await hcp(t);
	const { url } = await service(t, origin, async () => {
		throw new Error('the plan is cut off at byte 7');
	});
	await post(url, task(origin));
	await finished;
	t.is(sent.at(-1)?.status, 'failed');
	t.regex(sent.at(-1)?.message ?? '', /cut off at byte 7/);
});

test('a request over the limit is refused', async (t) => {
	const { origin } = await hcp(t);
	const { url } = await service(t, origin, async () => t.fail() as never);
	t.is((await post(url, { stage: 'x'.repeat(2 << 20) }).catch(() => ({ status: 413 }))).status, 413);
});

test('a stage without a plan names the stage that has one', async (t) => {
	const { origin, sent, finished } = await hcp(t);
	const { url } = await service(t, origin, async () => t.fail() as never);
	await post(url, { ...task(origin), stage: 'pre_plan', plan_json_api_url: undefined });
	await finished;
	t.regex(sent.at(-1)?.message ?? '', /post-plan/);
});

test('a result is sent again until HCP Terraform takes it, and a plan that is not ready is fetched again', async (t) => {
	const answers = { plan: [500, 204, 200], result: [500, 429, 503, 200] };
	let results = 0;
	let done: () => void = () => {};
	const finished = new Promise<void>((resolve) => {
		done = resolve;
	});
	const hcpDouble = createServer(async (request, response) => {
		let body = '';
		for await (const chunk of request) body += chunk;
		if (request.method === 'GET') return response.writeHead(answers.plan.shift() ?? 200).end('{}');
		if (JSON.parse(body).data.attributes.status === 'running') return response.writeHead(500).end();
		const status = answers.result.shift() ?? 200;
		if (status === 200) results++;
		response.writeHead(status).end();
		if (answers.result.length === 0) done();
	});
	const origin = await listen(t, hcpDouble);
	const { url } = await service(t, origin, async () => report);
	await post(url, task(origin));
	await finished;
	t.is(results, 1);
	t.deepEqual(answers.plan, []);
});

test('a repeated request is answered, and its plan is checked once', async (t) => {
	const { origin, sent, finished } = await hcp(t);
	let checks = 0;
	const { url } = await service(t, origin, async () => {
		checks++;
		return report;
	});
	for (let again = 0; again < 5; again++) t.is((await post(url, task(origin))).status, 200);
	await finished;
	t.is(checks, 1);
	t.is(sent.filter(({ status }) => status === 'failed').length, 1);
});

test('redirects go to allowed hosts alone, and the token stays with the first', async (t) => {
	const seen: (string | undefined)[] = [];
	const store = await listen(
		t,
		createServer((request, response) => {
			seen.push(request.headers.authorization);
			response.end('{}');
		}),
	);
	let done: (message: string) => void = () => {};
	const origin = await listen(
		t,
		createServer(async (request, response) => {
			let body = '';
			for await (const chunk of request) body += chunk;
			if (request.method === 'GET') return response.writeHead(307, { location: `${store}/plan` }).end();
			response.writeHead(200).end();
			const { status, message } = JSON.parse(body).data.attributes;
			if (status !== 'running') done(message);
		}),
	);
	for (const [origins, says, requests] of [
		[[origin], /redirect to .* which is not allowed/, 0],
		[[origin, store], /1 refused/, 1],
	] as const) {
		const result = new Promise<string>((resolve) => {
			done = resolve;
		});
		const { url } = await service(t, origin, async () => report, { origins: [...origins] });
		await post(url, task(origin));
		t.regex(await result, says);
		t.is(seen.length, requests);
	}
	t.deepEqual(seen, [undefined]);
});

test.serial('a plan over the limit is a failed task, and nothing of it stays', async (t) => {
	const { origin, sent, finished } = await hcp(t, ' '.repeat(2_000_000));
	const { url } = await service(t, origin, async () => t.fail() as never);
	await post(url, task(origin));
	await finished;
	t.regex(sent.at(-1)?.message ?? '', /larger than 1 MB/);
	t.deepEqual(
		fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith(`sg-preflight-run-task-${process.pid}-`)),
		[],
	);
});

test('plans beyond the limit wait, and requests beyond the queue are refused', async (t) => {
	const { origin } = await hcp(t);
	let [running, most] = [0, 0];
	let go: () => void = () => {};
	const started = new Promise<void>((resolve) => {
		go = resolve;
	});
	const { url } = await service(t, origin, async () => {
		most = Math.max(most, ++running);
		await started;
		running--;
		return report;
	});
	const requests = Array.from({ length: 20 }, (_, index) => ({
		...task(origin),
		task_result_callback_url: `${origin}/result/${index}`,
	}));
	const statuses = [];
	for (const request of requests) statuses.push((await post(url, request)).status);
	t.is(statuses.filter((status) => status === 200).length, 12);
	t.is(statuses.filter((status) => status === 503).length, 8);
	go();
	t.is(most <= 2, true);
});

test('a service that stops reports the plans that it could not check, within five seconds', async (t) => {
	const { origin, sent, finished } = await hcp(t);
	const { url, made } = await service(
		t,
		origin,
		({ signal }) =>
			new Promise((_, reject) => {
				signal.addEventListener('abort', () => reject(new Error('the service was stopped')));
			}),
	);
	await post(url, task(origin));
	const started = Date.now();
	await made.stop();
	t.true(Date.now() - started < 5000);
	await finished;
	t.regex(sent.at(-1)?.message ?? '', /the service was stopped/);
});
