import { UserError } from '@sg-preflight/documents';
import { operationsOfReading } from '@sg-preflight/operations';
import { readDocument } from '../check/read-document.js';
import { command } from '../command-line/command.js';
import { planOptions, planUseOf } from '../command-line/plan-options.js';
import { printedFormatOption } from '../command-line/printed-format.js';
import { configurationOptions, readConfiguration } from '../command-line/project-config.js';
import { withPlanDocument } from '../input/plans/plan-document.js';
import { sourcesOf } from '../input/sources/module-files.js';
import { ledgerOf } from '../ledger/ledger.js';
import { ledgerText } from '../ledger/ledger-text.js';
import { jsonText, visibleText } from '../terminal/safe-text.js';
import { print } from '../terminal/stdout.js';

export const operations = command({
	name: 'operations',
	summary:
		'List the ECS operations that applying a plan will call: those in the permission table and those that carry a group.',
	positionals: 'FILE',
	options: {
		format: printedFormatOption,
		source: { type: 'string', value: 'DIR', help: 'Directory of the Terraform sources. A saved plan carries its own.' },
		...planOptions,
		...configurationOptions,
	},
	details:
		'FILE is plan JSON, a saved plan, the output of pulumi preview --json, an update plan of Pulumi, or - for standard input.',
	async run(positionals, values) {
		const [input, another] = positionals;
		if (input === undefined || another !== undefined) {
			throw new UserError('operations takes one plan. See: sg-preflight operations --help');
		}
		const { format = 'text', source } = values;
		// Only the configuration's program matters here, and a found configuration never names one.
		const isNamed = values.config !== undefined || Boolean(process.env.SG_PREFLIGHT_CONFIG);
		const configuration = isNamed ? await readConfiguration(values, true) : null;
		const use = await planUseOf(values, configuration?.terraformBin);
		const ledger = await withPlanDocument(input, use.terraform, async (document) => {
			const reading = await readDocument(document, await sourcesOf(document, source), { ...use, source });
			return ledgerOf(reading, operationsOfReading(reading));
		});
		await print(format === 'json' ? `${jsonText(ledger)}\n` : visibleText(ledger, ledgerText));
		return 0;
	},
});
