import fs from 'node:fs';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { cleanPlan, inventory, refusedPlan, scratch, sgPreflight } from '../cli/command-run.js';

// The reports that merge reads are files of other jobs: a pull request may have written them.

interface Written {
	readonly verdict: string;
	readonly exitStatus: number;
	readonly summary: Readonly<Record<string, number>>;
	readonly findings: readonly unknown[];
	readonly inputs: readonly { readonly input: string; readonly error: string | null }[];
	readonly shard: string;
	readonly toolVersion: string;
	readonly inventories: readonly { readonly sha256: string }[];
	readonly [key: string]: unknown;
}

async function parts(t: ExecutionContext): Promise<{ cwd: string; clean: Written; refused: Written }> {
	const cwd = scratch(t, { 'a/plan.json': fs.readFileSync(cleanPlan), 'b/plan.json': fs.readFileSync(refusedPlan) });
	const read = async (shard: string): Promise<Written> => {
		const args = ['check', '.', '--inventory', inventory, '--shard', shard, '--format', 'json'];
		return JSON.parse((await sgPreflight(args, { cwd })).stdout);
	};
	return { cwd, clean: await read('1/2'), refused: await read('2/2') };
}

async function merged(cwd: string, ...reports: Written[]): Promise<{ status: number | null; stderr: string }> {
	const files = reports.map((report, index) => {
		const file = path.join(cwd, `report-${index}.json`);
		fs.writeFileSync(file, JSON.stringify(report));
		return file;
	});
	return sgPreflight(['merge', ...files, '--format', 'json'], { cwd });
}

test('verdict and exit status are computed from the findings, not taken from the reports', async (t) => {
	const { cwd, clean, refused } = await parts(t);
	t.is((await merged(cwd, clean, refused)).status, 1);
	t.is((await merged(cwd, clean, { ...refused, exitStatus: 0 })).status, 1);
	t.is((await merged(cwd, clean, { ...refused, exitStatus: 0, verdict: 'allowed' })).status, 1);
	t.is((await merged(cwd, clean, { ...refused, exitStatus: 0, verdict: 'allowed', summary: clean.summary })).status, 1);
	const lowered = refused.findings.map((one) => ({ ...(one as object), level: 'note' }));
	t.is((await merged(cwd, clean, { ...refused, exitStatus: 0, findings: lowered })).status, 1);
	const unread = { ...clean, inputs: clean.inputs.map((one) => ({ ...one, error: 'a' })) };
	t.is((await merged(cwd, unread, { ...refused })).status, 2);
	t.log('forged verdicts, statuses, counts and levels: 7 tried, 0 pass');
	const old = { ...clean, notices: [{ level: 'error', message: 'old' }] };
	t.is((await merged(cwd, old, { ...refused })).status, 2);
});

test('a report from which findings were taken is refused', async (t) => {
	const { cwd, clean, refused } = await parts(t);
	for (const forged of [
		{ ...refused, findings: [] },
		{ ...refused, findings: [], exitStatus: 0 },
		{ ...refused, findings: [], exitStatus: 0, verdict: 'allowed' },
		{ ...refused, findings: [], exitStatus: 1, summary: clean.summary },
	]) {
		const { status, stderr } = await merged(cwd, clean, forged);
		t.is(status, 2);
		t.regex(stderr, /findings are missing from this report/);
	}
});

test('parts of other runs, repeated and missing parts are refused', async (t) => {
	const { cwd, clean, refused } = await parts(t);
	const other = refused.inventories.map((one) => ({ ...one, sha256: '0'.repeat(64) }));
	for (const [reports, says] of [
		[[clean], /--shard 2\/2 is missing/],
		[[clean, refused, refused], /is the report of --shard 2\/2 too/],
		[[clean, { ...refused, shard: '2/3' }], /not one of 2 parts/],
		[[clean, { ...refused, toolVersion: '0.0.1' }], /another version of sg-preflight/],
		[[clean, { ...refused, inventories: other }], /other inventories/],
		[[clean, { ...refused, inventories: [] }], /other inventories/],
		[
			[clean, { ...refused, configuration: { file: 'x', sha256: '1', named: true, weakens: [], notUsed: [] } }],
			/another configuration/,
		],
		[[clean, { ...clean, shard: '2/2' }], /both checked/],
	] as const) {
		const { status, stderr } = await merged(cwd, ...reports);
		t.is(status, 2);
		t.regex(stderr, says);
	}
});

test('a huge number of shards ends at once, in a short message', async (t) => {
	const { cwd, clean } = await parts(t);
	for (const shard of ['1/1000000000', '1/99999', '3/2', '1/9999']) {
		const { status, stderr } = await merged(cwd, { ...clean, shard });
		t.is(status, 2);
		t.true(stderr.length < 500, stderr);
	}
});

test('a report that leaves findings out counts as the worst that it may leave out', async (t) => {
	const { cwd, clean, refused } = await parts(t);
	const omitted = { findings: 1, inputs: 0, notices: 0 };
	const cut = { ...refused, findings: [], omitted };
	t.is((await merged(cwd, clean, cut)).status, 1);
	t.is((await merged(cwd, clean, { ...cut, exitStatus: 0, verdict: 'allowed' })).status, 1);
	const undetermined = { ...clean.summary, undetermined: 1 };
	t.is((await merged(cwd, { ...clean, omitted, summary: undetermined }, refused)).status, 1);
	const hidden = { ...clean, omitted: { findings: 0, inputs: 1, notices: 0 }, inputs: [] };
	t.is((await merged(cwd, hidden, refused)).status, 2);
	t.is((await merged(cwd, { ...clean, omitted: { findings: 0, inputs: 0, notices: 1 } }, refused)).status, 2);
});

test('a file that is not a report is refused, and not quoted', async (t) => {
	const cwd = scratch(t, {
		'a.json': 's3cr3t',
		'b.json': '{"s3cr3t": "s3cr3t"}',
		'c.json': '{"schemaVersion": "s3cr3t"',
	});
	for (const name of ['a.json', 'b.json', 'c.json']) {
		const { status, stderr } = await sgPreflight(['merge', name], { cwd });
		t.is(status, 2);
		t.notRegex(stderr, /s3cr3t/);
	}
});

test('reports in which nothing was checked are not a clean run', async (t) => {
	const { cwd, clean, refused } = await parts(t);
	const empty = { ...clean, inputs: [], summary: { ...clean.summary, allowed: 0 } };
	const { shard: _, ...whole } = empty;
	const alone = await merged(cwd, whole as unknown as Written);
	t.is(alone.status, 2);
	t.regex(alone.stderr, /no plan was checked/);
	const taken = { ...refused, inputs: [], findings: [], exitStatus: 0, verdict: 'allowed', summary: empty.summary };
	t.is(
		(await merged(cwd, { ...clean, inputs: [...clean.inputs, { ...clean.inputs[0], input: 'c' } as never] }, taken))
			.status,
		2,
	);
	t.is((await merged(cwd, empty, refused)).status, 2);
});

test('links of a report that another job wrote lead nowhere in any format', async (t) => {
	const { cwd, clean, refused } = await parts(t);
	const links = [
		'https://evil.example/a',
		'HTTPS://EVIL.example',
		'javascript:alert(1)//evil.example',
		'JaVaScRiPt:alert(1)//evil.example',
		'java\nscript:alert(1)//evil.example',
		' javascript:alert(1)//evil.example',
		'data:text/html,evil.example',
		'vbscript:evil.example',
		'//evil.example',
		'https://github.com@evil.example',
	];
	let tried = 0;
	for (const docs of links) {
		const findings = refused.findings.map((one) => ({ ...(one as object), docs }));
		const files = [clean, { ...refused, findings }].map((report, index) => {
			const file = path.join(cwd, `report-${index}.json`);
			fs.writeFileSync(file, JSON.stringify(report));
			return file;
		});
		const formats = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html'];
		const out = formats.flatMap((format) => ['--report', `${format}=${path.join(cwd, `out.${format}`)}`]);
		t.is((await sgPreflight(['merge', ...files, ...out], { cwd })).status, 1);
		for (const format of formats) {
			t.notRegex(fs.readFileSync(path.join(cwd, `out.${format}`), 'utf8'), /evil\.example|script:/i, format);
			tried++;
		}
	}
	t.log(`${links.length} forged links in 8 formats: ${tried} tried, 0 there`);
});
