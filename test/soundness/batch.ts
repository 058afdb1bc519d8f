import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { sgPreflight } from '../cli/command-run.js';
import { providerDouble } from '../e2e/provider-double.js';
import { managed, own, type SoundnessCase } from './case.js';

/** The three ways in which a plan is given to the check. */
export const ways = ['plan JSON', 'with --source', 'saved plan'] as const;
export type Way = (typeof ways)[number];

/** The parts of a finding that the harness compares. */
export interface FoundGroup {
	readonly rule: string;
	readonly operation: string | null;
	readonly group: string | null;
}

/** The groups of a case after the apply, and the findings of each way. */
export interface CaseResult {
	readonly case: SoundnessCase;
	/** `JoinSecurityGroup sg-m1` for every call on a group that the plan did not create. */
	readonly calls: readonly string[];
	readonly found: Readonly<Record<Way, readonly FoundGroup[]>>;
}

export interface BatchResult {
	readonly results: readonly CaseResult[];
	/** Cases that Terraform does not plan or apply, with its message. */
	readonly dropped: readonly { readonly case: SoundnessCase; readonly problem: string }[];
}

interface State {
	readonly resources: readonly {
		readonly module?: string;
		readonly type: string;
		readonly instances: readonly { readonly attributes: Attributes }[];
	}[];
}

interface Attributes {
	readonly security_group_id?: string;
	readonly security_groups?: readonly string[] | null;
	readonly network_interfaces?: readonly { readonly security_group_ids: readonly string[] | null }[];
}

/**
 * Plans cases in one plan with the real Terraform, each as a module of its own, checks it in three ways, and applies it in
 * the double of the provider. A case that ends with an error is left out and the rest is planned again.
 */
export async function runBatch(cases: readonly SoundnessCase[]): Promise<BatchResult> {
	const dropped: { case: SoundnessCase; problem: string }[] = [];
	let left = cases;
	for (;;) {
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-soundness-'));
		try {
			return { results: await planned(folder, left), dropped };
		} catch (error) {
			const message = String((error as { stderr?: string }).stderr ?? error);
			const names = new Set([...message.matchAll(/\bon c(\d+)\/|module\.c(\d+)\b/g)].map(([, a, b]) => Number(a ?? b)));
			if (names.size === 0 || left.length === 0) throw new Error(`${folder}: ${message}`);
			for (const index of names) dropped.push({ case: left[index] as SoundnessCase, problem: message });
			left = left.filter((_, index) => !names.has(index));
		} finally {
			if (process.env.SG_PREFLIGHT_SOUNDNESS_KEEP === undefined) fs.rmSync(folder, { recursive: true, force: true });
		}
	}
}

async function planned(folder: string, cases: readonly SoundnessCase[]): Promise<CaseResult[]> {
	const env = providerDouble();
	const terraform = (...args: string[]) =>
		promisify(execFile)('terraform', args, {
			cwd: folder,
			env: { ...process.env, ...env },
			maxBuffer: 1 << 30,
		});
	write(folder, cases);
	await terraform('get');
	await terraform('plan', '-refresh=false', '-input=false', '-no-color', '-out=plan.tfplan');
	const { stdout } = await terraform('show', '-json', 'plan.tfplan');
	fs.writeFileSync(path.join(folder, 'plan.json'), stdout);
	const check = async (...args: string[]): Promise<ReadonlyMap<number, readonly FoundGroup[]>> => {
		const run = await sgPreflight(['check', ...args, '--inventory', 'inventory.json', '--format', 'json'], {
			cwd: folder,
			env,
		});
		if (run.status !== 0 && run.status !== 1) throw new Error(`${args}: ${run.status}: ${run.stderr}`);
		return byCase(JSON.parse(run.stdout));
	};
	const found = {
		'plan JSON': await check('plan.json'),
		'with --source': await check('plan.json', '--source', '.'),
		'saved plan': await check('plan.tfplan'),
	};
	await terraform('apply', '-refresh=false', '-input=false', '-no-color', 'plan.tfplan');
	const state: State = JSON.parse(fs.readFileSync(path.join(folder, 'terraform.tfstate'), 'utf8'));
	return cases.map((one, index) => ({
		case: one,
		calls: callsOf(one, index, state),
		found: {
			'plan JSON': found['plan JSON'].get(index) ?? [],
			'with --source': found['with --source'].get(index) ?? [],
			'saved plan': found['saved plan'].get(index) ?? [],
		},
	}));
}

function byCase(report: {
	readonly findings: readonly {
		readonly rule: string;
		readonly address: string | null;
		readonly operation: string | null;
		readonly group: { readonly id: string | null } | null;
	}[];
}): ReadonlyMap<number, readonly FoundGroup[]> {
	const found = new Map<number, FoundGroup[]>();
	for (const { rule, address, operation, group } of report.findings) {
		// The other resources only hold values for these.
		const [, number] = /^module\.c(\d+)\..*alicloud_(?:instance|security_group_rule)\./.exec(address ?? '') ?? [];
		if (number === undefined) continue;
		const index = Number(number);
		found.set(index, [...(found.get(index) ?? []), { rule, operation, group: group?.id ?? null }]);
	}
	return found;
}

function callsOf({ before }: SoundnessCase, index: number, { resources }: State): string[] {
	const own = `module.c${index}`;
	const mine = resources.filter(({ module = '' }) => module === own || /^[.[]/.test(module.replace(own, '')));
	const calls = mine.flatMap(({ type, instances }) =>
		instances.flatMap(({ attributes }) => {
			if (type === 'alicloud_security_group_rule') return [`AuthorizeSecurityGroup ${attributes.security_group_id}`];
			if (type !== 'alicloud_instance') return [];
			const after = attributes.security_groups ?? [];
			if (before === null) {
				const interfaces = (attributes.network_interfaces ?? []).flatMap((one) => one.security_group_ids ?? []);
				return [...after, ...interfaces].map((id) => `RunInstances ${id}`);
			}
			return [
				...before.filter((id) => !after.includes(id)).map((id) => `LeaveSecurityGroup ${id}`),
				...after.filter((id) => !before.includes(id)).map((id) => `JoinSecurityGroup ${id}`),
			];
		}),
	);
	return [...new Set(calls)].filter((call) => !call.includes(' sg-new')).sort();
}

function write(folder: string, cases: readonly SoundnessCase[]): void {
	const file = (name: string, text: string): void => {
		fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
		fs.writeFileSync(path.join(folder, name), text);
	};
	const variables: Record<string, unknown> = {};
	const blocks = cases.map(({ files, variables: own }, index) => {
		for (const [name, text] of Object.entries(files)) file(`c${index}/${name}`, text);
		for (const [name, value] of Object.entries(own)) variables[`c${index}_${name}`] = value;
		const inputs = Object.keys(own).map((name) => `  ${name} = var.c${index}_${name}\n`);
		return [
			...Object.keys(own).map((name) => `variable "c${index}_${name}" {\n}\n`),
			`module "c${index}" {\n  source = "./c${index}"\n${inputs.join('')}}\n`,
		].join('');
	});
	file('main.tf', blocks.join(''));
	file('terraform.tfvars.json', JSON.stringify(variables));
	file('inventory.json', JSON.stringify(inventory));
	file('terraform.tfstate', JSON.stringify(stateOf(cases)));
}

const listing = (id: string, isManaged: boolean) => ({
	SecurityGroupId: id,
	SecurityGroupName: id,
	VpcId: 'vpc-a',
	ServiceManaged: isManaged,
	...(isManaged ? { ServiceID: 1234 } : {}),
});
const inventory = {
	TotalCount: managed.length + own.length,
	PageNumber: 1,
	PageSize: 100,
	RegionId: 'cn-hangzhou',
	SecurityGroups: {
		SecurityGroup: [...managed.map((id) => listing(id, true)), ...own.map((id) => listing(id, false))],
	},
};

function stateOf(cases: readonly SoundnessCase[]): object {
	const provider = 'provider["registry.terraform.io/aliyun/alicloud"]';
	return {
		version: 4,
		terraform_version: '1.11.4',
		serial: 1,
		lineage: 'soundness',
		outputs: {},
		resources: cases.flatMap(({ before }, index) =>
			before === null
				? []
				: [
						{
							module: `module.c${index}`,
							mode: 'managed',
							type: 'alicloud_instance',
							name: 'i',
							provider,
							instances: [
								{
									schema_version: 0,
									attributes: {
										id: `i-${index}`,
										image_id: 'img',
										instance_type: 'ecs.t',
										vswitch_id: 'vsw-a',
										security_groups: before,
									},
								},
							],
						},
					],
		),
		check_results: null,
	};
}
