import { at, entryOf, type OpenList, type ResourceChange, Unknown } from '@sg-preflight/operations';
import type { Configuration, ModuleConfiguration } from './configuration.js';

/**
 * The lists of groups that are known only at apply as a whole, so that the document carries no literal id of them.
 * None where the sources of every module were read, and none without a configuration: nothing is traced then.
 */
export function openListsOf(changes: readonly ResourceChange[], configuration: Configuration | null): OpenList[] {
	if (configuration === null || wasRefined(configuration.root)) return [];
	return changes.flatMap((change) => {
		const calls = change.actions.flatMap((action) =>
			action === 'delete' ? [] : (entryOf(change.type)?.[action] ?? []),
		);
		const attributes = new Set(calls.flatMap(({ groups }) => groups.map(({ attribute }) => attribute)));
		return [...attributes]
			.filter((attribute) => attribute.endsWith('[]'))
			.filter((attribute) =>
				at(change.after, false, attribute.slice(0, -2)).some(({ value }) => value instanceof Unknown),
			)
			.map((attribute) => ({ address: change.address, attribute: attribute.replaceAll('[]', '') }));
	});
}

const wasRefined = ({ isSourced, calls }: ModuleConfiguration): boolean =>
	isSourced === true && [...calls.values()].every(({ module }) => wasRefined(module));
