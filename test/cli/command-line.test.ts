import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { binary, cleanPlan, inventory, refusedPlan, root, scratch, sgPreflight } from './command-run.js';

const mistakes: Record<string, { args: string[]; says: RegExp }> = {
	'no command': { args: ['chekc'], says: /no command "chekc".*check/ },
	'half a command': { args: ['inventory'], says: /needs one more word: .*inventory show/ },
	'an unknown option': { args: ['check', 'p.json', '--inventry', 'x'], says: /--inventry.*check --help/ },
	'an option without its value': { args: ['check', 'p.json', '--inventory'], says: /--inventory.*argument missing/ },
	'no plan': { args: ['check', '--inventory', inventory], says: /no plan was given.*terraform plan -out/ },
	'no inventory': { args: ['check', cleanPlan], says: /no inventory was given.*aliyun ecs DescribeSecurityGroups/ },
	'an inventory that is not there': {
		args: ['check', cleanPlan, '--inventory', 'no.json'],
		says: /no\.json.*no such file/,
	},
	'an inventory that is a directory': { args: ['check', cleanPlan, '--inventory', '.'], says: /directory/ },
	'a plan that is not there': {
		args: ['check', 'no.json', '--inventory', inventory],
		says: /no\.json: there is no such file/,
	},
	'a wrong principal': {
		args: ['check', cleanPlan, '--inventory', inventory, '--principal', 'root'],
		says: /--principal root: expected account, or service:/,
	},
	'a wrong policy': {
		args: ['check', cleanPlan, '--inventory', inventory, '--undetermined', 'stop'],
		says: /--undetermined stop: not one of fail, warn, ignore/,
	},
	'a wrong format': {
		args: ['check', cleanPlan, '--inventory', inventory, '--format', 'xml'],
		says: /xml.*text, json/,
	},
	'a report without a file': {
		args: ['check', cleanPlan, '--inventory', inventory, '--report', 'json'],
		says: /--report json: expected FORMAT=FILE/,
	},
	'a report that cannot be written': {
		args: ['check', cleanPlan, '--inventory', inventory, '--report', 'json=no/such/place.json'],
		says: /no\/such\/place\.json cannot be written/,
	},
	'an argument too many': { args: ['table', 'x'], says: /table takes no argument/ },
	'two plans for operations': { args: ['operations', cleanPlan, refusedPlan], says: /takes one plan/ },
	'an empty inventory': {
		args: ['check', cleanPlan, '--inventory', 'test/fixtures/empty-inventory.json'],
		says: /no security groups at all.*--allow-empty-inventory/,
	},
};

for (const [title, { args, says }] of Object.entries(mistakes)) {
	test(`${title} is said in one message, with exit status 2`, async (t) => {
		const { status, stdout, stderr } = await sgPreflight(args);
		t.is(status, 2);
		t.is(stdout, '');
		t.regex(stderr.replaceAll('\n', ' '), says);
		t.regex(stderr, /^sg-preflight: /);
		t.notRegex(stderr, /\n {4}at /);
	});
}

test('an empty inventory is accepted when it is meant', async (t) => {
	const args = ['check', cleanPlan, '--inventory', 'test/fixtures/empty-inventory.json', '--allow-empty-inventory'];
	const { status, stdout } = await sgPreflight(args);
	t.is(status, 0);
	t.regex(stdout, /^Undetermined: 0 refused, 4 undetermined/m);
});

test('every command explains itself', async (t) => {
	const { status, stdout } = await sgPreflight(['--help']);
	t.is(status, 0);
	const commands = [...stdout.matchAll(/^ {2}(\S+(?: \S+)?) {2,}/gm)].map(([, name]) => name as string);
	t.true(commands.includes('check') && commands.includes('inventory show'));
	for (const command of commands) {
		const help = await sgPreflight([...command.split(' '), '--help']);
		t.is(help.status, 0, command);
		t.true(help.stdout.startsWith(`Usage: sg-preflight ${command} `), command);
	}
});

test('--version prints the version of the package', async (t) => {
	const { version } = JSON.parse(fs.readFileSync(path.join(root, 'packages/cli/package.json'), 'utf8'));
	t.is((await sgPreflight(['--version'])).stdout, `${version}\n`);
});

test('a reader that goes away early changes nothing', async (t) => {
	const child = spawn(process.execPath, [binary, 'check', refusedPlan, '--inventory', inventory, '--format', 'json']);
	child.stdout.destroy();
	let said = '';
	child.stderr.on('data', (chunk) => {
		said += chunk;
	});
	const [status] = await once(child, 'close');
	t.is(status, 1);
	t.is(said, '');
});

test('a report that cannot be printed is no clean run', async (t) => {
	const full = fs.openSync('/dev/full', 'w');
	const child = spawn(process.execPath, [binary, 'check', cleanPlan, '--inventory', inventory], {
		stdio: ['ignore', full, 'pipe'],
	});
	fs.closeSync(full);
	let said = '';
	child.stderr?.on('data', (chunk) => {
		said += chunk;
	});
	const [status] = await once(child, 'close');
	t.is(status, 2);
	t.regex(said, /^sg-preflight: standard output cannot be written: ENOSPC/);
});

test('an interrupted run ends by the signal and leaves no temporary file', async (t) => {
	const directory = scratch(t);
	const child = spawn(process.execPath, [binary, 'check', '-', '--inventory', inventory], {
		env: { ...process.env, TMPDIR: directory },
	});
	// More than the pipe and the command's memory hold: when it is through, it was written to a file.
	child.stdin.write(`{"padding":"${' '.repeat(20 * 1024 * 1024)}`);
	await once(child.stdin, 'drain');
	child.kill('SIGINT');
	const [, signal] = await once(child, 'close');
	t.is(signal, 'SIGINT');
	t.deepEqual(fs.readdirSync(directory), []);
});

test('a checkout that is not built says how to build it', async (t) => {
	const directory = scratch(t, {
		'package.json': '{"type": "module"}',
		'bin/sg-preflight.js': fs.readFileSync(binary),
	});
	const child = spawn(process.execPath, [path.join(directory, 'bin/sg-preflight.js'), 'check']);
	let said = '';
	child.stderr.on('data', (chunk) => {
		said += chunk;
	});
	const [status] = await once(child, 'close');
	t.is(status, 2);
	t.regex(said, /npm run demo/);
});
