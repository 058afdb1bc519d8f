import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import type { PlanSource } from '@sg-preflight/terraform';
import { OpenFile } from './byte-source.js';
import { namelessFile } from './nameless-file.js';
import type { PlanDocument } from './plan-document.js';

/** Writes standard input to a file that another program can open by its name. */
export async function withNamedCopy<T>(source: PlanSource, use: (copy: string) => Promise<T>): Promise<T> {
	const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-'));
	const remove = (): void => fs.rmSync(directory, { recursive: true, force: true });
	const interrupted = (signal: NodeJS.Signals): void => {
		remove();
		process.kill(process.pid, signal);
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupted);
	try {
		const copy = path.join(directory, 'plan.tfplan');
		const descriptor = fs.openSync(copy, 'wx', 0o600);
		const chunk = Buffer.alloc(64 * 1024);
		for (let position = 0, length = 0; ; position += length) {
			length = source.read(chunk, position);
			if (length === 0) break;
			fs.writeSync(descriptor, chunk, 0, length);
		}
		fs.closeSync(descriptor);
		return await use(copy);
	} finally {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeListener(signal, interrupted);
		remove();
	}
}

/** Runs `terraform show -json`, or says why it could not. */
export async function withShownPlan<T>(
	input: string,
	plan: string,
	programs: readonly string[],
	use: (document: PlanDocument) => T | Promise<T>,
): Promise<T> {
	for (const program of programs) {
		const output = namelessFile();
		try {
			const outcome = await show(program, path.resolve(plan), output);
			if (outcome === 'missing') continue;
			if (outcome !== 'shown') {
				throw new UserError(`${input}: "${program} show -json" could not read this saved plan: ${outcome}`);
			}
			return await use({ source: new OpenFile(input, output), content: 'terraform-plan', savedPlan: plan });
		} finally {
			fs.closeSync(output);
		}
	}
	throw new UserError(
		`${input}: a saved plan is read with ${programs.join(' or ')}, which ${programs.length > 1 ? 'are' : 'is'} not there. Name the program with --terraform-bin PATH, or check plan JSON, made where it is: terraform show -json ${input} > plan.json`,
	);
}

function show(program: string, plan: string, output: number): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, ['show', '-json', '-no-color', plan], {
			cwd: initialisedDirectory(plan),
			stdio: ['ignore', output, 'pipe'],
		});
		const said: Buffer[] = [];
		child.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
		child.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'ENOENT' || error.code === 'EACCES') resolve('missing');
			else reject(error);
		});
		child.on('close', (status, signal) => {
			if (status === 0) resolve('shown');
			else resolve(sentences(Buffer.concat(said).toString()) || `it ended with ${signal ?? status}.`);
		});
	});
}

/** Terraform needs the providers' schemas, which stand in the directory where `terraform init` was run. */
function initialisedDirectory(plan: string): string {
	for (let directory = path.dirname(plan); ; directory = path.dirname(directory)) {
		if (fs.existsSync(path.join(directory, '.terraform'))) return directory;
		if (directory === path.dirname(directory)) return process.cwd();
	}
}

/** Terraform's boxed error message as one line. */
function sentences(said: string): string {
	const lines = said.split('\n').map((line) => line.replace(/^[\s│╷╵|]+/, '').trim());
	const start = lines.findIndex((line) => line.startsWith('Error:'));
	return lines.slice(Math.max(start, 0)).filter(Boolean).join(' ').slice(0, 1000);
}
