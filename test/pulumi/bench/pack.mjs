// Measures the cost of the policy pack: a preview of 1,000 resources with it, beside the same preview with a pack of one empty
// policy, in turn; and its own code on 10,000 recorded resources. `npm run bench:pack`
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ecs } from '@pulumi/alicloud';
import { forms, PreviewedStack } from '../dist/previewed-stack.js';

const [resources = 1000, runs = 5] = process.argv.slice(2).map(Number);
const inventory = { schemaVersion: 1, groups: [{ id: 'sg-own1', managed: false }] };
const program = async () => {
	for (let n = 0; n < resources; n++) {
		new ecs.SecurityGroupRule(`r${n}`, {
			securityGroupId: 'sg-own1',
			type: 'ingress',
			ipProtocol: 'tcp',
			portRange: `${n}/${n}`,
			cidrIp: '10.0.0.0/8',
		});
	}
};
const packs = { ours: forms.executable, empty: path.join(import.meta.dirname, 'empty-pack/pack.cjs') };
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

async function measure(title, prepare) {
	const stack = await PreviewedStack.open();
	try {
		await prepare(stack);
		const seconds = { ours: [], empty: [] };
		for (let run = 0; run <= runs; run++) {
			for (const [name, pack] of Object.entries(packs)) {
				const config = name === 'ours' ? { inventory } : undefined;
				const start = process.hrtime.bigint();
				const { status, output } = await stack.preview(program, { pack, ...(config && { config }) });
				if (status !== 0) throw new Error(output);
				if (run > 0) seconds[name].push(Number(process.hrtime.bigint() - start) / 1e9);
			}
		}
		const [ours, empty] = [median(seconds.ours), median(seconds.empty)];
		console.log(
			`${title}: ${ours.toFixed(2)} s with the pack, ${empty.toFixed(2)} s with an empty one: ${(ours / empty).toFixed(3)} ×`,
		);
	} finally {
		stack.close();
	}
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-pack-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const own = (...args) => {
	const script = path.join(import.meta.dirname, 'pack-own-code.mjs');
	const { stdout, stderr } = spawnSync(process.execPath, [script, '10000', folder, ...args], { encoding: 'utf8' });
	if (stdout === '') throw new Error(stderr);
	return JSON.parse(stdout);
};
const nothing = own('--nothing');
const all = [own(), own(), own()];
const fastest = Math.min(...all.map(({ seconds }) => seconds));
const peak = Math.max(...all.map((run) => run.peak));
console.log(
	`Own code on 10000 recorded resources: ${(fastest / 10).toFixed(3)} ms for each, ${peak.toFixed(0)} MiB at most, ${nothing.peak.toFixed(0)} of them its input and Node.js`,
);
await measure(`Preview that creates ${resources} resources`, async () => {});
await measure(`Preview of ${resources} unchanged resources`, (stack) => stack.has(program));
