import { attributeHistory } from './attribute-history.js';
import { compareVersions } from './version.js';

const histories = new Map<
	string,
	{ readonly since: string | null; readonly attributes: ReadonlyMap<string, string> }
>();

function historyOf(type: string) {
	const known = histories.get(type);
	if (known !== undefined) return known;
	const facts = (attributeHistory[type]?.split(' ') ?? []).map((fact) => fact.split('=') as [string, string]);
	const attributes = new Map(facts);
	const history = { since: attributes.get('') ?? null, attributes };
	attributes.delete('');
	histories.set(type, history);
	return history;
}

/**
 * Returns the oldest version of the provider that has the type with these attributes; null if every version since 1.105.0
 * has them.
 * @param type the type of an entry, not an alias
 * @param states objects whose keys are attributes of the type: values before and after the change, and masks
 */
export function oldestVersionWith(type: string, states: readonly unknown[]): string | null {
	const { since, attributes } = historyOf(type);
	let oldest = since;
	for (const [name, version] of attributes) {
		const has = states.some((state) => typeof state === 'object' && state !== null && Object.hasOwn(state, name));
		if (has && (oldest === null || compareVersions(version, oldest) > 0)) oldest = version;
	}
	return oldest;
}
