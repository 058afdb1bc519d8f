import fs from 'node:fs';
import path from 'node:path';
import { ZipArchive } from '@sg-preflight/terraform/saved-plan';
import test, { type ExecutionContext } from 'ava';
import { inventory, root, scratch, sgPreflight } from './command-run.js';

const fixtures = path.join(root, 'test/fixtures/saved-plans');
const limit = 16 * 1024 * 1024;

/** Unpacks the plans of a tool into a folder, each with its JSON beside it. */
function recorded(t: ExecutionContext, tool: string, names: RegExp = /./): string {
	const archive = new ZipArchive(tool, fs.readFileSync(path.join(fixtures, `${tool}.zip`)));
	const paths = [...archive.entries.keys()].filter((name) => names.test(name));
	return scratch(
		t,
		Object.fromEntries(
			// A directory's plan JSON would be checked as well.
			paths.map((name) => [name.replace('plan.json', 'shown'), Buffer.from(archive.read(name, limit))]),
		),
	);
}

/** A double of Terraform that prints the JSON which the real one printed of the plan. */
function terraformDouble(t: ExecutionContext): string {
	const double = path.join(scratch(t, { terraform: '#!/bin/sh\ncat "$(dirname "$4")/shown"\n' }), 'terraform');
	fs.chmodSync(double, 0o755);
	return double;
}

interface Input {
	readonly savedPlan?: object;
	readonly formatVersion: string | null;
}

/** Removes the fields about how the plan was read, which alone may differ. */
function withoutWay(report: string): unknown {
	const {
		inputs,
		notices,
		time: _time,
		...rest
	} = JSON.parse(report) as {
		readonly time?: string;
		inputs: Input[];
		notices: { message: string }[];
	};
	return {
		...rest,
		inputs: inputs.map(({ savedPlan: _, formatVersion: _version, ...input }) => input),
		notices: notices.filter(({ message }) => !/; read (without|by) /.test(message)),
	};
}

for (const tool of ['terraform-1.11.4', 'terraform-1.15.9', 'opentofu-1.12.6']) {
	test(`a check of the plans of ${tool} gives the same as one of their JSON`, async (t) => {
		const cwd = recorded(t, tool, /^(?!encrypted)/);
		const report = async (name: string, ...options: string[]) => {
			const text = path.join(cwd, name);
			const { status, stdout, stderr } = await sgPreflight(
				['check', '.', '--inventory', inventory, '--format', 'json', '--report', `text=${text}`, ...options],
				{ cwd, env: { PATH: '/usr/bin:/bin' } },
			);
			t.is(stderr, '');
			return { status, json: stdout, text: fs.readFileSync(text, 'utf8').replaceAll(/^NOTE .*; read .*\n\n/gm, '') };
		};
		const direct = await report('direct.txt');
		const shown = await report('shown.txt', '--terraform-bin', terraformDouble(t));
		const { inputs } = JSON.parse(direct.json) as { inputs: Input[] };
		t.true(inputs.length >= 12);
		for (const input of inputs) t.like(input.savedPlan, { reader: 'sg-preflight', reason: null });
		t.is(direct.status, shown.status);
		t.is(direct.text, shown.text);
		t.deepEqual(withoutWay(direct.json), withoutWay(shown.json));
	});
}

for (const name of ['mix_create', 'inst_password', 'rule_replace_source_sg', 'unk_datasource_known']) {
	test(`operations of ${name} are the same in both ways`, async (t) => {
		const cwd = recorded(t, 'terraform-1.11.4', new RegExp(`^${name}/`));
		const double = terraformDouble(t);
		const run = async (...options: string[]) => {
			const plan = `${name}/plan.tfplan`;
			const { stdout, stderr } = await sgPreflight(['operations', plan, ...options], { cwd });
			t.is(stderr, '');
			return stdout;
		};
		const ways = [await run(), await run('--terraform-bin', double)] as const;
		t.regex(ways[0], /\nThe plan: made by Terraform 1\.11\.4; read without running Terraform\.\n$/);
		t.regex(ways[1], /; read by terraform show\.\n$/);
		t.is(ways[0].replace(/\nThe plan.*\n/, ''), ways[1].replace(/\nThe plan.*\n/, ''));
		const json = [await run('--format', 'json'), await run('--format', 'json', '--terraform-bin', double)];
		const [direct, shown] = json.map((text) => JSON.parse(text));
		t.is(direct.input.savedPlan.reader, 'sg-preflight');
		t.deepEqual({ ...direct, input: null }, { ...shown, input: null });
	});
}

test('a saved plan on standard input is read directly', async (t) => {
	const stdin = fs.readFileSync(path.join(recorded(t, 'terraform-1.15.9', /^mix_create/), 'mix_create/plan.tfplan'));
	const cwd = scratch(t);
	const { status, stdout, stderr } = await sgPreflight(['check', '-', '--inventory', inventory, '--format', 'json'], {
		cwd,
		stdin,
		env: { PATH: cwd, TMPDIR: cwd },
	});
	t.not(status, 2, stderr);
	t.is(JSON.parse(stdout).inputs[0].savedPlan.toolVersion, '1.15.9');
	t.deepEqual(fs.readdirSync(cwd), []);
});

/** The plan inst_add_sg, in which the version of Terraform was replaced by one that does not exist. */
const unknown = path.join(root, 'test/fixtures/saved-plan-of-1.99.0.tfplan');

test('a plan that cannot be read in either way ends with 2 and both reasons', async (t) => {
	const cwd = scratch(t);
	const { status, stdout, stderr } = await sgPreflight(['check', unknown, '--inventory', inventory], {
		cwd,
		env: { PATH: cwd },
	});
	t.is(status, 2);
	t.is(stdout, '');
	t.regex(
		stderr,
		/Terraform 1\.99\.0 made it, and 1\.8 to 1\.15 are known.*terraform or tofu were not found.*--terraform-bin/,
	);
});

test('a plan of an unknown version is given to Terraform in the working directory, not in the folder of the plan', async (t) => {
	const cwd = scratch(t, {
		'plans/plan.tfplan': fs.readFileSync(unknown),
		'plans/.terraform/providers/x': '',
		terraform: '#!/bin/sh\npwd > "$OUT"\necho \'{"format_version":"1.2","resource_changes":[]}\'\n',
	});
	fs.chmodSync(path.join(cwd, 'terraform'), 0o755);
	const seen = path.join(cwd, 'seen');
	const run = async (...options: string[]) => {
		const { status, stdout, stderr } = await sgPreflight(
			['check', 'plans/plan.tfplan', '--inventory', inventory, ...options],
			{ cwd, env: { PATH: `${cwd}:/usr/bin:/bin`, OUT: seen } },
		);
		t.is(status, 0, stderr);
		return { stdout, directory: fs.realpathSync(fs.readFileSync(seen, 'utf8').trim()) };
	};
	const unasked = await run();
	t.is(unasked.directory, fs.realpathSync(cwd));
	t.regex(unasked.stdout, /made by Terraform 1\.99\.0; read by terraform show, because Terraform 1\.99\.0 made it/);
	const named = await run('--terraform-bin', path.join(cwd, 'terraform'));
	t.is(named.directory, fs.realpathSync(path.join(cwd, 'plans')));
});

const encrypted = (t: ExecutionContext): string =>
	path.join(recorded(t, 'opentofu-1.12.6', /^encrypted/), 'encrypted/plan.tfplan');

test('without tofu, an encrypted plan is refused with the next step', async (t) => {
	const cwd = scratch(t);
	const { status, stderr } = await sgPreflight(['check', encrypted(t), '--inventory', inventory], {
		cwd,
		env: { PATH: cwd },
	});
	t.is(status, 2);
	t.regex(
		stderr,
		/OpenTofu encrypted it, and only its configuration has the key\. tofu was not found.*tofu show -json/,
	);
});

test('a plan that OpenTofu encrypted is given to tofu, with the variables that hold its key', async (t) => {
	const cwd = scratch(t, {
		tofu: '#!/bin/sh\nenv > "$OUT"\necho \'{"format_version":"1.2","resource_changes":[]}\'\n',
	});
	fs.chmodSync(path.join(cwd, 'tofu'), 0o755);
	const seen = path.join(cwd, 'seen');
	const { status, stderr } = await sgPreflight(['check', encrypted(t), '--inventory', inventory], {
		cwd,
		env: { PATH: `${cwd}:/usr/bin:/bin`, OUT: seen, TF_VAR_passphrase: 'x', ALICLOUD_SECRET_KEY: 'y', MY_TOKEN: 'z' },
	});
	t.is(status, 0, stderr);
	const names = fs
		.readFileSync(seen, 'utf8')
		.split('\n')
		.map((line) => line.split('=')[0]);
	t.true(names.includes('TF_VAR_passphrase'));
	t.false(names.includes('ALICLOUD_SECRET_KEY'));
	t.false(names.includes('MY_TOKEN'));
});

test('a plan in HCP Terraform is refused with the command that gets its JSON', async (t) => {
	const cwd = scratch(t, {
		'plan.tfplan': '{"remote_plan_format":1,"run_id":"run-x","hostname":"app.terraform.io"}',
	});
	const { status, stderr } = await sgPreflight(['check', 'plan.tfplan', '--inventory', inventory], { cwd });
	t.is(status, 2);
	t.regex(stderr, /HCP Terraform.*terraform show -json plan\.tfplan > plan\.json/);
});

test('a damaged archive is refused and given to nobody', async (t) => {
	const cwd = scratch(t, {
		'plan.tfplan': Buffer.from('PK\u0003\u0004 this is no plan', 'latin1'),
		terraform: '#!/bin/sh\ntouch ran\n',
	});
	fs.chmodSync(path.join(cwd, 'terraform'), 0o755);
	const { status, stderr } = await sgPreflight(['check', 'plan.tfplan', '--inventory', inventory], {
		cwd,
		env: { PATH: `${cwd}:/usr/bin:/bin` },
	});
	t.is(status, 2);
	t.regex(stderr, /^sg-preflight: plan\.tfplan: this saved plan cannot be read: .* Make the plan again/);
	t.false(fs.existsSync(path.join(cwd, 'ran')));
});
