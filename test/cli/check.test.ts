import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { binary, cleanPlan, inventory, refusedPlan, root, scratch, sgPreflight } from './command-run.js';

/** The start of a colour; built, because the linter refuses the literal. */
const escapeSequence = new RegExp(`${String.fromCharCode(27)}\\[`);

/** The clean plan with one rule whose group the inventory does not list. */
const partlyUnlisted = unlisted(fs.readFileSync(cleanPlan, 'utf8'), 'alicloud_security_group_rule.r["db"]');

function unlisted(plan: string, address: string): string {
	const document = JSON.parse(plan);
	const changed = document.resource_changes.find((one: { address: string }) => one.address === address);
	changed.change.after.security_group_id = 'sg-gone';
	return JSON.stringify(document);
}

test('a clean plan ends with 0, and its text has no word of a failure', async (t) => {
	const { status, stdout, stderr } = await sgPreflight(['check', cleanPlan, '--inventory', inventory]);
	t.is(status, 0);
	t.regex(stdout, /^Allowed: 0 refused, 0 undetermined, 4 operations allowed in 1 plan/m);
	t.notRegex(stdout + stderr, /fail/i);
});

test('a refused plan ends with 1, with the operation, the owner, the reason, the effect and the fix', async (t) => {
	const { status, stdout } = await sgPreflight(['check', refusedPlan, '--inventory', inventory]);
	t.is(status, 1);
	t.regex(stdout, /^FAIL alicloud_instance\.i$/m);
	t.regex(stdout, /JoinSecurityGroup → sg-lit3 "nlb-managed"$/m);
	t.regex(stdout, /the apply reports success but changes nothing/);
	t.regex(stdout, /^ {4}Fix +Remove the group from security_groups/m);
	t.regex(stdout, /^Refused: 1 refused/m);
	t.notRegex(stdout, /sg-lit2/);
});

test('the JSON report has the keys of the contract', async (t) => {
	const { status, stdout } = await sgPreflight(['check', refusedPlan, '--inventory', inventory, '--format', 'json']);
	const report = JSON.parse(stdout);
	t.is(status, 1);
	t.like(report, {
		schemaVersion: 1,
		verdict: 'refused',
		exitStatus: 1,
		summary: { refused: 1, undetermined: 0, allowed: 1, waived: 0 },
		inputs: [{ input: refusedPlan, kind: 'terraform-plan', formatVersion: '1.2', error: null }],
	});
	t.is(report.findings.length, 1);
	t.like(report.findings[0], {
		rule: 'refused-operation',
		verdict: 'refused',
		input: refusedPlan,
		address: 'alicloud_instance.i',
		action: 'update',
		operation: 'JoinSecurityGroup',
		group: { id: 'sg-lit3', name: 'nlb-managed', serviceId: 1234, role: 'target', attribute: 'security_groups' },
		principal: 'account',
		errorCode: 'InvalidOperation.ResourceManagedByCloudProduct',
		consequence: 'swallowed',
		location: null,
		waiver: null,
	});
});

test('the service that owns the group may call the operation', async (t) => {
	const owner = await sgPreflight(['check', refusedPlan, '--inventory', inventory, '--principal', 'service:1234']);
	t.is(owner.status, 0);
	const another = await sgPreflight(['check', refusedPlan, '--inventory', inventory, '--principal', 'service:5']);
	t.is(another.status, 1);
});

test('a group that the inventory does not list is a warning, an error if the user wants it, or left out', async (t) => {
	const directory = scratch(t, { 'plan.json': partlyUnlisted, 'inventory.json': inventoryOf('sg-lit1') });
	const args = ['check', 'plan.json', '--inventory', 'inventory.json'].map((name) =>
		name.endsWith('.json') ? path.join(directory, name) : name,
	);
	const warned = await sgPreflight(args);
	t.is(warned.status, 0);
	t.regex(warned.stdout, /^WARN alicloud_security_group_rule\.r\["db"\]$/m);
	t.notRegex(warned.stdout, /fail/i);
	for (const extra of [['--undetermined', 'fail'], ['--strict']]) {
		const { status, stdout } = await sgPreflight([...args, ...extra]);
		t.is(status, 1);
		t.regex(stdout, /^FAIL /m);
	}
	const ignored = await sgPreflight([...args, '--undetermined', 'ignore']);
	t.is(ignored.status, 0);
	t.notRegex(ignored.stdout, /WARN/);
});

test('an inventory that has none of the groups of a plan is of another account: never a pass', async (t) => {
	const directory = scratch(t, {
		'other.json': inventoryOf('sg-other'),
		'unsaid.json': '{"TotalCount":1,"SecurityGroups":{"SecurityGroup":[{"SecurityGroupId":"sg-lit1"}]}}',
	});
	const run = (name: string, ...more: string[]) =>
		sgPreflight(['check', cleanPlan, '--inventory', path.join(directory, name), ...more]);
	const other = await run('other.json');
	t.is(other.status, 2);
	t.regex(other.stdout, /the inventory has none of the groups that the plans change \(1\)/);
	t.is((await run('other.json', '--undetermined', 'ignore')).status, 2);
	t.is((await run('other.json', '--allow-partial-inventory')).status, 0);
	const unsaid = await run('unsaid.json');
	t.is(unsaid.status, 2);
	t.regex(unsaid.stderr, /none of its 1 groups has ServiceManaged/);
});

test('a resource whose own name has "fail" in it does not trip a gate that matches words', async (t) => {
	const plan = partlyUnlisted.replaceAll('alicloud_security_group_rule.r[', 'alicloud_security_group_rule.failover[');
	const directory = scratch(t, { 'plan.json': plan, 'inventory.json': inventoryOf('sg-lit1') });
	const { status, stdout } = await sgPreflight(['check', 'plan.json', '--inventory', 'inventory.json'], {
		cwd: directory,
	});
	t.is(status, 0);
	t.regex(stdout, /fa\u2060ilover/);
	t.notRegex(stdout, /fail/i);
});

test('standard input is a plan like any other', async (t) => {
	const stdin = fs.readFileSync(refusedPlan);
	const { status, stdout } = await sgPreflight(['check', '-', '--inventory', inventory, '--format', 'json'], { stdin });
	t.is(status, 1);
	t.is(JSON.parse(stdout).findings[0].input, '-');
});

test('a plan of many megabytes on standard input is read', async (t) => {
	const plan = fs.readFileSync(refusedPlan, 'utf8');
	const stdin = `{"padding":"${' '.repeat(40 * 1024 * 1024)}",${plan.slice(plan.indexOf('{') + 1)}`;
	const temporary = scratch(t);
	const { status, stdout } = await sgPreflight(['check', '-', '--inventory', inventory], {
		stdin,
		env: { TMPDIR: temporary },
	});
	t.is(status, 1);
	t.regex(stdout, /^FAIL alicloud_instance\.i$/m);
	t.deepEqual(fs.readdirSync(temporary), []);
});

test('a pipe that the shell names like a file is read once and in order', async (t) => {
	const { status, stdout } = await new Promise<{ status: number; stdout: string }>((resolve) => {
		execFile(
			'bash',
			['-c', `"$0" "$1" check <(cat "$2") --inventory "$3"`, process.execPath, binary, refusedPlan, inventory],
			(error, stdout) => resolve({ status: Number(error?.code ?? 0), stdout }),
		);
	});
	t.is(status, 1);
	t.regex(stdout, /^FAIL alicloud_instance\.i$/m);
});

test('standard input that never ends and is not a plan is refused at once', async (t) => {
	const { status, stderr } = await new Promise<{ status: number; stderr: string }>((resolve) => {
		execFile(
			'bash',
			['-c', `yes | "$0" "$1" check - --inventory "$2"`, process.execPath, binary, inventory],
			(error, _, stderr) => resolve({ status: Number(error?.code ?? 0), stderr }),
		);
	});
	t.is(status, 2);
	t.is(stderr.trim().split('\n').length, 1);
});

test('a Pulumi preview is told by its content and checked like a plan', async (t) => {
	const plans = ['inst_add_sg/preview.json', 'flag_show_secrets/preview.json'].map((name) =>
		path.join(root, 'test/fixtures/pulumi', name),
	);
	const { status, stdout } = await sgPreflight(['check', ...plans, '--inventory', inventory, '--format', 'json']);
	const { inputs, findings } = JSON.parse(stdout);
	t.deepEqual(
		inputs.map(({ kind }: { kind: string }) => kind),
		['pulumi-preview', 'pulumi-preview'],
	);
	t.is(status, 1);
	t.like(findings[0], { operation: 'JoinSecurityGroup', group: { id: 'sg-lit3' } });
	t.regex(findings[0].address, /^urn:pulumi:/);
});

test('standard input leaves no temporary file behind', async (t) => {
	const directory = scratch(t);
	const env = { TMPDIR: directory };
	await sgPreflight(['check', '-', '--inventory', inventory], { stdin: fs.readFileSync(refusedPlan), env });
	await sgPreflight(['check', '-', '--inventory', inventory], { stdin: 'not a plan', env });
	t.deepEqual(fs.readdirSync(directory), []);
});

test('one plan that cannot be read does not hide the findings of the others', async (t) => {
	const directory = scratch(t, { 'broken.json': '{"format_version": "1.2", "resource_changes": [' });
	const args = ['check', 'broken.json', refusedPlan, 'absent.json', '--inventory', inventory];
	const { status, stdout, stderr } = await sgPreflight(args, { cwd: directory });
	t.is(status, 2);
	t.regex(stdout, /^FAIL alicloud_instance\.i/m);
	t.regex(stderr, /broken\.json/);
	t.regex(stderr, /absent\.json: there is no such file/);
	const json = JSON.parse((await sgPreflight([...args, '--format', 'json'], { cwd: directory })).stdout);
	t.is(json.exitStatus, 2);
	t.is(json.verdict, 'refused');
	t.deepEqual(
		json.inputs.map(({ error }: { error: string | null }) => error === null),
		[false, true, false],
	);
});

test('reports are also written to files', async (t) => {
	const directory = scratch(t);
	const { status, stdout } = await sgPreflight(
		['check', refusedPlan, '--inventory', inventory, '--report', 'json=report.json', '--report', 'text=report.txt'],
		{ cwd: directory, env: { FORCE_COLOR: '1' } },
	);
	t.is(status, 1);
	t.deepEqual(fs.readdirSync(directory).sort(), ['report.json', 'report.txt']);
	t.is(JSON.parse(fs.readFileSync(path.join(directory, 'report.json'), 'utf8')).verdict, 'refused');
	t.regex(stdout, escapeSequence);
	t.notRegex(fs.readFileSync(path.join(directory, 'report.txt'), 'utf8'), escapeSequence);
});

test('colour is for terminals, and the environment overrides that', async (t) => {
	const args = ['check', refusedPlan, '--inventory', inventory];
	t.notRegex((await sgPreflight(args)).stdout, escapeSequence);
	t.notRegex((await sgPreflight(args, { env: { CI: 'true' } })).stdout, escapeSequence);
	t.regex((await sgPreflight(args, { env: { FORCE_COLOR: '1' } })).stdout, escapeSequence);
	t.notRegex((await sgPreflight(args, { env: { FORCE_COLOR: '0' } })).stdout, escapeSequence);
	t.notRegex((await sgPreflight(args, { env: { NO_COLOR: '1' } })).stdout, escapeSequence);
});

test('options can be in sg-preflight.yaml above the working directory, and the command line overrides them', async (t) => {
	const directory = scratch(t, {
		'sg-preflight.yaml': `inventory: groups.json\nprincipal: service:1234\nreports:\n  json: report.json\n`,
		'groups.json': fs.readFileSync(inventory),
		'stacks/web/plan.json': fs.readFileSync(refusedPlan),
	});
	const cwd = path.join(directory, 'stacks/web');
	t.is((await sgPreflight(['check', 'plan.json'], { cwd })).status, 0);
	t.false(fs.existsSync(path.join(directory, 'report.json')), 'a found configuration writes in the working directory');
	t.is((await sgPreflight(['check', 'plan.json', '--config', '../../sg-preflight.yaml'], { cwd })).status, 0);
	t.true(fs.existsSync(path.join(directory, 'report.json')));
	t.is((await sgPreflight(['check', 'plan.json', '--principal', 'account'], { cwd })).status, 1);
});

test('a waiver takes a refusal out of the exit status and stays in the report', async (t) => {
	const directory = scratch(t, {
		'sg-preflight.yaml': [
			'waivers:',
			'  - address: alicloud_instance.*',
			'    operation: JoinSecurityGroup',
			'    group: sg-lit3',
			'    reason: agreed with the owner',
			'    owner: net-team',
		].join('\n'),
	});
	const { status, stdout } = await sgPreflight(
		['check', refusedPlan, '--inventory', inventory, '--config', 'sg-preflight.yaml'],
		{ cwd: directory },
	);
	t.is(status, 0);
	t.regex(stdout, /^NOTE alicloud_instance\.i$/m);
	t.regex(stdout, /agreed with the owner \(net-team\)/);
	t.notRegex(stdout, /fail/i);
});

test('a mistake in the configuration names file, line and column', async (t) => {
	const directory = scratch(t, { 'sg-preflight.yaml': 'inventory: a.json\nundetermind: fail\n' });
	const { status, stderr } = await sgPreflight(['check', cleanPlan], { cwd: directory });
	t.is(status, 2);
	t.regex(stderr, /sg-preflight\.yaml:2:1.*undetermind/);
});

test('a waiver that matches nothing is reported', async (t) => {
	const directory = scratch(t, {
		'sg-preflight.yaml':
			'waivers:\n  - { address: alicloud_vpc.gone, operation: "*", group: "*", reason: r, owner: net-team }\n',
	});
	const { status, stdout } = await sgPreflight(
		['check', cleanPlan, '--inventory', inventory, '--config', 'sg-preflight.yaml'],
		{ cwd: directory },
	);
	t.is(status, 0);
	t.regex(stdout, /^WARN .*alicloud_vpc\.gone.* matches no finding/m);
});

test('a stale inventory stops the run if the user wants it', async (t) => {
	const group = '  - { id: sg-lit1, managed: false }\n';
	const directory = scratch(t, {
		'old.yaml': `schemaVersion: 1\naccount: null\nregions: null\ntime: "2020-01-01T00:00:00Z"\ntoolVersion: null\ngroups:\n${group}`,
	});
	const args = ['check', cleanPlan, '--inventory', 'old.yaml'];
	const warned = await sgPreflight(args, { cwd: directory });
	t.is(warned.status, 0);
	t.regex(warned.stdout, /^WARN old\.yaml is \d+ days old/m);
	t.is((await sgPreflight([...args, '--stale', 'fail'], { cwd: directory })).status, 2);
	t.notRegex((await sgPreflight([...args, '--stale', 'ignore'], { cwd: directory })).stdout, /old\.yaml is/);
});

function inventoryOf(...ids: string[]): string {
	return JSON.stringify({
		SecurityGroups: { SecurityGroup: ids.map((SecurityGroupId) => ({ SecurityGroupId, ServiceManaged: false })) },
	});
}

test('every format of a run names the inventory and its notices; an empty list for GitLab has them on standard error', async (t) => {
	for (const format of ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html']) {
		for (const plan of [refusedPlan, cleanPlan]) {
			const args = ['check', plan, '--no-config', '--inventory', inventory, '--format', format];
			const { stdout, stderr } = await sgPreflight(args, { cwd: scratch(t, {}) });
			// The page may break a name behind its dots.
			const whole = (format === 'gitlab' && plan === cleanPlan ? stderr : stdout).replaceAll('<wbr>', '');
			t.true(whole.includes('inventory.json'), `${format} names the inventory`);
			t.regex(whole, /has no timestamp/, format);
		}
	}
});
