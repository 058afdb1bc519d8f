import { UserError } from '@sg-preflight/documents';
import { parsePrincipal, uniformPolicies } from '@sg-preflight/permissions';
import { command } from '../command-line/command.js';
import { presentationOf, presentationOptions } from '../command-line/presentation-options.js';
import { configurationOptions, readConfiguration } from '../command-line/project-config.js';
import { readInventory, refuseWithoutManaged } from '../input/inventory-files.js';
import { formatNames } from '../report/formats/index.js';
import { madeWith } from '../report/made-with.js';
import { configurationNotices } from '../report/notices/configuration-notices.js';
import { skippedLinkNotices } from '../report/notices/source-notices.js';
import { formatOf, publish, reportFile } from '../report/publish.js';
import { reportOf } from '../report/report.js';
import { scanFiles, scannedFiles } from '../scan/scan-files.js';

export const scan = command({
	name: 'scan',
	summary:
		'Searches Terraform files and Pulumi programs, without a plan, for ids of managed groups in arguments that act on them.',
	positionals: '[FILE|DIRECTORY…]',
	options: {
		inventory: {
			type: 'string',
			short: 'i',
			multiple: true,
			value: 'FILE',
			help: 'Inventory of security groups: a file, a directory, a pattern or a URL.',
		},
		...configurationOptions,
		principal: {
			type: 'string',
			value: 'account|service:ID',
			help: 'Principal that applies the sources. Default: account.',
		},
		undetermined: {
			type: 'string',
			choices: ['fail', 'warn', 'ignore'],
			help: 'How undetermined findings affect the exit status. Default: warn.',
		},
		format: { type: 'string', short: 'f', choices: formatNames, help: 'Format of the output. Default: text.' },
		output: { type: 'string', short: 'o', value: 'FILE', help: 'File for the output. Default: standard output.' },
		report: { type: 'string', multiple: true, value: 'FORMAT=FILE', help: 'Also write a report to a file.' },
		...presentationOptions,
	},
	details: `Without FILE, the working directory is searched. Naming a managed group as a rule's source or destination is not reported.

It sees literals alone: in Terraform also through locals and variables of the same directory; in programs only if
the name of the argument is before the value. Only check knows the changes of a plan.

Exit status: 0 nothing refused; 1 refused, or undetermined with --undetermined fail; 2 the check could not run.`,
	async run(given, values) {
		const configuration = await readConfiguration(values, values.inventory !== undefined);
		const principal = values.principal === undefined ? configuration?.principal : parsePrincipal(values.principal);
		if (values.principal !== undefined && principal === undefined) {
			throw new UserError(`--principal ${values.principal}: expected account, or service: and a ServiceID.`);
		}
		const inventory = await readInventory({
			files: values.inventory ?? configuration?.inventory ?? [],
			named: values.inventory !== undefined || configuration?.made.named === true,
			allowEmpty: configuration?.allowEmptyInventory ?? false,
			allowPartial: configuration?.allowPartialInventory ?? false,
		});
		refuseWithoutManaged(inventory);
		const found = scannedFiles(given.length > 0 ? given : ['.']);
		const files = found.filter(({ isOutside }) => !isOutside);
		const undetermined = values.undetermined
			? uniformPolicies(values.undetermined)
			: { ...uniformPolicies(), ...configuration?.undetermined };
		const waivers = { rules: configuration?.waivers ?? [], today: new Date().toISOString().slice(0, 10) };
		const all = await scanFiles(files, { inventory, principal: principal ?? 'account', waivers });
		const report = reportOf(all, undetermined, [
			...configurationNotices(configuration?.made ?? null),
			...skippedLinkNotices(found),
		]);
		const made = madeWith(configuration, inventory, inventory.scopes);
		return publish(
			{ ...report, ...made },
			formatOf(values.format ?? 'text'),
			values.report?.map(reportFile) ?? [],
			presentationOf(values),
		);
	},
});
