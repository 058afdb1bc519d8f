import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { cleanPlan, inventory as exampleInventory, root, scratch, sgPreflight } from './command-run.js';

const golden = path.join(root, 'test/fixtures/reports');
const formats = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html'] as const;

const recording = (scenario: string): Buffer =>
	fs.readFileSync(path.join(root, 'test/fixtures/terraform', scenario, 'plan.json'));

const groups = (id: string) => ({
	SecurityGroupId: id,
	SecurityGroupName: `name of ${id}`,
	ServiceManaged: true,
	ServiceID: 1234,
});
const inventory = JSON.stringify({ TotalCount: 1, SecurityGroups: { SecurityGroup: [groups('sg-lit1')] } });

const waivers = `waivers:
  - address: alicloud_instance.i
    operation: RunInstances
    group: sg-lit1
    reason: moved to the load balancer next week
    owner: network
`;

interface Case {
	readonly status: number;
	readonly files: Readonly<Record<string, string | Buffer>>;
}

const cases: Readonly<Record<string, Case>> = {
	refused: { status: 1, files: { 'plan.json': recording('inst_replace_zone') } },
	three: {
		status: 1,
		files: {
			'dev/plan.json': recording('rule_replace_port'),
			'prod/plan.json': recording('inst_add_sg'),
			'shared/plan.json': recording('sg_noop'),
		},
	},
	clean: { status: 0, files: { 'plan.json': fs.readFileSync(cleanPlan) } },
	unreadable: { status: 2, files: { 'plan.json': '{"format_version": "1.2", "resource_changes": [' } },
	waived: { status: 0, files: { 'plan.json': recording('inst_replace_zone'), 'waivers.yaml': waivers } },
	undetermined: { status: 0, files: { 'plan.json': recording('eni_add_sg') } },
};

/** Below what each gate takes; bytes. */
const limits: Readonly<Record<(typeof formats)[number], number>> = {
	text: 10_000_000,
	json: 10_000_000,
	sarif: 10_000_000,
	junit: 10_000_000,
	github: 1_000_000,
	gitlab: 10_000_000,
	markdown: 65_536,
	html: 10_000_000,
};

const version = JSON.parse(fs.readFileSync(path.join(root, 'packages/cli/package.json'), 'utf8')).version as string;

/** Returns the text without the minute of the run, the version and the digests of the page's style and script. */
function settled(text: string): string {
	return text
		.replaceAll(/\d{4}-\d\d-\d\d([T ])\d\d:\d\d(?::00Z| UTC)/g, '2026-01-01$100:00')
		.replaceAll(version, 'VERSION')
		.replaceAll(/sha256-[\w+/=]+/g, 'sha256')
		.replace(/<style>[\s\S]*<\/style>/, '<style></style>')
		.replace(/<script>[\s\S]*<\/script>/, '<script></script>');
}

for (const [name, { status, files }] of Object.entries(cases)) {
	test(`the reports of a run that is ${name} are as a person has read them`, async (t) => {
		const other: Readonly<Record<string, string>> = {
			undetermined: inventory.replaceAll('sg-lit1', 'sg-other'),
			clean: fs.readFileSync(exampleInventory, 'utf8'),
		};
		const own = other[name] ?? inventory;
		const cwd = scratch(t, { ...files, 'inventory.json': own });
		const plans = Object.keys(files).filter((file) => file.endsWith('plan.json'));
		const reports = formats.flatMap((format) => ['--report', `${format}=report.${format}`]);
		const config = 'waivers.yaml' in files ? ['--config', 'waivers.yaml'] : ['--no-config'];
		const args = [
			'check',
			...plans,
			'--inventory',
			'inventory.json',
			'--allow-partial-inventory',
			...config,
			...reports,
		];
		const run = await sgPreflight(args, { cwd });
		t.is(run.status, status, run.stderr);
		for (const format of formats) {
			const report = fs.readFileSync(path.join(cwd, `report.${format}`), 'utf8');
			t.true(Buffer.byteLength(report) < limits[format], format);
			const file = path.join(golden, name, `report.${format}`);
			if (process.env.SG_PREFLIGHT_UPDATE_GOLDEN) {
				fs.mkdirSync(path.dirname(file), { recursive: true });
				fs.writeFileSync(file, settled(report));
			}
			t.is(settled(report), fs.readFileSync(file, 'utf8'), format);
		}
	});
}
