import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { cleanPlan, inventory, type Run, refusedPlan, scratch, sgPreflight } from './command-run.js';

/** A code of the operating system. */
const code = /\bE[A-Z]{3,}\b/;

function folderWith(t: ExecutionContext): string {
	const cwd = scratch(t, { 'plan.json': fs.readFileSync(cleanPlan), 'folder/x': '' });
	fs.symlinkSync('loop.json', path.join(cwd, 'loop.json'));
	return cwd;
}

function isWorded(t: ExecutionContext, { status, stderr }: Run, says: RegExp): void {
	t.is(status, 2);
	t.regex(stderr, says);
	t.notRegex(stderr, code);
	t.notRegex(stderr, /internal error/);
}

const long = 'x'.repeat(300);

const mistakes: Record<string, { readonly args: readonly string[]; readonly says: RegExp }> = {
	'a plan whose link leads to itself': {
		args: ['check', 'loop.json', '-i', inventory],
		says: /loop\.json: its links lead in a circle\./,
	},
	'a plan in a file': {
		args: ['check', 'plan.json/x', '-i', inventory],
		says: /plan\.json\/x: a part of its path is not a directory/,
	},
	'a plan with too long a name': {
		args: ['check', long, '-i', inventory],
		says: /x: its name or its path is too long\./,
	},
	'a plan that its disk does not return': {
		args: ['check', '/proc/self/mem', '-i', inventory],
		says: /\/proc\/self\/mem: its disk or network drive returned an error\. Check the disk/,
	},
	'an inventory whose link leads to itself': {
		args: ['check', 'plan.json', '-i', 'loop.json'],
		says: /loop\.json: this file cannot be read: its links lead in a circle\. Remove the link/,
	},
	'an inventory in a file': {
		args: ['check', 'plan.json', '-i', 'plan.json/x'],
		says: /plan\.json\/x: this file cannot be read: a part of its path is not a directory\. Check the path\./,
	},
	'a baseline that is a directory': {
		args: ['check', 'plan.json', '-i', inventory, '--baseline', 'folder'],
		says: /folder: this is a directory/,
	},
	'a configuration whose link leads to itself': {
		args: ['check', 'plan.json', '-i', inventory, '--config', 'loop.json'],
		says: /loop\.json: this file cannot be read: its links lead in a circle/,
	},
	'sources whose link leads to itself': {
		args: ['check', 'plan.json', '-i', inventory, '--source', 'loop.json'],
		says: /loop\.json: its links lead in a circle/,
	},
	'a state that does not exist, for a plan of Terraform': {
		args: ['check', 'plan.json', '-i', inventory, '--pulumi-state', 'no.json'],
		says: /no\.json: the state cannot be read: there is no such file or directory\. Write it with: pulumi stack export/,
	},
	'a state that is a directory, for a plan of Terraform': {
		args: ['operations', 'plan.json', '--pulumi-state', 'folder'],
		says: /folder: the state cannot be read: it is a directory/,
	},
	'a report in a file': {
		args: ['check', 'plan.json', '-i', inventory, '--report', 'json=plan.json/report.json'],
		says: /plan\.json\/report\.json cannot be written: a part of its path is not a directory/,
	},
	'a scan of a link that leads to itself': {
		args: ['scan', 'loop.json', '-i', inventory],
		says: /loop\.json: its links lead in a circle/,
	},
	'a service on a port that is taken from it': {
		args: ['serve', 'run-task', '--port', '8080', '--host', '203.0.113.1'],
		says: /cannot listen on port 8080: this machine does not have that address/,
	},
};

for (const [title, { args, says }] of Object.entries(mistakes)) {
	test(`${title} gets a message in words, without the code of the system`, async (t) => {
		isWorded(t, await sgPreflight(args, { cwd: folderWith(t), env: { SG_PREFLIGHT_HMAC_KEY: 'x' } }), says);
	});
}

test('a folder for temporary files that is not there gets a message in words', async (t) => {
	const stdin = Buffer.concat([Buffer.from('{"padding":"'), Buffer.alloc(20 * 1024 * 1024, ' ')]);
	const run = await sgPreflight(['check', '-', '-i', inventory], { stdin, env: { TMPDIR: '/no/such/folder' } });
	isWorded(
		t,
		run,
		/\/no\/such\/folder: temporary files cannot be written here: .*\. Set TMPDIR to a folder that can be\./,
	);
});

test('a link that leads to itself does not hide the findings of other plans', async (t) => {
	const cwd = folderWith(t);
	for (const plans of [
		[refusedPlan, 'loop.json'],
		[refusedPlan, '*.json'],
	]) {
		const { status, stdout } = await sgPreflight(['check', ...plans, '-i', inventory, '-f', 'json'], { cwd });
		t.is(status, 2);
		t.is(JSON.parse(stdout).summary.refused, 1, plans.join(' '));
	}
});

test('an address at which nothing answers gets a message in words', async (t) => {
	const server = http.createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	await new Promise((resolve) => server.close(resolve));
	const run = await sgPreflight(['check', cleanPlan, '-i', `http://127.0.0.1:${port}/inventory.json`]);
	isWorded(t, run, /inventory\.json: the document cannot be fetched: nothing answers at this address\./);
});
