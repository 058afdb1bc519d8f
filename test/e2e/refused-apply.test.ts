import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { scratch, sgPreflight } from '../cli/command-run.js';
import { providerDouble } from './provider-double.js';

const env = { ...process.env, ...providerDouble(), DOUBLE_REPLACES: '1' };
const managed = 'sg-managed';
const inventory = JSON.stringify({
	TotalCount: 1,
	SecurityGroups: { SecurityGroup: [{ SecurityGroupId: managed, ServiceManaged: true, ServiceID: 7 }] },
});

/** Numbers that are the same in each run. */
function numbers(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
		return Math.floor((state / 2 ** 31) * below);
	};
}

const head = `terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
  }
}
`;

/** Two configurations of up to seven resources that depend on one another; the plan leads from the first to the second. */
function configurations(seed: number): { readonly before: string; readonly after: string } {
	const next = numbers(seed);
	const names: string[] = [];
	const blocks: Record<'before' | 'after', string[]> = { before: [], after: [] };
	for (let place = 0; place < 7; place++) {
		const isRule = next(2) === 0;
		const type = isRule ? 'alicloud_security_group_rule' : 'alicloud_instance';
		const depends = names.filter(() => next(3) === 0);
		const exists = { before: next(3) > 0, after: next(4) > 0 };
		for (const stage of ['before', 'after'] as const) {
			if (!exists[stage]) continue;
			const group = next(3) === 0 ? managed : 'sg-own';
			const known = depends.filter((name) => blocks[stage].some((block) => block.includes(`"${name.split('.')[1]}"`)));
			const body = isRule
				? `security_group_id = "${group}"\n  type = "ingress"\n  ip_protocol = "tcp"\n  port_range = "${next(2)}/22"\n  cidr_ip = "10.0.0.0/8"`
				: `image_id = "image-${next(2)}"\n  instance_type = "ecs.t"\n  vswitch_id = "vsw-a"\n  security_groups = ["sg-own", "${group}"]`;
			blocks[stage].push(`resource "${type}" "r${place}" {\n  ${body}\n  depends_on = [${known.join(', ')}]\n}\n`);
		}
		names.push(`${type}.r${place}`);
	}
	return { before: head + blocks.before.join(''), after: head + blocks.after.join('') };
}

interface Step {
	readonly address: string;
	readonly action: string;
}

/** Returns the steps that Terraform reports as begun, finished and failed, as `create alicloud_instance.r1`. */
function applied(cwd: string): Promise<Record<'started' | 'completed' | 'errored', Set<string>>> {
	const child = spawn('terraform', ['apply', '-json', 'plan.tfplan'], {
		cwd,
		env: { ...env, DOUBLE_REFUSES: managed },
	});
	let output = '';
	child.stdout.on('data', (chunk) => {
		output += chunk;
	});
	return new Promise((resolve) => {
		child.on('close', () => {
			const kinds = { apply_start: 'started', apply_complete: 'completed', apply_errored: 'errored' } as const;
			const result = { started: new Set<string>(), completed: new Set<string>(), errored: new Set<string>() };
			for (const line of output.split('\n').filter(Boolean)) {
				const { type, hook } = JSON.parse(line);
				const kind = kinds[type as keyof typeof kinds];
				if (kind) result[kind].add(`${hook.action} ${hook.resource.addr}`);
			}
			resolve(result);
		});
	});
}

const count = Number(process.env.SG_PREFLIGHT_REFUSED_APPLIES ?? 30);

for (let seed = 1; seed <= count; seed++) {
	test.serial(`the timeline of plan ${seed} equals the apply of the real terraform when the API refuses`, async (t) => {
		const { before, after } = configurations(seed);
		const cwd = scratch(t, { 'main.tf': before, 'inventory.json': inventory });
		const run = (...args: string[]) => spawnSync('terraform', args, { cwd, env, encoding: 'utf8' });
		const seeded = run('apply', '-auto-approve', '-no-color');
		t.is(seeded.status, 0, seeded.stderr);
		fs.writeFileSync(path.join(cwd, 'main.tf'), after);
		t.is(run('plan', '-out=plan.tfplan').status, 0);
		fs.writeFileSync(path.join(cwd, 'plan.json'), run('show', '-json', 'plan.tfplan').stdout);
		const { stdout } = await sgPreflight(['check', 'plan.json', '--inventory', 'inventory.json', '--format', 'json'], {
			cwd,
		});
		const report = JSON.parse(stdout);
		const { started, completed, errored } = await applied(cwd);
		const { timeline } = report.inputs[0];
		const named = (steps: { first: Step[] } | undefined) =>
			(steps?.first ?? []).map((one) => `${one.action} ${one.address}`);
		for (const step of named(timeline?.done)) t.true(completed.has(step), `${step} is not done`);
		for (const step of named(timeline?.ignored)) t.false(errored.has(step), `${step} ended with an error`);
		for (const step of named(timeline?.notReached)) t.false(started.has(step), `${step} was reached`);
		// Dependencies that only the state has are not in the plan's configuration: such a step may not be reached either.
		const refused = named(timeline?.refused);
		for (const step of errored) t.true(refused.includes(step), `${step} was refused`);
		for (const step of refused) t.false(completed.has(step), `${step} was made`);
		for (const { address, action, stoppedBy } of report.findings) {
			if (stoppedBy) t.false(completed.has(`${action} ${address}`), `${action} ${address} was made`);
		}
	});
}
