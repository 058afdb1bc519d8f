import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import { problemOf } from '@sg-preflight/documents/system-error';
import { readReport } from '../report/read-report.js';
import type { Report } from '../report/report.js';

export interface CheckLimits {
	readonly seconds: number;
	/** Memory of the process. */
	readonly megabytes: number;
}

export interface PlanToCheck {
	readonly plan: string;
	/** Folder of its sources; null if there are none. */
	readonly source: string | null;
	/** Folder for the report and temporary files; the caller removes it. */
	readonly folder: string;
	readonly signal: AbortSignal;
}

/** Bytes of a report; the formats stay below it. */
const mostReportBytes = 32 * 1024 * 1024;
const mostErrorBytes = 16 * 1024;

/** The variables that a check needs. The child gets no key and no credentials, because the plan decides what it reads. */
const passedOn = [
	...['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'SystemRoot', 'USERPROFILE', 'APPDATA'],
	...['SG_PREFLIGHT_CONFIG', 'NODE_EXTRA_CA_CERTS'],
];

/**
 * Checks in a separate process with limited memory and time. It reads the configuration again.
 *
 * @param options arguments of check before the plan
 * @throws {UserError} when there is no report; the message contains the reason
 */
export async function checkInChild(
	{ plan, source, folder, signal }: PlanToCheck,
	options: readonly string[],
	limits: CheckLimits,
): Promise<Report> {
	const file = path.join(folder, 'report.json');
	const child = spawn(
		process.execPath,
		[
			// The rest is for memory outside the heap.
			`--max-old-space-size=${Math.floor(limits.megabytes * 0.75)}`,
			process.argv[1] as string,
			'check',
			...options,
			...(source === null ? [] : ['--source', source]),
			// A plan of HCP Terraform is JSON: nothing needs a program, which would run in the folder of the service.
			'--no-terraform',
			...['--format', 'text', '--report', `json=${file}`, '--', plan],
		],
		{
			// The channel tells the child when this process is gone.
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
			env: { ...chosen(process.env), TMPDIR: folder, TEMP: folder, TMP: folder },
		},
	);
	const end = await endOf(child, limits, signal);
	if (fs.statSync(file, { throwIfNoEntry: false }) === undefined) throw new UserError(end);
	if (fs.statSync(file).size > mostReportBytes) throw new UserError('its report is too large');
	return readReport(file);
}

function chosen(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(environment).filter(([name]) => passedOn.includes(name)));
}

/** Waits for the end of the child. Returns why it ended without a report. */
function endOf(child: ChildProcess, limits: CheckLimits, signal: AbortSignal): Promise<string> {
	return new Promise((resolve) => {
		let killed: string | null = null;
		const kill = (why: string): void => {
			killed ??= why;
			child.kill('SIGKILL');
		};
		const timer = setTimeout(() => kill(`the check took longer than ${limits.seconds} seconds`), limits.seconds * 1000);
		const watch = setInterval(() => {
			if (megabytesOf(child.pid) > limits.megabytes) kill(`the check took more than ${limits.megabytes} MB of memory`);
		}, 50);
		const stop = (): void => kill('the service was stopped before the plan was checked');
		signal.addEventListener('abort', stop, { once: true });
		if (signal.aborted) stop();
		let said = '';
		child.stderr?.setEncoding('utf8').on('data', (text: string) => {
			if (said.length < mostErrorBytes) said += text;
		});
		const ended = (why: string): void => {
			clearTimeout(timer);
			clearInterval(watch);
			signal.removeEventListener('abort', stop);
			resolve(killed ?? why);
		};
		child.on('error', (error) => ended(`the check could not be started: ${problemOf(error)}`));
		child.on('close', (status, by) => {
			const ours = /^sg-preflight: (.*)/m.exec(said)?.[1];
			ended(
				ours ?? `the check ended with ${by ?? status}${status === 134 || by === 'SIGABRT' ? ' (out of memory)' : ''}`,
			);
		});
	});
}

/** Returns the memory of the process; 0 if the system does not report it. */
function megabytesOf(id: number | undefined): number {
	try {
		const [, kilobytes] = /^VmRSS:\s*(\d+)/m.exec(fs.readFileSync(`/proc/${id}/status`, 'utf8')) ?? [];
		return Number(kilobytes ?? 0) / 1024;
	} catch {
		return 0;
	}
}
