import { UserError } from '@sg-preflight/documents';
import { defaultMaxAge, parseDuration } from '@sg-preflight/inventory';
import { type Policy, type Principal, parsePrincipal, uniformPolicies } from '@sg-preflight/permissions';
import { runCheck } from '../check/run-check.js';
import { command } from '../command-line/command.js';
import { type ConnectionValues, connectionOf, connectionOptions } from '../command-line/connection-options.js';
import { configurationOptions, readConfiguration } from '../command-line/project-config.js';
import { providerVersionOf, providerVersionOption } from '../command-line/provider-version.js';
import { readInventory, refuseWithoutManaged } from '../input/inventory-files.js';
import { defaultCacheFolder, type LiveRequest } from '../input/live-inventory.js';
import { parseShard } from '../input/plan-files.js';
import { terraformOptions, terraformUse } from '../input/terraform-use.js';
import { readBaseline } from '../report/baseline.js';
import { formatNames } from '../report/formats/index.js';
import { formatOf, publish, reportFile, reportTo } from '../report/publish.js';

const policies = ['fail', 'warn', 'ignore'] as const satisfies readonly Policy[];

export const check = command({
	name: 'check',
	summary:
		'Checks plans: which operations the API will refuse, on which managed security groups, and what to do about it.',
	positionals: 'FILE|DIRECTORY…',
	options: {
		inventory: { type: 'string', multiple: true, value: 'FILE', help: 'Says which groups are managed.' },
		live: {
			type: 'boolean',
			help: 'Asks the ECS API about the groups that the plans name, instead of an inventory file.',
		},
		region: {
			type: 'string',
			multiple: true,
			value: 'ID',
			help: 'Where --live looks for groups whose region the plan does not say; everywhere by default.',
		},
		offline: { type: 'boolean', help: 'Judges --live by the answers that were kept, and asks nobody.' },
		'cache-dir': { type: 'string', value: 'DIR', help: "Where --live keeps answers; the user's cache by default." },
		...connectionOptions,
		...configurationOptions,
		principal: { type: 'string', value: 'account|service:ID', help: 'Who applies the plan; account by default.' },
		undetermined: {
			type: 'string',
			choices: policies,
			help: 'What undetermined does to the exit status; warn by default.',
		},
		strict: { type: 'boolean', help: 'The same as --undetermined fail.' },
		format: { type: 'string', choices: formatNames, help: 'What to print; text by default.' },
		report: { type: 'string', multiple: true, value: 'FORMAT=FILE', help: 'Writes a report to a file as well.' },
		baseline: {
			type: 'string',
			value: 'REPORT',
			help: 'JSON report of an earlier run: its findings are reported and do not count.',
		},
		'max-age': { type: 'string', value: 'AGE', help: 'When an inventory is old: 90m, 24h (the default), 7d.' },
		stale: {
			type: 'string',
			choices: policies,
			help: 'What an old inventory does to the exit status; warn by default.',
		},
		'allow-empty-inventory': { type: 'boolean', help: 'Accepts an inventory of no groups.' },
		'allow-partial-inventory': { type: 'boolean', help: 'Accepts an inventory of which pages are missing.' },
		source: {
			type: 'string',
			value: 'DIR',
			help: 'Where the plan was made, for file and line; of a saved plan its own sources.',
		},
		'provider-version': providerVersionOption,
		shard: { type: 'string', value: 'I/N', help: 'Checks only one part of the plans, such as 2/8; see merge.' },
		'pulumi-state': {
			type: 'string',
			value: 'FILE',
			help: "The stack's state (pulumi stack export) for an update plan of Pulumi; exported when not given.",
		},
		...terraformOptions,
	},
	details: `FILE is plan JSON, a saved plan, the output of pulumi preview --json, or - for standard input. In a directory, at
any depth, files called tfplan, *.tfplan, *plan.json and *preview.json are checked.
A saved plan is read without Terraform. One that has something unknown in it is shown by the Terraform on the PATH, which
runs the providers in the working directory, or in the folder of the plan with --terraform-bin: name folders that you trust.
Put options that you always use in sg-preflight.yaml; it is looked up from the working directory towards the root. One
that is only found cannot weaken a check whose inventory is named here (docs/security.md).

Exit status: 0 nothing is refused; 1 something is refused, or undetermined where you said fail; 2 could not check.`,
	async run(inputs, values) {
		if (inputs.length === 0) {
			throw new UserError(
				'no plan was given. Make one with: terraform plan -out=plan.tfplan and check it with: sg-preflight check plan.tfplan --inventory FILE',
			);
		}
		const isInventoryNamed = values.inventory !== undefined || values.live === true;
		const configuration = await readConfiguration(values, isInventoryNamed);
		const principal = given(values.principal, principalOf) ?? configuration?.principal ?? 'account';
		const uniform = values.strict ? 'fail' : values.undetermined;
		const undetermined = uniform ? uniformPolicies(uniform) : { ...uniformPolicies(), ...configuration?.undetermined };
		const format = formatOf(values.format ?? configuration?.format ?? 'text');
		const reports = values.report?.map(reportFile) ?? Object.entries(configuration?.reports ?? {}).map(reportTo);
		const maxAge = given(values['max-age'], ageOf) ?? configuration?.maxAge ?? defaultMaxAge;
		const stale = values.stale ?? configuration?.stale;
		const baseline = values.baseline === undefined ? null : await readBaseline(values.baseline);
		for (const option of ['offline', 'cache-dir', 'region'] as const) {
			if (values[option] !== undefined && !values.live) throw new UserError(`--${option} is of use with --live only.`);
		}
		const allowEmpty = values['allow-empty-inventory'] ?? configuration?.allowEmptyInventory ?? false;
		const allowPartial = values['allow-partial-inventory'] ?? configuration?.allowPartialInventory ?? false;
		const inventory = values.live
			? liveRequest(values)
			: await readInventory({
					files: values.inventory ?? configuration?.inventory ?? [],
					named: isInventoryNamed || configuration?.made.named === true,
					allowEmpty,
					allowPartial,
				});
		if ('groups' in inventory) refuseWithoutManaged(inventory);

		const report = await runCheck({
			inputs,
			inventory,
			acceptsAnyInventory: allowEmpty || allowPartial,
			configuration,
			principal,
			undetermined,
			waivers: configuration?.waivers ?? [],
			terraform: terraformUse(values, configuration?.terraformBin),
			source: values.source,
			pulumiState: values['pulumi-state'],
			providerVersion: given(values['provider-version'], providerVersionOf),
			maxAge,
			stale,
			baseline,
			shard: given(values.shard, parseShard),
		});
		return publish(report, format, reports);
	},
});

interface LiveValues extends ConnectionValues {
	readonly inventory?: readonly string[];
	readonly region?: readonly string[];
	readonly offline?: boolean;
	readonly 'cache-dir'?: string;
}

function liveRequest(values: LiveValues): LiveRequest {
	if (values.inventory)
		throw new UserError('--live and --inventory are two ways to say which groups are managed; give one.');
	return {
		connection: connectionOf(values),
		regions: values.region ?? [],
		cacheFolder: values['cache-dir'] ?? defaultCacheFolder(),
		offline: values.offline ?? false,
	};
}

/** Reads an option's value, if it was given. */
function given<T>(value: string | undefined, read: (value: string) => T): T | undefined {
	return value === undefined ? undefined : read(value);
}

function principalOf(value: string): Principal {
	const principal = parsePrincipal(value);
	if (principal) return principal;
	throw new UserError(
		`--principal ${value}: expected account, or service: and the ServiceID of a cloud service, such as service:1234.`,
	);
}

function ageOf(value: string): number {
	const age = parseDuration(value);
	if (age !== undefined) return age;
	throw new UserError(`--max-age ${value}: expected a duration such as 90m, 24h or 7d.`);
}
