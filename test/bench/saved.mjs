// `npm run bench -- saved`: a check of a saved plan read directly, beside the old way (`terraform show -json`, then the check
// of its JSON) and `terraform show -json` alone, as ratios of runs in turn. Needs terraform 1.11.4 and go, for the double of the
// provider. Sizes in resources as further arguments: `npm run bench -- saved 1 1000`; `npm run bench -- saved bombs` for the
// archives of strangers alone.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { withFiles } from '../../packages/terraform/dist/test/plan-message.js';
import { recordedPlan } from '../../packages/terraform/dist/test/saved-plan-fixtures.js';
import { zipOf } from '../../packages/terraform/dist/test/zip-file.js';
import { providerDouble } from '../dist/e2e/provider-double.js';
import { savedPlanOf, typesOfPlan } from './saved-plan-of.mjs';
import { inTurn } from './whole-process.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const bin = path.join(root, 'packages/cli/bin/sg-preflight.js');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-bench-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
process.chdir(folder);

const types = path.join(folder, 'types.json');
fs.writeFileSync(types, JSON.stringify(typesOfPlan()));
Object.assign(process.env, providerDouble(), { DOUBLE_TYPES: types });

const group = (id) => ({ SecurityGroupId: id, ServiceManaged: false });
const groups = ['sg-lit1', 'sg-lit2', 'sg-lit3', 'sg-mock000001'].map(group);
fs.writeFileSync('inventory.json', JSON.stringify({ TotalCount: 4, SecurityGroups: { SecurityGroup: groups } }));

const number = (value, digits = 2) => (value === null || value === undefined ? '–' : value.toFixed(digits));
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const asked = process.argv
	.slice(2)
	.filter((argument) => /^\d+$/.test(argument))
	.map(Number);
const measured = asked.length > 0 ? asked : [1, 1000, 10_000];
const sizes = process.argv.includes('bombs') ? [] : measured;

console.log(`${execFileSync('terraform', ['version']).toString().split('\n')[0]}, Node.js ${process.version}\n`);
row(
	'resources',
	'plan, KB',
	'show alone, s',
	'old way, s',
	'directly, s',
	'directly, MiB',
	'× node -e 0',
	'÷ old way',
	'÷ show',
);
row(...Array.from({ length: 9 }, () => '---:'));
for (const resources of sizes) {
	const file = path.join(folder, `${resources}.tfplan`);
	fs.writeFileSync(file, savedPlanOf(resources, Math.max(1, Math.round(resources / 1000))));
	const check = (...options) => [process.execPath, [bin, 'check', file, '--inventory', 'inventory.json', ...options]];
	const direct = check();
	const oldWay = check('--terraform-bin', 'terraform');
	const show = ['terraform', ['show', '-json', file]];
	const empty = [process.execPath, ['-e', '0']];
	// Terraform takes minutes for 10,000: once is enough for a ratio of 100.
	const isSlow = resources > 2000;
	const [shown, old] = await inTurn([show, oldWay], isSlow ? 1 : 3, isSlow ? 0 : 1);
	const [ours, nothing] = await inTurn([direct, empty], 7);
	for (const one of [shown, old, ours])
		if (one.status !== 0) throw new Error(`${resources}: ${one.status} ${one.said}`);
	row(
		resources,
		number(fs.statSync(file).size / 1e3, 0),
		number(shown.seconds),
		number(old.seconds),
		number(ours.seconds),
		number(ours.peak, 0),
		number(ours.seconds / nothing.seconds),
		number(ours.seconds / old.seconds, 3),
		number(ours.seconds / shown.seconds, 3),
	);
	fs.rmSync(file);
}

// Archives that unpack to far more than their size, or have far more entries than a plan.
const zeros = (mebibytes) => Buffer.alloc(mebibytes * 1024 ** 2);
const traced = recordedPlan('unk_rule_module_output');
const bombs = {
	'a plan of 300 MiB of zeros': withFiles(traced, { tfplan: zeros(300) }),
	'the same, declared as 1,000 bytes': zipOf([['tfplan', zeros(300)]], { size: 1000 }),
	'a plan of 127 MiB of zeros': withFiles(traced, { tfplan: zeros(127) }),
	'200 sources of 16 MiB': withFiles(
		traced,
		Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`tfconfig/m-/z${index}.tf`, zeros(16)])),
	),
	'100,000 files': zipOf(Array.from({ length: 100_000 }, (_, index) => [`tfconfig/m-/f${index}.tf`, ''])),
};
console.log('');
row('archive', 'KB', 'exit status', 's', 'MiB');
row('---', ...Array.from({ length: 4 }, () => '---:'));
process.env.PATH = path.dirname(process.execPath);
for (const [name, bytes] of Object.entries(bombs)) {
	fs.writeFileSync('bomb.tfplan', bytes);
	const [{ status, seconds, peak }] = await inTurn(
		[[process.execPath, [bin, 'check', 'bomb.tfplan', '--inventory', 'inventory.json']]],
		1,
		0,
	);
	row(name, number(bytes.length / 1e3, 0), status, number(seconds), number(peak, 0));
	if (status !== 2 || (peak ?? 0) * 1024 ** 2 > 200e6) process.exitCode = 1;
}
