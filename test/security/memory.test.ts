import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import { root } from '../cli/command-run.js';

const count = 100_000;
const formats = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html'];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-memory-'));
const bin = path.join(root, 'packages/cli/bin/sg-preflight.js');
const [plan, inventory, preload] = ['plan.json', 'inventory.json', 'peak.cjs'].map((name) =>
	path.join(folder, name),
) as [string, string, string];

test.before(() => {
	execFileSync(process.execPath, [path.join(root, 'test/bench/refused-plan.mjs'), plan, inventory, String(count)]);
	// Tells the peak of the process itself, as /usr/bin/time does where it is installed.
	fs.writeFileSync(
		preload,
		`process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(path.join(folder, 'peak'))}, String(process.resourceUsage().maxRSS)));`,
	);
});

test.after.always(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Runs the command on the plan. Returns its output, and the most memory that it had in MB. */
function check(...options: readonly string[]): { readonly stdout: string; readonly peak: number } {
	const args = ['--require', preload, bin, 'check', plan, '--no-config', '--inventory', inventory, ...options];
	const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e8 });
	if (status !== 1) throw new Error(`the check ended with ${status}: ${stderr}`);
	return { stdout, peak: (Number(fs.readFileSync(path.join(folder, 'peak'), 'utf8')) * 1024) / 1e6 };
}

for (const [name, options] of [
	...formats.map((format) => [format, ['--format', format]] as const),
	['compact text', ['--compact']],
] as const) {
	test.serial(`a check with ${count} refused operations takes at most 300 MB in all, with a report as ${name}`, (t) => {
		const { stdout, peak } = check(...options);
		t.log(`${Math.round(peak)} MB, report of ${(Buffer.byteLength(stdout) / 1e6).toFixed(1)} MB`);
		t.true(peak <= 300, `${peak} MB`);
		t.true(Buffer.byteLength(stdout) <= 10_000_000);
	});
}

test.serial('a check that writes every format in one run takes at most 350 MB', (t) => {
	const reports = formats.flatMap((format) => ['--report', `${format}=${path.join(folder, `report.${format}`)}`]);
	const { peak } = check(...reports);
	t.log(`${Math.round(peak)} MB`);
	t.true(peak <= 350, `${peak} MB`);
	t.is(JSON.parse(fs.readFileSync(path.join(folder, 'report.json'), 'utf8')).summary.refused, count);
});
