import { command } from '../command-line/command.js';
import { inventoryOf, inventoryOption } from '../command-line/inventory-options.js';
import { judgingOptions, principalOf, reasonPolicies } from '../command-line/judging-options.js';
import { configurationOptions, readConfiguration } from '../command-line/project-config.js';
import { reportOptions, reportOutputOf } from '../command-line/report-options.js';
import { publish } from '../report/publish.js';
import { runScan } from '../scan/run-scan.js';

export const scan = command({
	name: 'scan',
	summary:
		'Search Terraform files and Pulumi programs, without a plan, for ids of managed groups in arguments that act on them.',
	positionals: '[FILE|DIRECTORY…]',
	options: {
		inventory: inventoryOption,
		...configurationOptions,
		...judgingOptions,
		...reportOptions,
	},
	details: `Without FILE, the working directory is searched. Naming a managed group as a rule's source or destination is not reported.

It sees literals alone: in Terraform also through locals and variables of the same directory; in programs only if
the name of the argument is before the value. Only check knows the changes of a plan.

Exit status: 0 nothing refused; 1 refused, or undetermined with --undetermined fail; 2 the check could not run.`,
	async run(given, values) {
		const configuration = await readConfiguration(values, values.inventory !== undefined);
		const output = reportOutputOf(values);
		const report = await runScan({
			inputs: given.length > 0 ? given : ['.'],
			principal: principalOf(values.principal, configuration),
			undetermined: await reasonPolicies(values, configuration),
			inventory: await inventoryOf(values, configuration),
			configuration,
		});
		return publish(report, output.format, output.files, output.presentation);
	},
});
