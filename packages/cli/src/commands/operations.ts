import { UserError } from '@sg-preflight/documents';
import { operationsOfReading } from '@sg-preflight/operations';
import { originText } from '@sg-preflight/permissions';
import { readDocument } from '../check/read-document.js';
import { command } from '../command-line/command.js';
import { configurationOptions, readConfiguration } from '../command-line/project-config.js';
import { providerVersionOf, providerVersionOption } from '../command-line/provider-version.js';
import { sourcesOf } from '../input/module-files.js';
import { withPlanDocument } from '../input/plan-document.js';
import { terraformOptions, terraformUse } from '../input/terraform-use.js';
import { type Ledger, type LedgerRow, ledgerOf } from '../report/ledger.js';
import { predictedFor } from '../report/notices/provider-notices.js';
import { savedPlanText } from '../report/notices/saved-plan-notices.js';
import { print } from '../terminal/stdout.js';

export const operations = command({
	name: 'operations',
	summary:
		'List the ECS operations that applying a plan will call: those in the permission table and those that carry a group.',
	positionals: 'FILE',
	options: {
		format: { type: 'string', short: 'f', choices: ['text', 'json'], help: 'Format of the output. Default: text.' },
		source: { type: 'string', value: 'DIR', help: 'Directory of the Terraform sources. A saved plan carries its own.' },
		'provider-version': providerVersionOption,
		'pulumi-state': {
			type: 'string',
			value: 'FILE',
			help: 'State of the stack (pulumi stack export) for a Pulumi update plan. Default: exported.',
		},
		...configurationOptions,
		...terraformOptions,
	},
	details:
		'FILE is plan JSON, a saved plan, the output of pulumi preview --json, an update plan of Pulumi, or - for standard input.',
	async run(positionals, values) {
		const { format = 'text', source, 'pulumi-state': pulumiState } = values;
		const [input, another] = positionals;
		if (input === undefined || another !== undefined) {
			throw new UserError('operations takes one plan. See: sg-preflight operations --help');
		}
		// Only the configuration's program matters here, and a found configuration never names one.
		const isNamed = values.config !== undefined || Boolean(process.env.SG_PREFLIGHT_CONFIG);
		const configuration = isNamed ? await readConfiguration(values, true) : null;
		const terraform = terraformUse(values, configuration?.terraformBin);
		const named = values['provider-version'];
		const providerVersion = named === undefined ? undefined : providerVersionOf(named);
		const ledger = await withPlanDocument(input, terraform, async (document) => {
			const reading = await readDocument(document, await sourcesOf(document, source), {
				pulumiState,
				terraform,
				providerVersion,
				source,
			});
			return ledgerOf(reading, operationsOfReading(reading));
		});
		await print(format === 'json' ? `${JSON.stringify(ledger, null, 2)}\n` : text(ledger));
		return 0;
	},
});

function text({ input: { savedPlan, provider }, operations, possible, coverage, incomplete }: Ledger): string {
	return [
		...rowsText(operations),
		...(possible.length > 0 ? ['\nPerhaps, which a value known only at apply decides:\n', ...rowsText(possible)] : []),
		...incomplete.map((reason) => `\nNot everything is in the plan: ${reason}\n`),
		...coverage.unmapped.map(({ address, type }) => `\nNot known: what ${address} (${type}) calls\n`),
		`\n${operations.length} operations of ${coverage.changes} changes.\n`,
		`Predicted for ${predictedFor(provider)}.\n`,
		...(savedPlan ? [`The plan: ${savedPlanText(savedPlan)}.\n`] : []),
	].join('');
}

const unprovenBy = { 'plan-json': 'plan JSON', sources: 'the sources', preview: 'the preview' } as const;

function rowsText(rows: readonly LedgerRow[]): string[] {
	let last = '';
	return rows.map((row) => {
		const heading = `${row.address}${row.deposed ? ` (deposed object ${row.deposed})` : ''} ${row.action}\n`;
		const repeated = heading === last;
		last = heading;
		const call = row.product === 'Ecs' ? row.operation : `${row.product} ${row.operation}`;
		const groups = row.groups.map(
			({ role, id, attribute, origin, certain }) =>
				`    ${role} ${id ?? `known at apply: ${originText(origin)}`}${certain === false ? ', or another' : ''} (${attribute})\n`,
		);
		const others = (row.unproven ?? []).map(
			({ role, attribute, by }) => `    ${role} other groups, which ${unprovenBy[by]} cannot rule out (${attribute})\n`,
		);
		const title = `  ${call}${row.listed ? '' : ', not in the permission table'}\n`;
		return [repeated ? '' : heading, title, ...groups, ...others].join('');
	});
}
