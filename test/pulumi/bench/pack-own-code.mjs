// The pack's own code on recorded resources, without Pulumi and its SDK: prints its processor seconds (what
// else the machine does is not in them) and peak memory in MiB as JSON.
// `node test/pulumi/bench/pack-own-code.mjs RESOURCES FOLDER`; with --nothing it makes the same input and leaves it.
import fs from 'node:fs';
import path from 'node:path';
import { policiesOf } from '../../../packages/policy-pack/dist/src/index.js';

const count = Number(process.argv[2]);
const fixtures = path.resolve(import.meta.dirname, '../../fixtures/pulumi');
const read = (scenario, file) => fs.readFileSync(path.join(fixtures, scenario, file), 'utf8');

// Every resource of every recording, again and again under names of their own.
const isOurs = ({ type }) => type?.startsWith('alicloud:');
const recorded = fs.readdirSync(fixtures).flatMap((scenario) => {
	if (!fs.existsSync(path.join(fixtures, scenario, 'policy-seen.jsonl'))) return [];
	const hooks = read(scenario, 'policy-seen.jsonl').trim().split('\n').map(JSON.parse);
	const planned = hooks.find(({ hook }) => hook === 'validateStack')?.resources ?? [];
	const states = JSON.parse(read(scenario, 'state-before.json')).deployment.resources ?? [];
	return hooks
		.filter((seen) => seen.hook === 'validateResource' && isOurs(seen))
		.map((registered) => {
			const same = ({ urn }) => urn === registered.urn;
			return { registered, planned: planned.find(same), state: states.find(same) };
		});
});
const resources = Array.from({ length: count }, (_, n) => {
	const { registered, planned, state } = recorded[n % recorded.length];
	const named = (resource) => resource && { ...resource, urn: `${resource.urn}-${n}`, propertyDependencies: {} };
	return { registered: named(registered), planned: named(planned), state: named(state) };
});
const exported = path.join(process.argv[3], 'state.json');
if (!fs.existsSync(exported)) {
	fs.writeFileSync(
		exported,
		JSON.stringify({ version: 3, deployment: { resources: resources.flatMap(({ state }) => state ?? []) } }),
	);
}
const config = { inventory: { schemaVersion: 1, groups: [{ id: 'sg-lit3', managed: true, serviceId: 1 }] } };
const policies = policiesOf({
	isPreview: () => true,
	readFile: (name) => ({ name, text: fs.readFileSync(name, 'utf8') }),
	exportState: async () => fs.readFileSync(exported, 'utf8'),
	markedInputs: () => undefined,
	today: () => '2026-11-24',
});
let violations = 0;
const report = () => violations++;
const start = process.cpuUsage();
if (!process.argv.includes('--nothing')) {
	for (const { registered } of resources) {
		for (const policy of policies) await policy.validateResource?.({ ...registered, getConfig: () => config }, report);
	}
	const args = { resources: resources.flatMap(({ planned }) => planned ?? []), getConfig: () => config };
	for (const policy of policies) await policy.validateStack?.(args, report);
}
const { user, system } = process.cpuUsage(start);
const peak = Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
console.log(JSON.stringify({ seconds: (user + system) / 1e6, violations, peak }));
