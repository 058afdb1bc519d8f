import { createHmac, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { titleOf } from '../report/finding-text.js';
import { fingerprint } from '../report/fingerprint.js';
import { markdown } from '../report/formats/markdown.js';
import type { Report, ReportedFinding } from '../report/report.js';

/**
 * An HCP Terraform run task (post-plan stage): verifies the request, answers at once, checks the plan and reports by
 * the callback. Source: https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration
 */
export interface RunTaskOptions {
	/** Key that HCP Terraform signs its requests with. */
	readonly hmacKey: string;
	/** Origins that plans are fetched from and results sent to, such as `https://app.terraform.io`. */
	readonly origins: readonly string[];
	/** Checks a plan file. Throws where it could not be checked. */
	check(file: string): Promise<Report>;
	/** One line about a run; never a token or a plan. */
	log(line: string): void;
	/** Milliseconds between progress messages; HCP Terraform gives up after ten minutes of silence. */
	readonly progressInterval?: number;
}

/** Bytes of a request; HCP Terraform's are a few kilobytes. */
const requestLimit = 1 << 20;
/** Bytes of an outcome's body: advised to be below 1 MB. */
const bodyLimit = 900_000;
/** Most outcomes in one result; the first body has them all. */
const outcomeLimit = 100;

interface TaskRequest {
	readonly stage: string;
	readonly accessToken: string;
	readonly callback: URL;
	readonly plan: URL | null;
	readonly outcomes: boolean;
	readonly runId: string;
}

export function runTaskServer(options: RunTaskOptions): Server {
	const server = createServer((request, response) => {
		answer(request, response, options).catch((error: Error) => {
			options.log(`run task: ${error.message}`);
			if (!response.headersSent) end(response, 500, 'internal error');
		});
	});
	server.requestTimeout = 30_000;
	server.headersTimeout = 10_000;
	return server;
}

async function answer(request: IncomingMessage, response: ServerResponse, options: RunTaskOptions): Promise<void> {
	if (request.method === 'GET' && request.url === '/healthz') return end(response, 200, 'ok');
	if (request.method !== 'POST') return end(response, 405, 'POST a run task request');
	const body = await bodyOf(request);
	if (body === null) return end(response, 413, 'the request is too large');
	if (!isSigned(body, request.headers['x-tfc-task-signature'], options.hmacKey)) {
		options.log('run task: a request without a valid signature was turned away');
		return end(response, 401, 'the signature is not valid');
	}
	let task: TaskRequest | null;
	try {
		task = taskOf(body, options.origins);
	} catch (error) {
		options.log(`run task: ${(error as Error).message}`);
		return end(response, 422, (error as Error).message);
	}
	// HCP Terraform waits ten seconds for this answer and takes the result by the callback.
	end(response, 200, 'accepted');
	if (task) await run(task, options);
}

function end(response: ServerResponse, status: number, text: string): void {
	response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		length += chunk.length;
		if (length > requestLimit) return null;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

function isSigned(body: Buffer, signature: string | string[] | undefined, key: string): boolean {
	if (typeof signature !== 'string') return false;
	const expected = createHmac('sha512', key).update(body).digest();
	const given = Buffer.from(signature, 'hex');
	return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Null for the request by which HCP Terraform only verifies the address. */
function taskOf(body: Buffer, origins: readonly string[]): TaskRequest | null {
	const fields = parse(body);
	const text = (name: string): string => {
		const value = fields[name];
		if (typeof value !== 'string' || value === '') throw new Error(`the request has no ${name}`);
		return value;
	};
	const url = (name: string): URL => {
		const parsed = URL.canParse(text(name)) ? new URL(text(name)) : null;
		if (parsed === null || !origins.includes(parsed.origin))
			throw new Error(`${name} leads to a host that is not allowed (--origin)`);
		return parsed;
	};
	if (fields.stage === 'test') return null;
	const capabilities = fields.capabilities as { outcomes?: unknown } | undefined;
	return {
		stage: text('stage'),
		accessToken: text('access_token'),
		callback: url('task_result_callback_url'),
		plan: fields.plan_json_api_url === undefined ? null : url('plan_json_api_url'),
		outcomes: capabilities?.outcomes === true,
		runId: typeof fields.run_id === 'string' ? fields.run_id : '-',
	};
}

function parse(body: Buffer): { readonly [name: string]: unknown } {
	let value: unknown;
	try {
		value = JSON.parse(body.toString('utf8'));
	} catch {
		throw new Error('the request is not JSON');
	}
	if (typeof value !== 'object' || value === null) throw new Error('the request is not a JSON object');
	return value as { readonly [name: string]: unknown };
}

async function run(task: TaskRequest, options: RunTaskOptions): Promise<void> {
	if (task.plan === null) {
		await send(task, 'failed', `there is no plan at the stage ${task.stage}: add the run task to the post-plan stage`);
		return;
	}
	const [status, message, outcomes] = await withProgress(task, options, () => result(task, task.plan as URL, options));
	await send(task, status, message, outcomes);
}

type Result = [status: 'passed' | 'failed', message: string, outcomes: readonly object[]];

/** Says that the check goes on while it does; the last word comes after the last of these. */
async function withProgress<T>(task: TaskRequest, options: RunTaskOptions, work: () => Promise<T>): Promise<T> {
	const say = (message: string): Promise<void> =>
		send(task, 'running', message).catch((error: Error) => options.log(`run ${task.runId}: ${error.message}`));
	let said = say('checking the plan');
	const timer = setInterval(() => {
		said = said.then(() => say('still checking'));
	}, options.progressInterval ?? 300_000);
	try {
		return await work();
	} finally {
		clearInterval(timer);
		await said;
	}
}

async function result(task: TaskRequest, plan: URL, options: RunTaskOptions): Promise<Result> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-run-task-'));
	try {
		const file = path.join(folder, 'plan.json');
		await download(plan, task.accessToken, file);
		const report = await options.check(file);
		const { refused, undetermined, allowed, waived } = report.summary;
		const counts = `${refused} refused, ${undetermined} undetermined, ${allowed} allowed, ${waived} waived`;
		options.log(`run ${task.runId}: ${report.verdict} (${counts})`);
		const unread = report.inputs.find(({ error }) => error !== null)?.error;
		return [report.exitStatus === 0 ? 'passed' : 'failed', unread ?? counts, task.outcomes ? outcomesOf(report) : []];
	} catch (error) {
		const { message } = error as Error;
		options.log(`run ${task.runId}: ${message}`);
		return ['failed', `the plan could not be checked: ${message}`, []];
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

async function download(url: URL, token: string, file: string): Promise<void> {
	const response = await fetch(url, {
		headers: { authorization: `Bearer ${token}` },
		signal: AbortSignal.timeout(600_000),
	});
	if (!response.ok || response.body === null)
		throw new Error(`fetching the plan ended with HTTP status ${response.status}`);
	await pipeline(
		Readable.fromWeb(response.body as import('node:stream/web').ReadableStream),
		fs.createWriteStream(file, { mode: 0o600 }),
	);
}

async function send(
	task: TaskRequest,
	status: 'passed' | 'failed' | 'running',
	message: string,
	outcomes: readonly object[] = [],
): Promise<void> {
	const data = {
		type: 'task-results',
		attributes: { status, message: message.slice(0, 1000) },
		...(outcomes.length > 0 && { relationships: { outcomes: { data: outcomes } } }),
	};
	const response = await fetch(task.callback, {
		method: 'PATCH',
		headers: { authorization: `Bearer ${task.accessToken}`, 'content-type': 'application/vnd.api+json' },
		body: JSON.stringify({ data }),
		signal: AbortSignal.timeout(30_000),
	});
	await response.body?.cancel();
	if (!response.ok) throw new Error(`HCP Terraform answered ${response.status} to the result`);
}

function outcomesOf(report: Report): object[] {
	const findings = report.findings.slice(0, outcomeLimit);
	return findings.map((finding, index) => ({
		type: 'task-result-outcomes',
		attributes: {
			'outcome-id': fingerprint(finding).slice(0, 12),
			description: `${finding.address ?? 'the plan'}: ${titleOf(finding)}`.slice(0, 250),
			body: index === 0 ? markdown(report).slice(0, bodyLimit) : `${finding.message}\n\n${finding.remedy}`,
			url: finding.docs,
			tags: {
				Status: [{ label: finding.waiver ? 'waived' : finding.verdict, level: level(finding) }],
				Severity: [{ label: finding.level, level: level(finding) }],
			},
		},
	}));
}

function level(finding: ReportedFinding): 'error' | 'warning' | 'info' {
	return finding.level === 'note' ? 'info' : finding.level;
}
