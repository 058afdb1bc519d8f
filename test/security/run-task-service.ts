import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { ExecutionContext } from 'ava';
import { binary, inventory, scratch } from '../cli/command-run.js';

const key = 'key-of-the-test';

export interface Result {
	readonly status: string;
	readonly message: string;
	readonly run: string;
	/** The whole request, with the outcomes. */
	readonly body: string;
}

/** A double of HCP Terraform, and the real command serving run tasks to it. */
export interface RunTaskSetup {
	readonly origin: string;
	readonly url: string;
	readonly child: ChildProcess;
	/** Final results, one for each that was sent. */
	readonly results: Result[];
	/** Folder of the temporary files of the service. */
	readonly temporary: string;
	log(): string;
	/** Sends one signed request. */
	post(run: string, fields?: object): Promise<number>;
	/** Waits until the given number of runs have a result. */
	settled(count: number): Promise<void>;
}

export async function runTaskSetup(
	t: ExecutionContext,
	files: Readonly<Record<string, Buffer>>,
	options: readonly string[] = [],
	environment: NodeJS.ProcessEnv = {},
): Promise<RunTaskSetup> {
	const results: Result[] = [];
	const hcp = createServer(async (request, response) => {
		let body = '';
		for await (const chunk of request) body += chunk;
		if (request.method === 'GET') {
			const file = files[path.basename(request.url ?? '')];
			return response.writeHead(file ? 200 : 404).end(file);
		}
		response.writeHead(200).end();
		const { status, message } = JSON.parse(body).data.attributes;
		if (status !== 'running') results.push({ status, message, run: path.basename(request.url ?? ''), body });
	});
	await new Promise<void>((resolve) => hcp.listen(0, '127.0.0.1', resolve));
	t.teardown(() => {
		hcp.close();
		hcp.closeAllConnections();
	});
	const origin = `http://127.0.0.1:${(hcp.address() as AddressInfo).port}`;
	const cwd = scratch(t, { 'inventory.json': fs.readFileSync(inventory) });
	const temporary = scratch(t);
	const { child, url, log } = await served(t, cwd, ['--origin', origin, ...options], {
		TMPDIR: temporary,
		...environment,
	});
	const post = async (run: string, fields: object = {}): Promise<number> => {
		const body = JSON.stringify({
			stage: 'post_plan',
			access_token: 'token',
			run_id: run,
			plan_json_api_url: `${origin}/plan.json`,
			task_result_callback_url: `${origin}/result/${run}`,
			...fields,
		});
		const signature = createHmac('sha512', key).update(body).digest('hex');
		const response = await fetch(url, { method: 'POST', body, headers: { 'x-tfc-task-signature': signature } });
		await response.text();
		return response.status;
	};
	const settled = async (count: number): Promise<void> => {
		while (results.length < count) await new Promise((resolve) => setTimeout(resolve, 50));
	};
	return { origin, url, child, results, temporary, log, post, settled };
}

/** Starts the service in a folder with inventory.json; it is killed when the test ends. */
export async function served(
	t: ExecutionContext,
	cwd: string,
	options: readonly string[],
	environment: NodeJS.ProcessEnv,
): Promise<{ child: ChildProcess; url: string; log: () => string }> {
	const child = spawn(
		process.execPath,
		[binary, 'serve', 'run-task', '--inventory', 'inventory.json', '--host', '127.0.0.1', '--port', '0', ...options],
		{ cwd, env: { ...process.env, ...environment, SG_PREFLIGHT_HMAC_KEY: key }, stdio: ['ignore', 'ignore', 'pipe'] },
	);
	t.teardown(() => {
		child.kill('SIGKILL');
	});
	let said = '';
	const port = await new Promise<string>((resolve, reject) => {
		child.stderr?.on('data', (chunk: Buffer) => {
			said += chunk;
			const [, port] = /on port (\d+)/.exec(said) ?? [];
			if (port) resolve(port);
		});
		child.once('exit', () => reject(new Error(said)));
	});
	return { child, url: `http://127.0.0.1:${port}/`, log: () => said };
}

export interface ProcessFacts {
	readonly id: number;
	readonly megabytes: number;
	readonly environment: string;
}

/** Returns the processes that a process started, by /proc. */
export function childrenOf(parent: number): ProcessFacts[] {
	return fs.readdirSync('/proc').flatMap((name) => {
		if (!/^\d+$/.test(name)) return [];
		try {
			const status = fs.readFileSync(`/proc/${name}/status`, 'utf8');
			if (Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]) !== parent) return [];
			// Between its start and its program, a child is a copy of its parent.
			if (!fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('\0check\0')) return [];
			const environment = fs.readFileSync(`/proc/${name}/environ`, 'utf8');
			return [{ id: Number(name), megabytes: megabytesIn(status), environment }];
		} catch {
			return []; // It ended meanwhile.
		}
	});
}

export function megabytesOf(id: number): number {
	return megabytesIn(fs.readFileSync(`/proc/${id}/status`, 'utf8'));
}

function megabytesIn(status: string): number {
	return Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}
