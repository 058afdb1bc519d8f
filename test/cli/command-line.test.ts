import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import test from 'ava';
import { binary, cleanPlan, inventory, refusedPlan, root, scratch, sgPreflight } from './command-run.js';

const mistakes: Record<string, { args: string[]; says: RegExp }> = {
	'no command': { args: ['chekc'], says: /unknown command "chekc"\. Did you mean check\?/ },
	'half a command': { args: ['inventory'], says: /"inventory" expects a subcommand: .*inventory show/ },
	'an unknown option': {
		args: ['check', 'p.json', '--inventry', 'x'],
		says: /unknown option --inventry\. Did you mean --inventory\? See: sg-preflight check --help/,
	},
	'an option without its value': { args: ['check', 'p.json', '--inventory'], says: /--inventory.*argument missing/ },
	'no plan': { args: ['check', '--inventory', inventory], says: /no plan was given.*terraform plan -out/ },
	'no inventory': {
		args: ['check', cleanPlan],
		says: /no inventory: a plan does not say .*inventory pull --output inventory\.yaml/,
	},
	'an inventory that is not there': {
		args: ['check', cleanPlan, '--inventory', 'no.json'],
		says: /no\.json.*no such file/,
	},
	'an inventory directory without inventories': {
		args: ['check', cleanPlan, '--inventory', 'packages'],
		says: /packages: no inventory found \(looked for \*\.json/,
	},
	'an inventory pattern without a match': {
		args: ['check', cleanPlan, '--inventory', 'examples/*.nothing'],
		says: /examples: no inventory found \(looked for \*\.nothing\)/,
	},
	'a subcommand with a typo': { args: ['inventory', 'pul'], says: /Did you mean inventory pull\?/ },
	'a choice with a typo': {
		args: ['check', cleanPlan, '-i', inventory, '-f', 'jsno'],
		says: /--format jsno: not one of .* Did you mean json\?/,
	},
	'a reason with a typo': {
		args: ['check', cleanPlan, '-i', inventory, '--fail-on', 'unknown-grup'],
		says: /--fail-on unknown-grup: not one of .* Did you mean unknown-group\?/,
	},
	'a list of reasons without one': {
		args: ['check', cleanPlan, '-i', inventory, '--fail-on', ','],
		says: /--fail-on names no reason: expected one or more of unknown-group, /,
	},
	'a time limit without --live': {
		args: ['check', cleanPlan, '-i', inventory, '--timeout', '0'],
		says: /--timeout requires --live\./,
	},
	'a time limit of no time': {
		args: ['check', cleanPlan, '--live', '--timeout', '0'],
		says: /--timeout 0: expected a number from 1 to 99999\./,
	},
	'a time limit beyond every number': {
		args: ['inventory', 'pull', '--timeout', '1e400'],
		says: /--timeout 1e400: expected a number from 1 to 99999\./,
	},
	'a shell with a typo': { args: ['completion', 'bsh'], says: /one of bash, zsh, fish\. Did you mean bash\?/ },
	'another shell': { args: ['completion', 'tcsh'], says: /completion takes one of bash, zsh, fish\./ },
	'a type with a typo': { args: ['explain', 'alicloud_instanc'], says: /Did you mean alicloud_instance\?/ },
	'an operation with a typo': { args: ['explain', 'JoinSecurityGrp'], says: /Did you mean JoinSecurityGroup\?/ },
	'a rule with a typo': { args: ['explain', 'unlisted-groop'], says: /Did you mean unlisted-group\?/ },
	'an inventory in the place of a plan': {
		args: ['check', inventory, '-i', inventory],
		says: /this is an inventory, not a plan\. Pass it with: sg-preflight check PLAN --inventory FILE/,
	},
	'a source in the place of a plan': {
		args: ['check', 'examples/terraform/refused/main.tf', '-i', inventory],
		says: /this is a source file, not a plan.*sg-preflight scan/,
	},
	'a plan in the place of an inventory': {
		args: ['check', cleanPlan, '-i', cleanPlan],
		says: /this is a document of Terraform, not an inventory/,
	},
	'a URL that nobody answers': {
		args: ['check', cleanPlan, '-i', 'http://user:secret@127.0.0.1:9/inventory.json?token=secret'],
		says: /^(?!.*secret).*http:\/\/127\.0\.0\.1:9\/inventory\.json: the document cannot be fetched: the request could not be sent\./,
	},
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
		says: /no\/such\/place\.json cannot be written: its folder does not exist\. Make it with: mkdir -p no\/such\s/,
	},
	'an argument too many': { args: ['table', 'x'], says: /table takes no argument/ },
	'two plans for operations': { args: ['operations', cleanPlan, refusedPlan], says: /takes one plan/ },
	'an empty inventory': {
		args: ['check', cleanPlan, '--inventory', 'test/fixtures/empty-inventory.json'],
		says: /no security groups at all.*--allow-empty-inventory/,
	},
};

for (const [title, { args, says }] of Object.entries(mistakes)) {
	test(`${title} gets one message, with exit status 2`, async (t) => {
		const { status, stdout, stderr } = await sgPreflight(args);
		t.is(status, 2);
		t.is(stdout, '');
		t.regex(stderr.replaceAll('\n', ' '), says);
		t.regex(stderr, /^sg-preflight: /);
		t.notRegex(stderr, /\n {4}at /);
	});
}

test('an empty inventory is accepted with --allow-empty-inventory', async (t) => {
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

for (const args of [
	['help', 'check'],
	['check', '-h'],
	['check', '--help'],
]) {
	test(`${args.join(' ')} shows the help of check`, async (t) => {
		const { status, stdout } = await sgPreflight(args);
		t.is(status, 0);
		t.true(stdout.startsWith('Usage: sg-preflight check '));
		t.is(Math.max(...stdout.split('\n').map((line) => line.length)) <= 130, true);
	});
}

for (const args of [
	['help', 'inventory'],
	['inventory', '--help'],
]) {
	test(`${args.join(' ')} lists the subcommands`, async (t) => {
		const { status, stdout } = await sgPreflight(args);
		t.is(status, 0);
		t.regex(stdout, /^Usage: sg-preflight inventory SUBCOMMAND[\s\S]*^ {2}inventory pull {2,}List/m);
	});
}

test('-v, -i, -f and -o are --version, --inventory, --format and --output', async (t) => {
	t.is((await sgPreflight(['-v'])).stdout, (await sgPreflight(['--version'])).stdout);
	const cwd = scratch(t);
	const { status, stdout } = await sgPreflight(
		['check', refusedPlan, '-i', inventory, '-f', 'json', '-o', 'report.json'],
		{ cwd },
	);
	t.is(status, 1);
	t.is(stdout, '');
	t.is(JSON.parse(fs.readFileSync(path.join(cwd, 'report.json'), 'utf8')).verdict, 'refused');
});

test('an option is also read from its environment variable, and the command line overrides it', async (t) => {
	const env = { SG_PREFLIGHT_INVENTORY: inventory, SG_PREFLIGHT_FORMAT: 'json' };
	const { status, stdout } = await sgPreflight(['check', refusedPlan], { env });
	t.is(status, 1);
	t.is(JSON.parse(stdout).exitStatus, 1);
	t.regex((await sgPreflight(['check', refusedPlan, '--format', 'text'], { env })).stdout, /^FAIL /);
	const wrong = await sgPreflight(['check', refusedPlan], { env: { ...env, SG_PREFLIGHT_STRICT: 'yes' } });
	t.is(wrong.status, 2);
	t.regex(wrong.stderr, /SG_PREFLIGHT_STRICT: expected 1, true, 0 or false/);
});

test('an inventory is standard input, unless the plan is', async (t) => {
	const stdin = fs.readFileSync(inventory);
	const { status, stdout } = await sgPreflight(['check', refusedPlan, '-i', '-', '-f', 'json'], { stdin });
	t.is(status, 1);
	t.is(JSON.parse(stdout).inventories[0].source, 'standard input');
	t.regex((await sgPreflight(['inventory', 'show', '-'], { stdin })).stdout, /^standard input: account /);
	const both = await sgPreflight(['check', '-', '-i', '-'], { stdin });
	t.is(both.status, 2);
	t.is(
		both.stderr,
		'sg-preflight: standard input cannot be both the plan and the inventory. Write one of them to a file and name it.\n',
	);
	const twice = await sgPreflight(['check', refusedPlan, '-i', '-', '-i', '-'], { stdin });
	t.regex(twice.stderr, /standard input can be one inventory only/);
	const empty = await sgPreflight(['check', refusedPlan, '-i', '-'], { stdin: '' });
	t.is(empty.status, 2);
	t.regex(empty.stderr, /^sg-preflight: standard input is empty\./);
});

test('an option of --live in the environment means nothing to a check without --live', async (t) => {
	const env = { SG_PREFLIGHT_TIMEOUT: '60', SG_PREFLIGHT_REGION: 'cn-hangzhou' };
	t.is((await sgPreflight(['check', refusedPlan, '-i', inventory], { env })).status, 1);
});

test('--fail-on makes one reason of undetermined findings end with 1', async (t) => {
	const args = ['check', cleanPlan, '-i', 'test/fixtures/empty-inventory.json', '--allow-empty-inventory'];
	t.is((await sgPreflight(args)).status, 0);
	t.is((await sgPreflight([...args, '--fail-on', 'unknown-group,unlisted-group'])).status, 1);
	t.is((await sgPreflight([...args, '--fail-on', 'unknown-group'])).status, 0);
});

test('--color and --no-color override the terminal', async (t) => {
	const args = ['check', refusedPlan, '-i', inventory];
	t.true((await sgPreflight([...args, '--color'])).stdout.includes('\u001b['));
	t.false((await sgPreflight([...args, '--no-color'], { env: { FORCE_COLOR: '1' } })).stdout.includes('\u001b['));
});

test('an inventory is a directory, a pattern or a URL', async (t) => {
	const cwd = scratch(t, { 'inventories/a.json': fs.readFileSync(inventory), 'inventories/notes.txt': 'no inventory' });
	const server = http.createServer((_, response) => response.end(fs.readFileSync(inventory)));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	t.teardown(() => server.close());
	const { port } = server.address() as { port: number };
	for (const name of ['inventories', 'inventories/*.json', `http://127.0.0.1:${port}/inventory.json`]) {
		const { status, stderr } = await sgPreflight(['check', refusedPlan, '-i', name], { cwd });
		t.is(status, 1, `${name}: ${stderr}`);
	}
});

test('a URL of a configuration that was only found is not fetched', async (t) => {
	const cwd = scratch(t, { 'sg-preflight.yaml': 'inventory: http://127.0.0.1:9/inventory.json\n' });
	const { status, stderr } = await sgPreflight(['check', refusedPlan], { cwd });
	t.is(status, 2);
	t.regex(stderr, /not fetched|names this URL/);
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

test('a report that is longer than a pipe holds reaches a slow reader whole', async (t) => {
	const check = [process.execPath, binary, 'check', 'test/fixtures/terraform', '-i', inventory, '--format', 'json'];
	const child = spawn('sh', ['-c', '"$@" | { sleep 0.2; cat; }', 'sh', ...check], { cwd: root });
	let report = '';
	child.stdout.on('data', (chunk) => {
		report += chunk;
	});
	await once(child, 'close');
	t.true(report.length > 128 * 1024);
	t.notThrows(() => JSON.parse(report));
});

test('a report that cannot be printed is not a clean run', async (t) => {
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
	t.regex(said, /^sg-preflight: standard output cannot be written: the disk is full\./);
});

test('an interrupted run ends by the signal and leaves no temporary file', async (t) => {
	const directory = scratch(t);
	const child = spawn(process.execPath, [binary, 'check', '-', '--inventory', inventory], {
		env: { ...process.env, TMPDIR: directory },
	});
	// More than the pipe and the command's memory hold, so that it is written to a file.
	child.stdin.write(`{"padding":"${' '.repeat(20 * 1024 * 1024)}`);
	await once(child.stdin, 'drain');
	child.kill('SIGINT');
	const [, signal] = await once(child, 'close');
	t.is(signal, 'SIGINT');
	t.deepEqual(fs.readdirSync(directory), []);
});

test('a checkout that is not built names the command that builds it', async (t) => {
	const directory = scratch(t, {
		'bin/package.json': '{"type": "commonjs"}',
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
