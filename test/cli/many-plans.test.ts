import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { cleanPlan, inventory, refusedPlan, scratch, sgPreflight } from './command-run.js';

const clean = fs.readFileSync(cleanPlan);
const refused = fs.readFileSync(refusedPlan);

const stacks = {
	'a/plan.json': clean,
	'b/plan.json': refused,
	'c/deep/web-tfplan.json': clean,
	'c/preview.json': '{"config":{},"steps":[]}',
	'c/.terraform/plan.json': 'not looked at',
	'c/package.json': 'not looked at',
};

test('every plan in a directory is checked', async (t) => {
	const cwd = scratch(t, stacks);
	const { status, stdout } = await sgPreflight(['check', '.', '--inventory', inventory, '--format', 'json'], { cwd });
	t.is(status, 1);
	const { inputs } = JSON.parse(stdout);
	t.deepEqual(
		inputs.map(({ input }: { input: string }) => input),
		['a/plan.json', 'b/plan.json', 'c/deep/web-tfplan.json', 'c/preview.json'],
	);
});

test('a pattern that the shell did not expand gives its files, and each plan is checked once', async (t) => {
	const cwd = scratch(t, stacks);
	const args = ['check', '{a,b}/*.json', 'a/plan.json', '--inventory', inventory, '--format', 'json'];
	const { stdout } = await sgPreflight(args, { cwd });
	t.is(JSON.parse(stdout).inputs.length, 2);
});

test('a directory or a pattern without a plan is not a clean run', async (t) => {
	const cwd = scratch(t, { 'empty/readme.md': '' });
	for (const [input, says] of [
		['empty', /empty: no plan found in this directory.*\*plan\.json/],
		['empty/*.json', /empty\/\*\.json: no file matches/],
	] as const) {
		const { status, stderr } = await sgPreflight(['check', input, '--inventory', inventory], { cwd });
		t.is(status, 2);
		t.regex(stderr, says);
	}
});

/** Returns a report without the minute of its run, in which two runs may differ. */
function withoutTime(report: string) {
	const { time: _time, ...rest } = JSON.parse(report);
	return rest;
}

test('the report is the same from one thread as from many', async (t) => {
	// Large enough for threads to be worth their start.
	const padding = Buffer.from(`{"padding":"${' '.repeat(12 * 1024 * 1024)}",`);
	const padded = (plan: Buffer): Buffer => Buffer.concat([padding, plan.subarray(plan.indexOf('{') + 1)]);
	const few = { '1/plan.json': clean, '2/plan.json': refused, '3/plan.json': Buffer.from('{"format_version"') };
	const small = scratch(t, few);
	const large = scratch(t, {
		...few,
		'1/plan.json': padded(clean),
		'2/plan.json': padded(refused),
	});
	const args = ['check', '.', '--inventory', inventory, '--format', 'json'];
	const [one, many] = await Promise.all([sgPreflight(args, { cwd: small }), sgPreflight(args, { cwd: large })]);
	t.is(one.status, 2);
	t.deepEqual(withoutTime(many.stdout), withoutTime(one.stdout));
	t.is(many.stderr, one.stderr);
});

test('the reports of all shards merge into the report of one run', async (t) => {
	const cwd = scratch(t, stacks);
	const whole = await sgPreflight(['check', '.', '--inventory', inventory, '--format', 'json'], { cwd });
	for (const shard of ['1/3', '2/3', '3/3']) {
		const name = shard.replace('/', 'of');
		await sgPreflight(['check', '.', '--inventory', inventory, '--shard', shard, '--report', `json=${name}.json`], {
			cwd,
		});
	}
	const files = ['1of3.json', '2of3.json', '3of3.json'];
	const merged = await sgPreflight(['merge', ...files, '--format', 'json', '--report', 'markdown=all.md'], { cwd });
	t.is(merged.status, 1);
	const [expected, actual] = [withoutTime(whole.stdout), withoutTime(merged.stdout)];
	const sorted = ({ inputs, ...rest }: { inputs: { input: string }[] }) => ({
		...rest,
		inputs: inputs.toSorted((a, b) => (a.input < b.input ? -1 : 1)),
	});
	t.deepEqual(sorted(actual), sorted(expected));
	t.true(fs.existsSync(path.join(cwd, 'all.md')));

	const short = await sgPreflight(['merge', '1of3.json', '3of3.json'], { cwd });
	t.is(short.status, 2);
	t.regex(short.stderr, /--shard 2\/3 is missing/);
	const twice = await sgPreflight(['merge', ...files, '1of3.json'], { cwd });
	t.is(twice.status, 2);
});

test('a merge of clean reports is clean, and an incomplete one is reported as such', async (t) => {
	const cwd = scratch(t, { 'plan.json': clean, 'broken/plan.json': '{' });
	await sgPreflight(['check', 'plan.json', '--inventory', inventory, '--report', 'json=a.json'], { cwd });
	await sgPreflight(['check', 'broken', '--inventory', inventory, '--report', 'json=b.json'], { cwd });
	const good = await sgPreflight(['merge', 'a.json', 'a.json'], { cwd });
	t.is(good.status, 0);
	t.notRegex(good.stdout, /fail/i);
	t.is((await sgPreflight(['merge', 'a.json', 'b.json'], { cwd })).status, 2);
	const other = await sgPreflight(['merge', 'plan.json'], { cwd });
	t.is(other.status, 2);
	t.regex(other.stderr, /plan\.json: this is not what sg-preflight check --format json prints/);
});

test('a wrong shard gets a message', async (t) => {
	for (const shard of ['0/2', '3/2', '2', 'a/b']) {
		const { status, stderr } = await sgPreflight(['check', cleanPlan, '--inventory', inventory, '--shard', shard]);
		t.is(status, 2);
		t.regex(stderr, /expected which part of how many/);
	}
});
