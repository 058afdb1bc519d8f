import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';

/**
 * Runs a command and measures it from outside: wall seconds, and peak resident memory in MiB (null where the system
 * has no /proc). Its output is read and thrown away.
 */
export function measure(command, args) {
	return new Promise((resolve, reject) => {
		const start = process.hrtime.bigint();
		const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
		let peak = null;
		let said = '';
		const look = () => {
			try {
				const high = /VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'));
				if (high) peak = Number(high[1]) / 1024;
			} catch {
				// The process has ended, or there is no /proc.
			}
		};
		const timer = setInterval(look, 5);
		child.stdout.resume();
		child.stderr.on('data', (data) => {
			said = (said + data).slice(-2000);
		});
		child.on('error', reject);
		child.on('close', (status) => {
			clearInterval(timer);
			resolve({ seconds: Number(process.hrtime.bigint() - start) / 1e9, peak, status, said });
		});
	});
}

/**
 * Returns the median of several runs in turn (A B A B …), so that a drift of the machine's speed affects all alike.
 * @param warmUps runs before that do not count
 */
export async function inTurn(commands, runs, warmUps = 1) {
	const results = commands.map(() => []);
	for (let run = 0; run < warmUps + runs; run++) {
		for (const [index, [command, args]] of commands.entries()) {
			const result = await measure(command, args);
			if (run >= warmUps) results[index].push(result);
		}
	}
	return results.map((list) => ({
		seconds: median(list.map(({ seconds }) => seconds)),
		peak: list[0].peak === null ? null : Math.max(...list.map(({ peak }) => peak)),
		status: list[0].status,
		said: list[0].said,
	}));
}

/**
 * The processor time of commands in milliseconds, the least and the median of runs in turn. Other programs change it far
 * less than the time that passes.
 */
export function processorTimes(commands, runs) {
	const results = commands.map(() => []);
	for (let run = 0; run < runs; run++) {
		for (const [index, command] of commands.entries()) results[index].push(processorTime(command));
	}
	return results.map((list) => ({ least: Math.min(...list), median: median(list) }));
}

function processorTime([command, args]) {
	const timed = 'TIMEFORMAT="%3U %3S"; time "$@" 2>/dev/null';
	const { stderr } = spawnSync('bash', ['-c', timed, 'bash', command, ...args], {
		stdio: ['ignore', 'pipe', 'pipe'],
		encoding: 'utf8',
		env: { ...process.env, LC_ALL: 'C' },
	});
	const [user, system] = stderr.trim().split(' ').map(Number);
	return (user + system) * 1000;
}

function median(numbers) {
	const sorted = [...numbers].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)];
}
