import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import type { ByteSource } from '@sg-preflight/terraform';
import type { SavedPlan } from '@sg-preflight/terraform/saved-plan';
import { OpenFile } from './byte-source.js';
import { namelessFile, temporaryFolder } from './nameless-file.js';
import type { PlanDocument } from './open-document.js';
import type { TerraformUse } from './terraform-use.js';

/** Writes standard input to a file that another program can open by its name. */
export async function withNamedCopy<T>(source: ByteSource, use: (copy: string) => Promise<T>): Promise<T> {
	const directory = temporaryFolder();
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

const whereToRun =
	' Run sg-preflight where terraform init was run, with the version that made the plan, or name the program with --terraform-bin PATH.';

/** Options of showing a saved plan. */
export interface ShowRequest {
	/** Candidates; the first program that is found runs. */
	readonly programs: readonly string[];
	/** Why sg-preflight does not read it itself; null when the user named the program. */
	readonly reason: string | null;
	readonly savedPlan: SavedPlan | null;
	/** Whether the program decrypts the plan, so that it needs variables from the environment. */
	readonly isEncrypted?: boolean;
	readonly terraform: TerraformUse;
}

/**
 * Runs `terraform show -json` and opens its output.
 * @param input as the user named it
 * @param plan the file that the program opens
 * @throws {UserError} when no program is there, or it does not read the plan; with the reason that sg-preflight had
 */
export async function withShownPlan<T>(
	input: string,
	plan: string,
	request: ShowRequest,
	use: (document: PlanDocument) => T | Promise<T>,
): Promise<T> {
	const { programs, reason, savedPlan } = request;
	const notRead = reason === null ? '' : `sg-preflight does not read this saved plan itself: ${reason}. `;
	if (!request.terraform.isAllowed) {
		throw new UserError({
			where: input,
			problem: `${notRead}Terraform may not be run for it (--no-terraform)`,
			next: `Check plan JSON, made where the plan was made: terraform show -json ${input} > plan.json`,
		});
	}
	for (const program of programs) {
		const output = namelessFile();
		try {
			const outcome = await show(program, path.resolve(plan), output, request);
			if (outcome === 'missing') continue;
			if (outcome !== 'shown') {
				throw new UserError(
					`${input}: ${notRead}"${program} show -json" could not read ${reason === null ? 'this saved plan' : 'it'}: ${outcome}${reason === null ? '' : whereToRun}`,
				);
			}
			return await use({
				source: new OpenFile(input, output),
				content: 'terraform-plan',
				savedPlan,
				readBy: { reader: `${path.basename(program)} show`, reason },
			});
		} finally {
			fs.closeSync(output);
		}
	}
	const [first = 'terraform'] = programs;
	throw new UserError(
		`${input}: ${notRead}${programs.join(' or ')} ${programs.length > 1 ? 'were' : 'was'} not found either. Name the program with --terraform-bin PATH, or check plan JSON, made where the plan was made: ${path.basename(first)} show -json ${input} > plan.json`,
	);
}

/** Limits, because a provider in the folder may never end, or print without end. */
const showMinutes = 10;
const mostSaid = 64 * 1024;

function show(
	program: string,
	plan: string,
	output: number,
	{ reason, isEncrypted, terraform }: ShowRequest,
): Promise<string> {
	return new Promise((resolve, reject) => {
		// A path is meant from where sg-preflight runs; a bare name is looked up on the PATH.
		const command = /[\\/]/.test(program) ? path.resolve(program) : program;
		const child = spawn(command, ['show', '-json', '-no-color', plan], {
			// A plan's own folder may be a stranger's, and Terraform runs the providers in it: the user names the program for that.
			cwd: reason === null ? initialisedDirectory(plan) : process.cwd(),
			env: terraform.hasWholeEnvironment ? process.env : withoutCredentials(process.env, isEncrypted ?? false),
			stdio: ['ignore', output, 'pipe'],
		});
		// The option `timeout` of spawn would keep this process when the program is missing.
		const timer = setTimeout(() => child.kill('SIGKILL'), showMinutes * 60_000).unref();
		let said = '';
		child.stderr?.setEncoding('utf8').on('data', (text: string) => {
			if (said.length < mostSaid) said += text;
		});
		child.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'ENOENT' || error.code === 'EACCES') resolve('missing');
			else reject(error);
		});
		child.on('close', (status, signal) => {
			clearTimeout(timer);
			if (status === 0) resolve('shown');
			else if (signal === 'SIGKILL') resolve(`it did not end within ${showMinutes} minutes, or was killed.`);
			else resolve(sentences(said) || `it ended with ${signal ?? status}.`);
		});
	});
}

const ofACloud = /^(ALICLOUD|ALIBABA_CLOUD|ALIYUN|SG_PREFLIGHT|TF_TOKEN|TF_VAR)_/i;
const secretName = /SECRET|TOKEN|PASS|KEY|CREDENTIAL|AUTH|JWT|COOKIE|SIGNATURE|_PWD|(^|_)(PAT|DSN|SAS)(_|$)/i;
/** A URL with a password, or a key in a file's form. */
const secretValue = /:\/\/[^/\s@]*:[^/\s@]*@|-----BEGIN /;

/** Removes credentials: showing a plan calls no API, so the providers that Terraform starts do not need them. */
function withoutCredentials(env: NodeJS.ProcessEnv, isEncrypted: boolean): NodeJS.ProcessEnv {
	const isNeeded = (name: string): boolean => isEncrypted && /^TF_(VAR_|ENCRYPTION$)/.test(name);
	return Object.fromEntries(
		Object.entries(env).filter(
			([name, value = '']) =>
				isNeeded(name) || !(ofACloud.test(name) || secretName.test(name) || secretValue.test(value)),
		),
	);
}

/** Returns the directory in which `terraform init` ran, because Terraform needs the schemas of the providers there. */
function initialisedDirectory(plan: string): string {
	for (let directory = path.dirname(plan); ; directory = path.dirname(directory)) {
		if (fs.existsSync(path.join(directory, '.terraform'))) return directory;
		if (directory === path.dirname(directory)) return process.cwd();
	}
}

/** Returns Terraform's boxed error message as one line. */
function sentences(said: string): string {
	const lines = said.split('\n').map((line) => line.replace(/^[\s│╷╵|]+/, '').trim());
	const start = lines.findIndex((line) => line.startsWith('Error:'));
	return lines.slice(Math.max(start, 0)).filter(Boolean).join(' ').slice(0, 1000);
}
