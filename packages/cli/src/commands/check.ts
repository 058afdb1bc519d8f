import { UserError } from '@sg-preflight/documents';
import { defaultMaxAge, parseDuration } from '@sg-preflight/inventory';
import {
	type Policies,
	type Policy,
	type Principal,
	parsePrincipal,
	type Reason,
	reasons,
	uniformPolicies,
} from '@sg-preflight/permissions';
import { runCheck } from '../check/run-check.js';
import { command, didYouMean } from '../command-line/command.js';
import { type ConnectionValues, connectionOf, connectionOptions } from '../command-line/connection-options.js';
import { presentationOf, presentationOptions } from '../command-line/presentation-options.js';
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
	summary: 'Check plans: list the operations that the API will refuse, the managed security groups, and the fix.',
	positionals: 'FILE|DIRECTORY…',
	options: {
		inventory: {
			type: 'string',
			short: 'i',
			multiple: true,
			value: 'FILE',
			help: 'Inventory of security groups: a file, a directory, a pattern or a URL.',
		},
		live: {
			type: 'boolean',
			help: 'Look the groups up in the ECS API instead of an inventory.',
		},
		region: {
			type: 'string',
			multiple: true,
			value: 'ID',
			help: 'Region that --live searches for groups without a region in the plan. Default: every region.',
		},
		offline: { type: 'boolean', help: 'Use only cached answers of --live; no network.' },
		'cache-dir': { type: 'string', value: 'DIR', help: "Cache of --live. Default: the user's cache directory." },
		...connectionOptions,
		...configurationOptions,
		principal: {
			type: 'string',
			value: 'account|service:ID',
			help: 'Principal that applies the plan. Default: account.',
		},
		undetermined: {
			type: 'string',
			choices: policies,
			help: 'How undetermined findings affect the exit status. Default: warn.',
		},
		strict: { type: 'boolean', help: 'Same as --undetermined fail.' },
		'fail-on': {
			type: 'string',
			multiple: true,
			value: 'REASON,…',
			help: 'Reasons of undetermined findings that make the exit status 1.',
		},
		format: { type: 'string', short: 'f', choices: formatNames, help: 'Format of the output. Default: text.' },
		output: { type: 'string', short: 'o', value: 'FILE', help: 'File for the output. Default: standard output.' },
		report: { type: 'string', multiple: true, value: 'FORMAT=FILE', help: 'Also write a report to a file.' },
		...presentationOptions,
		baseline: {
			type: 'string',
			value: 'REPORT',
			help: 'JSON report of an earlier run. Its findings are reported but do not count.',
		},
		'inline-waivers': { type: 'boolean', help: 'Accept waivers in comments of the sources.' },
		'max-age': {
			type: 'string',
			value: 'AGE',
			help: 'Age at which an inventory is stale: 90m, 24h, 7d. Default: 24h.',
		},
		stale: {
			type: 'string',
			choices: policies,
			help: 'How a stale inventory affects the exit status. Default: warn.',
		},
		'allow-empty-inventory': { type: 'boolean', help: 'Accept an inventory without groups.' },
		'allow-partial-inventory': { type: 'boolean', help: 'Accept an incomplete inventory.' },
		source: {
			type: 'string',
			value: 'DIR',
			help: 'Directory of the Terraform sources, for proofs, file and line. A saved plan carries its own.',
		},
		shard: {
			type: 'string',
			value: 'I/N',
			help: 'Check one part of the plans, such as 2/8. Combine the reports with merge.',
		},
		'provider-version': providerVersionOption,
		'pulumi-state': {
			type: 'string',
			value: 'FILE',
			help: 'State of the stack (pulumi stack export) for a Pulumi update plan. Default: exported.',
		},
		...terraformOptions,
	},
	details: `FILE is a saved plan, plan JSON, the output of pulumi preview --json, an update plan of Pulumi, or - for standard
input. In a directory, at any depth, files called tfplan, *.tfplan, *plan.json and *preview.json are checked.
A saved plan is read without Terraform. One that has something unknown in it is shown by the Terraform on the PATH, which
runs the providers in the working directory, or in the folder of the plan with --terraform-bin: name folders that you trust.
Options on the command line override sg-preflight.yaml, which is looked up from the working directory towards the root. One
that is only found cannot weaken a check whose inventory is named here (docs/security.md).

Exit status: 0 nothing refused; 1 refused, or undetermined with --undetermined fail; 2 the check could not run.`,
	async run(inputs, values) {
		if (inputs.length === 0) {
			throw new UserError(
				'no plan was given. Make one with: terraform plan -out=plan.tfplan and check it with: sg-preflight check plan.tfplan --inventory FILE',
			);
		}
		const isInventoryNamed = values.inventory !== undefined || values.live === true;
		const configuration = await readConfiguration(values, isInventoryNamed);
		const presentation = presentationOf(values);
		const principal = given(values.principal, principalOf) ?? configuration?.principal ?? 'account';
		const uniform = values.strict ? 'fail' : values.undetermined;
		const undetermined = {
			...(uniform ? uniformPolicies(uniform) : { ...uniformPolicies(), ...configuration?.undetermined }),
			...(await failOn(values['fail-on'] ?? [])),
		};
		const format = formatOf(values.format ?? configuration?.format ?? 'text');
		const reports = values.report?.map(reportFile) ?? Object.entries(configuration?.reports ?? {}).map(reportTo);
		const maxAge = given(values['max-age'], ageOf) ?? configuration?.maxAge ?? defaultMaxAge;
		const stale = values.stale ?? configuration?.stale;
		const baseline = values.baseline === undefined ? null : await readBaseline(values.baseline);
		for (const option of ['offline', 'cache-dir', 'region'] as const) {
			if (values[option] !== undefined && !values.live) throw new UserError(`--${option} requires --live.`);
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
			inlineWaivers: values['inline-waivers'] ?? configuration?.inlineWaivers ?? false,
			terraform: terraformUse(values, configuration?.terraformBin),
			source: values.source,
			pulumiState: values['pulumi-state'],
			providerVersion: given(values['provider-version'], providerVersionOf),
			maxAge,
			stale,
			baseline,
			shard: given(values.shard, parseShard),
		});
		return publish(report, format, reports, presentation);
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

/** Parses the policies of `--fail-on unknown-group,member`. */
async function failOn(values: readonly string[]): Promise<Partial<Policies>> {
	const named = values.flatMap((value) => value.split(',')).map((reason) => reason.trim());
	for (const reason of named) {
		if (isReason(reason)) continue;
		throw new UserError(
			`--fail-on ${reason}: not one of ${reasons.join(', ')}.${await didYouMean(reason, reasons)} See: sg-preflight check --help`,
		);
	}
	return Object.fromEntries(named.map((reason) => [reason, 'fail']));
}

function isReason(word: string): word is Reason {
	return (reasons as readonly string[]).includes(word);
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
