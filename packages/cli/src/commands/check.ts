import { UserError } from '@sg-preflight/documents';
import { defaultMaxAge } from '@sg-preflight/inventory';
import { runCheck } from '../check/run-check.js';
import { command } from '../command-line/command.js';
import { acceptanceOptions, acceptedGaps, inventoryOf, inventoryOption } from '../command-line/inventory-options.js';
import {
	judgingOptions,
	maxAgeOf,
	policyNames,
	principalOf,
	reasonPolicies,
	strictOptions,
} from '../command-line/judging-options.js';
import { liveOptions, liveRequestOf } from '../command-line/live-options.js';
import { planOptions, planUseOf } from '../command-line/plan-options.js';
import { configurationOptions, readConfiguration } from '../command-line/project-config.js';
import { reportOptions, reportOutputOf } from '../command-line/report-options.js';
import { parseShard } from '../input/plans/plan-files.js';
import { readBaseline } from '../report/baseline.js';
import { publish } from '../report/publish.js';

export const check = command({
	name: 'check',
	summary: 'Check plans: list the operations that the API will refuse, the managed security groups, and the fix.',
	positionals: 'FILE|DIRECTORY…',
	options: {
		inventory: inventoryOption,
		...liveOptions,
		...configurationOptions,
		...judgingOptions,
		...strictOptions,
		...reportOptions,
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
			choices: policyNames,
			help: 'How a stale inventory affects the exit status. Default: warn.',
		},
		...acceptanceOptions,
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
		...planOptions,
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
		if (inputs.includes('-') && values.inventory?.includes('-')) {
			throw new UserError(
				'standard input cannot be both the plan and the inventory. Write one of them to a file and name it.',
			);
		}
		const isInventoryNamed = values.inventory !== undefined || values.live === true;
		const configuration = await readConfiguration(values, isInventoryNamed);
		const output = reportOutputOf(values, configuration);
		const { allowEmpty, allowPartial } = acceptedGaps(values, configuration);
		const digests = [output.format, ...output.files.map(({ name }) => name)].includes('json');
		const report = await runCheck({
			inputs,
			principal: principalOf(values.principal, configuration),
			undetermined: await reasonPolicies(values, configuration),
			maxAge: given(values['max-age'], maxAgeOf) ?? configuration?.maxAge ?? defaultMaxAge,
			stale: values.stale ?? configuration?.stale,
			baseline: values.baseline === undefined ? null : await readBaseline(values.baseline),
			inventory: values.live ? liveRequestOf(values) : await inventoryOf(values, configuration, { digests }),
			acceptsAnyInventory: allowEmpty || allowPartial,
			configuration,
			waivers: configuration?.waivers ?? [],
			inlineWaivers: values['inline-waivers'] ?? configuration?.inlineWaivers ?? false,
			...(await planUseOf(values, configuration?.terraformBin)),
			source: values.source,
			shard: given(values.shard, parseShard),
		});
		return publish(report, output.format, output.files, output.presentation);
	},
});

/** Parses an option's value, if it was given. */
function given<T>(value: string | undefined, parse: (value: string) => T): T | undefined {
	return value === undefined ? undefined : parse(value);
}
