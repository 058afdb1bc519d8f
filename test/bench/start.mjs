// The start of `check` and `operations` on a plan of one resource, as a ratio to `node -e 0`. Other checkouts, built, are
// measured in turn with this one: `npm run bench -- start ../older ../newer`
import path from 'node:path';
import { processorTimes } from './whole-process.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const runs = 41;

/** Prints a row for this checkout and for each other one. */
export function printStart(plan, inventory, others = []) {
	const checkouts = [root, ...others.map((other) => path.resolve(other))];
	const commands = checkouts.flatMap((checkout) => {
		const bin = path.join(checkout, 'packages/cli/bin/sg-preflight.js');
		return [
			[process.execPath, [bin, 'check', plan, '--inventory', inventory]],
			[process.execPath, [bin, 'operations', plan]],
		];
	});
	const [nothing, ...times] = processorTimes([[process.execPath, ['-e', '0']], ...commands], runs);
	const ratio = ({ least, median }) =>
		`${(least / nothing.least).toFixed(2)} | ${(median / nothing.median).toFixed(2)}`;
	console.log('| plan of one resource | check | median | operations | median |');
	console.log('| --- | ---: | ---: | ---: | ---: |');
	for (const [index, checkout] of checkouts.entries()) {
		const name = checkout === root ? 'this checkout' : path.basename(checkout);
		console.log(`| ${name} | ${ratio(times[2 * index])} | ${ratio(times[2 * index + 1])} |`);
	}
	console.log(
		`\nProcessor time ÷ that of node -e 0 (${nothing.least.toFixed(0)} ms): the least and the median of ${runs} runs in turn.\n`,
	);
}
