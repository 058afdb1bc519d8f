import { originText } from '@sg-preflight/permissions';
import { predictedFor } from '../report/notices/provider-notices.js';
import { savedPlanText } from '../report/notices/saved-plan-notices.js';
import type { Ledger, LedgerRow } from './ledger.js';

/** Returns the output of `operations` for a person. */
export function ledgerText({ input, operations, possible, coverage, incomplete }: Ledger): string {
	const { savedPlan, provider } = input;
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
