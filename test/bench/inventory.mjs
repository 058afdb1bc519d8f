// Pulls many groups from a local double of the API and prints the time and memory: `node test/bench/inventory.mjs`, after
// `npm run build`. Numbers of groups and regions as arguments.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { groupsOf, startEcsDouble } from '../dist/inventory/ecs-double.js';
import { measure } from './whole-process.mjs';

const [groups = 50_000, regions = 30] = process.argv.slice(2).map(Number);
const root = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-bench-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

const names = Array.from({ length: regions }, (_, index) => `xx-region-${index}`);
const share = (index) => Math.floor(groups / regions) + (index < groups % regions ? 1 : 0);
const listed = Object.fromEntries(names.map((name, index) => [name, groupsOf(name, share(index))]));
const fewest = 2 + names.reduce((sum, _, index) => sum + Math.max(1, Math.ceil(share(index) / 100)), 0);

process.env.ALIBABA_CLOUD_ACCESS_KEY_ID = 'double-key-id';
process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET = 'double-key-secret';

for (const [title, everyNth] of [
	['no faults', 0],
	['every 20th request throttled', 20],
]) {
	let throttled = 0;
	const double = await startEcsDouble({
		regions: listed,
		fault(_, index) {
			if (everyNth === 0 || index % everyNth !== everyNth - 1) return undefined;
			throttled += 1;
			return 'throttling';
		},
	});
	const output = path.join(folder, 'inventory.yaml');
	const bin = path.join(root, 'packages/cli/bin/sg-preflight.js');
	const run = await measure(process.execPath, [
		bin,
		'inventory',
		'pull',
		'--endpoint',
		double.endpoint,
		'--output',
		output,
	]);
	const { requests } = double;
	await double.close();
	if (run.status !== 0) throw new Error(run.said);
	const written = Number(/^counts: \{ groups: (\d+),/m.exec(fs.readFileSync(output, 'utf8'))?.[1]);
	console.log(
		`${title}: ${written} of ${groups} groups over ${regions} regions, ${requests.length} requests (${fewest} is the fewest, ${throttled} repeated), peak ${run.peak?.toFixed(0) ?? '–'} MiB, ${run.seconds.toFixed(1)} s`,
	);
	const tooMuch = run.peak !== null && run.peak * 2 ** 20 > 200e6;
	if (written !== groups || requests.length !== fewest + throttled || tooMuch) process.exitCode = 1;
}
