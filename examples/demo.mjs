// Checks two real plans against an inventory and shows what CI would get. Ends with 0 when both results are the
// expected ones. Run it with `npm run demo`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const command = path.join(root, 'packages/cli/bin/sg-preflight.js');
const plans = [
	{ title: 'Four rules are added to a group of our own', plan: 'examples/terraform/clean/plan.json', expected: 0 },
	{
		title: 'An instance joins a group that a load balancer manages',
		plan: 'examples/terraform/refused/plan.json',
		expected: 1,
	},
];

let unexpected = 0;
for (const { title, plan, expected } of plans) {
	const args = ['check', plan, '--inventory', 'examples/inventory.json'];
	console.log(`── ${title}\n$ sg-preflight ${args.join(' ')}\n`);
	const { status } = spawnSync(process.execPath, [command, ...args], { cwd: root, stdio: 'inherit' });
	console.log(`\nExit status for CI: ${status}\n`);
	if (status !== expected) {
		console.error(`The demo expected ${expected}.`);
		unexpected++;
	}
}
process.exitCode = unexpected > 0 ? 1 : 0;
