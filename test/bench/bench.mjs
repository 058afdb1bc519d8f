// Whole-process time and peak memory of `check` on plans of growing size, beside what a user would compare it with, as
// ratios of runs in turn. `npm run bench` (sizes in MB as arguments: `npm run bench -- 1 94`;
// saved plans: `npm run bench -- saved`; the start beside other checkouts: `npm run bench -- start DIRECTORY…`)
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { printStart } from './start.mjs';
import { inTurn } from './whole-process.mjs';

if (process.argv[2] === 'saved') {
	await import('./saved.mjs');
	process.exit();
}

const root = path.resolve(import.meta.dirname, '../..');
const bin = path.join(root, 'packages/cli/bin/sg-preflight.js');
const from = path.join(root, 'test/fixtures/terraform/inst_add_sg/plan.json');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-bench-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

const inventory = path.join(folder, 'inventory.json');
const ids = [
	'sg-managed-0001',
	'sg-lit1',
	'sg-lit2',
	'sg-lit3',
	...Array.from({ length: 97 }, (_, n) => `sg-own-${n}`),
];
const groups = ids.map((id) => ({ SecurityGroupId: id, ServiceManaged: id.startsWith('sg-managed'), ServiceID: 1 }));
fs.writeFileSync(inventory, JSON.stringify({ TotalCount: groups.length, SecurityGroups: { SecurityGroup: groups } }));

const conftest = spawnSync('conftest', ['--version']).error ? null : 'conftest';
/** Two policies: one reads one list of one type, the other any value of the plan, because nobody knows all the lists. */
const policies = {
	list: 'some c in input.resource_changes\n\t"sg-managed-0001" in c.change.after.security_groups\n\tmsg := c.address',
	walk: 'walk(input, [at, value])\n\tvalue == "sg-managed-0001"\n\tmsg := sprintf("%v", [at])',
};
for (const [name, body] of Object.entries(policies)) {
	fs.mkdirSync(path.join(folder, name));
	fs.writeFileSync(
		path.join(folder, name, 'policy.rego'),
		`package main\nimport rego.v1\ndeny contains msg if {\n\t${body}\n}\n`,
	);
}

printStart(from, inventory, process.argv[2] === 'start' ? process.argv.slice(3) : []);
if (process.argv[2] === 'start') process.exit();

const asked = process.argv.slice(2).map(Number);
const sizes = asked.length > 0 ? asked : [1, 9, 94, 470, 1200];
const check = (file) => [process.execPath, [bin, 'check', file, '--inventory', inventory]];
const empty = [process.execPath, ['-e', '0']];
const parse = (file) => [
	process.execPath,
	['-e', 'JSON.parse(require("fs").readFileSync(process.argv[1],"utf8"))', file],
];

const number = (value, digits = 2) => (value === null ? '–' : value.toFixed(digits));
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);

/** Returns a plan of so many resources, so many of them refused. */
function planOf(name, resources, touch) {
	const file = path.join(folder, name);
	const maker = path.join(import.meta.dirname, 'big-plan.mjs');
	const options = ['--from', from, '--out', file, '--resources', String(resources), '--touch', String(touch)];
	const made = spawnSync(process.execPath, [maker, ...options], { stdio: 'inherit' });
	if (made.status !== 0) process.exit(1);
	return file;
}

row(
	'plan, MB',
	'check, s',
	'check, MiB',
	'× node -e 0',
	'× JSON.parse',
	'JSON.parse, MiB',
	'× conftest, one list',
	'× conftest, any value',
	'ms for each MB',
);
row(...Array.from({ length: 9 }, () => '---:'));
for (const size of sizes) {
	const resources = Math.max(1, Math.round(size * 95.7));
	const file = planOf(`${size}.json`, resources, 5);
	const megabytes = fs.statSync(file).size / 1e6;
	// Neither JSON.parse nor anything built on it can hold a string over 512 MB.
	const comparable = megabytes < 500;
	const commands = [check(file), empty];
	if (comparable) commands.push(parse(file));
	if (comparable && conftest && megabytes < 100) {
		for (const name of Object.keys(policies)) {
			commands.push([conftest, ['test', '--policy', path.join(folder, name), '--parser', 'json', file]]);
		}
	}
	const [ours, nothing, parsed, list, walk] = await inTurn(commands, megabytes > 200 ? 2 : 5);
	if (ours.status !== 1) throw new Error(`check ended with ${ours.status} on ${size} MB: ${ours.said}`);
	row(
		number(megabytes, 0),
		number(ours.seconds),
		number(ours.peak, 0),
		number(ours.seconds / nothing.seconds),
		parsed ? number(ours.seconds / parsed.seconds) : 'cannot',
		parsed ? number(parsed.peak, 0) : 'cannot',
		list ? number(ours.seconds / list.seconds, 3) : '–',
		walk ? number(ours.seconds / walk.seconds, 3) : '–',
		number(((ours.seconds - nothing.seconds) * 1000) / megabytes),
	);
	fs.rmSync(file);
}

// If everything is refused, the report is most of the work.
for (const resources of [1100, 4400]) {
	const file = planOf('refused.json', 2 * resources, resources);
	const [ours, parsed] = await inTurn([check(file), parse(file)], 3);
	console.log(
		`\n${number(fs.statSync(file).size / 1e6, 0)} MB with ${resources} changes, most of them refused: check ${number(ours.seconds)} s, ${number(ours.peak, 0)} MiB, ${number(ours.seconds / parsed.seconds)} × JSON.parse`,
	);
	fs.rmSync(file);
}
