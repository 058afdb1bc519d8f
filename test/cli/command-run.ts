import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ExecutionContext } from 'ava';

/** The root of the checkout. */
export const root = path.resolve(import.meta.dirname, '../../..');

/** The command as a built checkout has it. */
export const binary = path.join(root, 'packages/cli/bin/sg-preflight.js');

export const inventory = path.join(root, 'examples/inventory.json');
export const cleanPlan = path.join(root, 'examples/terraform/clean/plan.json');
export const refusedPlan = path.join(root, 'examples/terraform/refused/plan.json');

export interface Run {
	readonly status: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunOptions {
	readonly cwd?: string;
	readonly stdin?: string | Buffer;
	/** Added to an environment without any setting of colours. */
	readonly env?: NodeJS.ProcessEnv;
	/** The whole environment, instead of all that. */
	readonly environment?: NodeJS.ProcessEnv;
	/** Called once it runs, with a function that interrupts it. */
	readonly started?: (interrupt: () => void) => void;
}

/** Runs the real command and waits for its end. */
export function sgPreflight(
	args: readonly string[],
	{ cwd = root, stdin, env, environment, started }: RunOptions = {},
): Promise<Run> {
	const { NO_COLOR: _no, FORCE_COLOR: _force, CI: _ci, ...clean } = process.env;
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [binary, ...args], { cwd, env: environment ?? { ...clean, ...env } });
		const stdout: Buffer[] = [];
		const stderr: Buffer[] = [];
		child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
		child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
		child.stdin.on('error', () => {}); // The command need not read it all.
		child.stdin.end(stdin);
		child.on('error', reject);
		child.on('close', (status, signal) =>
			resolve({
				status,
				signal,
				stdout: Buffer.concat(stdout).toString(),
				stderr: Buffer.concat(stderr).toString(),
			}),
		);
		started?.(() => child.kill('SIGINT'));
	});
}

/** Makes a directory for the test, which is removed when it ends. */
export function scratch(t: ExecutionContext, files: Readonly<Record<string, string | Buffer>> = {}): string {
	const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-test-'));
	t.teardown(() => fs.rmSync(directory, { recursive: true, force: true }));
	for (const [name, content] of Object.entries(files)) {
		fs.mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
		fs.writeFileSync(path.join(directory, name), content);
	}
	return directory;
}
