import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { PlanSource } from '@sg-preflight/terraform';
import { CannotCheck } from './command.js';

/** A document that is open for reading. */
export interface PlanDocument {
	readonly source: PlanSource;
	/** Told by the first bytes; whether it really is one, its reader says. */
	readonly content: 'terraform-plan' | 'pulumi-preview';
	/** Path of the saved binary plan that the document was made from, else null. */
	readonly savedPlan: string | null;
}

/** Names that the first key of a Pulumi preview, or of an event of a streamed one, can have. */
const pulumiKeys = new Set(['config', 'steps', 'diagnostics', 'duration', 'changeSummary', 'maybeCorrupt', 'sequence']);

/**
 * Opens what the user named: a file, or `-` for standard input. A saved plan is opened as what `terraform show -json`
 * prints of it. What needs a file on the way has one that only this user can read and that ends with the run.
 *
 * @param terraform the program that reads saved plans, or undefined for `terraform` and then `tofu` on the PATH
 */
export async function withPlanDocument<T>(
	input: string,
	terraform: string | undefined,
	use: (document: PlanDocument) => T | Promise<T>,
): Promise<T> {
	const programs = terraform === undefined ? ['terraform', 'tofu'] : [terraform];
	const descriptor = input === '-' ? 0 : openPlan(input);
	try {
		const source = input === '-' ? new StandardInput() : new OpenFile(input, descriptor);
		const head = Buffer.alloc(4096);
		const content = contentOf(head.subarray(0, source.read(head, 0)));
		if (content !== 'saved-plan') return await use({ source, content, savedPlan: null });
		if (source instanceof OpenFile) return await withShownPlan(input, input, programs, use);
		return await withNamedCopy(source, (copy) => withShownPlan(input, copy, programs, use));
	} finally {
		if (descriptor !== 0) fs.closeSync(descriptor);
	}
}

function openPlan(input: string): number {
	const stats = fs.statSync(input, { throwIfNoEntry: false });
	if (stats === undefined) {
		throw new CannotCheck(`${input}: there is no such file. Make it with: terraform plan -out=plan.tfplan`);
	}
	if (stats.isDirectory()) throw new CannotCheck(`${input}: this is a directory. Name the plan files in it.`);
	try {
		return fs.openSync(input, 'r');
	} catch (error) {
		throw new CannotCheck(`${input}: it cannot be opened: ${(error as Error).message}.`);
	}
}

/** Whether a file is a saved binary plan; false where it cannot be opened. */
export function isSavedPlan(file: string): boolean {
	try {
		const descriptor = fs.openSync(file, 'r');
		const head = Buffer.alloc(4);
		fs.readSync(descriptor, head);
		fs.closeSync(descriptor);
		return contentOf(head) === 'saved-plan';
	} catch {
		return false;
	}
}

function contentOf(head: Buffer): PlanDocument['content'] | 'saved-plan' {
	if (head.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return 'saved-plan';
	const [, key] = /^\s*\{\s*"(\w+)"/.exec(head.toString('latin1')) ?? [];
	return key !== undefined && (pulumiKeys.has(key) || key.endsWith('Event')) ? 'pulumi-preview' : 'terraform-plan';
}

class OpenFile implements PlanSource {
	/** Null for one that cannot be read at any place: a pipe or a device, which is then read in order. */
	readonly #kept: Kept | null;

	constructor(
		readonly name: string,
		readonly descriptor: number,
	) {
		this.#kept = fs.fstatSync(descriptor).isFile() ? null : new Kept(descriptor);
	}

	read(into: Uint8Array, position: number): number {
		return this.#kept ? this.#kept.read(into, position) : fs.readSync(this.descriptor, into, 0, into.length, position);
	}
}

class StandardInput implements PlanSource {
	readonly name = '-';
	readonly #kept = new Kept(0);

	read(into: Uint8Array, position: number): number {
		return this.#kept.read(into, position);
	}
}

/** What a stream gave is kept, in memory as long as it is small, so that it can be read at any place again. */
class Kept {
	static readonly inMemory = 16 * 1024 * 1024;
	/** A stream may never end, and what it gave takes room on the disk. */
	static readonly most = 4 * 1024 ** 3;
	#memory: Buffer = Buffer.alloc(64 * 1024);
	#file: number | null = null;
	#length = 0;
	#ended = false;

	constructor(readonly descriptor: number) {}

	read(into: Uint8Array, position: number): number {
		while (position >= this.#length && !this.#ended) this.#more();
		const length = Math.max(0, Math.min(into.length, this.#length - position));
		if (this.#file !== null) return length === 0 ? 0 : fs.readSync(this.#file, into, 0, length, position);
		into.set(this.#memory.subarray(position, position + length));
		return length;
	}

	#more(): void {
		const chunk = Buffer.alloc(64 * 1024);
		const length = readNext(this.descriptor, chunk);
		if (length === 0) this.#ended = true;
		else this.#keep(chunk.subarray(0, length));
	}

	#keep(chunk: Buffer): void {
		const length = this.#length + chunk.length;
		if (length > Kept.most) {
			throw new CannotCheck(
				`more than ${Kept.most / 1024 ** 3} GiB came. Write so large a plan to a file and check that.`,
			);
		}
		if (this.#file === null && length > Kept.inMemory) {
			this.#file = namelessFile();
			fs.writeSync(this.#file, this.#memory, 0, this.#length, 0);
			this.#memory = Buffer.alloc(0);
		}
		if (this.#file !== null) fs.writeSync(this.#file, chunk, 0, chunk.length, this.#length);
		else {
			if (length > this.#memory.length) {
				const larger = Buffer.alloc(length * 2);
				this.#memory.copy(larger);
				this.#memory = larger;
			}
			this.#memory.set(chunk, this.#length);
		}
		this.#length = length;
	}
}

/** Waits for the next bytes of a stream, also of one that another process made non-blocking. */
function readNext(descriptor: number, into: Uint8Array): number {
	for (;;) {
		try {
			return fs.readSync(descriptor, into);
		} catch (error) {
			const { code } = error as NodeJS.ErrnoException;
			if (code === 'EOF') return 0;
			if (code !== 'EAGAIN') throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
		}
	}
}

/** A temporary file that has lost its name already, so that it ends with the process, however that ends. */
function namelessFile(): number {
	const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-'));
	const file = path.join(directory, 'document');
	const descriptor = fs.openSync(file, 'wx+', 0o600);
	const remove = (): void => fs.rmSync(directory, { recursive: true, force: true });
	// Windows keeps the name of an open file.
	if (process.platform === 'win32') process.once('exit', remove);
	else remove();
	return descriptor;
}

/** Writes standard input to a file that another program can open by its name. */
async function withNamedCopy<T>(source: PlanSource, use: (copy: string) => Promise<T>): Promise<T> {
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
async function withShownPlan<T>(
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
				throw new CannotCheck(`${input}: "${program} show -json" could not read this saved plan: ${outcome}`);
			}
			return await use({ source: new OpenFile(input, output), content: 'terraform-plan', savedPlan: plan });
		} finally {
			fs.closeSync(output);
		}
	}
	throw new CannotCheck(
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
