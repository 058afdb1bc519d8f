import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** The `pulumi` process that started the pack, with or without a language host between them. */
export interface EngineProcess {
	/** Its working folder, which `pulumi -C` changes; null if the system does not tell it. */
	readonly folder: string | null;
	/** Its program file; null if the system does not tell it. */
	readonly program: string | null;
	readonly args: readonly string[];
}

interface RunningProcess extends EngineProcess {
	readonly parent: number;
}

/** Finds the `pulumi` process among the ancestors of this one; null when the system shows none. */
export function findEngine(): EngineProcess | null {
	const look = process.platform === 'linux' ? processOnLinux : processByPs;
	let pid = process.ppid;
	// At most a language host and a shell that starts a node program are between them.
	for (let level = 0; level < 5 && pid > 1; level++) {
		const found = look(pid);
		if (found === null) return null;
		if (/^pulumi(\.exe)?$/.test(path.basename(found.args[0] ?? ''))) return found;
		pid = found.parent;
	}
	return null;
}

function processOnLinux(pid: number): RunningProcess | null {
	try {
		// The name of the program, in parentheses, may hold spaces.
		const [, parent] = / \w (\d+) /.exec(fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '')) ?? [];
		return {
			args: fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0'),
			folder: linkOf(`/proc/${pid}/cwd`),
			program: linkOf(`/proc/${pid}/exe`),
			parent: Number(parent),
		};
	} catch {
		return null;
	}
}

function linkOf(link: string): string | null {
	try {
		return fs.readlinkSync(link);
	} catch {
		return null;
	}
}

function processByPs(pid: number): RunningProcess | null {
	const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' });
	const [, parent, command] = /^\s*(\d+)\s+(.*)$/m.exec(stdout ?? '') ?? [];
	return command === undefined
		? null
		: { args: command.split(' '), folder: null, program: null, parent: Number(parent) };
}

/** Whether the command line of `pulumi` asks for a refresh before the preview or update. */
export function asksForRefresh(args: readonly string[]): boolean {
	return args.some((arg) => /^(--refresh(=(?!false$).*)?|-[dfjy]*r[dfjy]*)$/.test(arg));
}

/** Whether the text of a project's Pulumi.yaml has `options: { refresh: always }`. */
export function alwaysRefreshes(project: string): boolean {
	return /^options:[ \t]*(\{[^}\n]*|\n([ \t].*\n|[ \t]*#.*\n|\n)*?[ \t]+)refresh:[ \t]*["']?always\b/m.test(project);
}
