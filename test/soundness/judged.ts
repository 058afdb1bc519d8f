import { type CaseResult, type FoundGroup, type Way, ways } from './batch.js';
import { managed } from './case.js';

/** A case that a way got wrong. */
export interface Wrong {
	readonly result: CaseResult;
	readonly way: Way;
	readonly problem: string;
}

const isManaged = (id: string | null): boolean => managed.some((one) => one === id);
/** A report does not print the id of a sensitive value. */
const isSame = (call: string, { operation, group }: FoundGroup): boolean =>
	call === `${operation} ${group}` ||
	(group === '(sensitive)' && call.startsWith(`${operation} `) && isManaged(idOf(call)));
const idOf = (call: string): string => call.split(' ')[1] ?? '';

/** Returns the calls on managed groups that the apply makes and a way does not report: wrong passes. */
export function wrongPasses(results: readonly CaseResult[]): Wrong[] {
	return each(results, (result, way) => {
		const refused = result.calls.filter((call) => isManaged(idOf(call)));
		return refused.length > 0 && result.found[way].length === 0
			? `allowed, and the apply calls ${refused.join(', ')}`
			: null;
	});
}

/** Returns the refusals of calls that the apply does not make. */
export function wrongRefusals(results: readonly CaseResult[]): Wrong[] {
	return each(results, (result, way) => {
		const wrong = result.found[way]
			.filter(({ rule }) => rule === 'refused-operation')
			.filter((one) => !result.calls.some((call) => isSame(call, one)))
			.map(({ operation, group }) => `${operation} ${group}`);
		return wrong.length > 0 ? `refused: ${wrong.join(', ')}; the apply calls ${result.calls.join(', ')}` : null;
	});
}

/** Returns the refused calls that a way leaves out beside another finding. */
export function missedRefusals(results: readonly CaseResult[]): Wrong[] {
	return each(results, (result, way) => {
		const found = result.found[way];
		if (found.some(({ rule }) => rule !== 'refused-operation')) return null;
		const missed = result.calls.filter((call) => isManaged(idOf(call)) && !found.some((one) => isSame(call, one)));
		return found.length > 0 && missed.length > 0 ? `missed: ${missed.join(', ')}` : null;
	});
}

/** Whether a way is certain: it reports no undetermined finding. */
export const isCertain = ({ found }: CaseResult, way: Way): boolean =>
	found[way].every(({ rule }) => rule === 'refused-operation');

function each(results: readonly CaseResult[], problemOf: (result: CaseResult, way: Way) => string | null): Wrong[] {
	return results.flatMap((result) =>
		ways.flatMap((way) => {
			const problem = problemOf(result, way);
			return problem === null ? [] : [{ result, way, problem }];
		}),
	);
}
