import { groupArguments } from './provider-lists.mjs';

/** Marks what someone has to check in the provider's source: the schema refuses an entry that has it. */
const unchecked = 'unchecked ';

/**
 * Drafts an entry and its cases from the vendored list of group arguments and calls. The draft is right in form only,
 * because the conditions of the calls are in the provider's source: the schema refuses it until it was checked.
 */
export function draftOf(type) {
	const provider = groupArguments();
	const known = provider.types[type];
	const attributes = Object.keys(known?.arguments ?? { security_group_id: '' });
	const target = (attribute) => ({ role: 'target', attribute });
	const calls = (action, fallback) =>
		(known?.[action] ?? fallback).map(({ product, operation, arguments: carried, note }) => ({
			...(product === 'Ecs' ? {} : { product }),
			operation: unchecked + operation,
			...(action === 'update' && carried.length > 0
				? { when: { changed: [...new Set(carried.map((path) => path.split(/[.[]/)[0]))] } }
				: {}),
			groups: carried.map(target),
			consequence: 'aborts',
			...(note ? { note } : {}),
		}));
	const entry = {
		type,
		...(known?.aliases.length ? { aliases: known.aliases } : {}),
		evidence: {
			provider: provider.version,
			source: unchecked + sourceOf(type, known),
			scenarios: [],
		},
		create: calls('create', [{ product: 'Ecs', operation: 'CreateResource', arguments: attributes }]),
		update: calls('update', []),
		delete: calls('delete', [{ product: 'Ecs', operation: 'DeleteResource', arguments: [] }]),
		...(known?.not_groups ? { not_groups: known.not_groups } : {}),
		...(known?.note ? { note: known.note } : {}),
	};
	return { entry, source: sourceOf(type, known), cases: casesOf(entry, attributes) };
}

function sourceOf(type, known) {
	return known?.source ?? `alicloud/resource_${type}.go`;
}

function casesOf(entry, attributes) {
	const state = (offset) => {
		const root = {};
		for (const [index, attribute] of attributes.entries()) place(root, attribute.split('.'), `sg-${index + offset}`);
		return root;
	};
	const before = state(1);
	const after = state(1 + attributes.length);
	const expected = (calls, offset) =>
		calls
			.filter(({ groups }) => groups.length > 0)
			.map(
				({ operation, groups }) =>
					`${operation.replace(unchecked, '')}(${groups.map(({ attribute }) => `sg-${attributes.indexOf(attribute) + offset}`).join(', ')})`,
			);
	return [
		{ title: 'create', before: null, after: before, calls: expected(entry.create, 1) },
		{ title: 'update of the groups', before, after, calls: expected(entry.update, 1 + attributes.length) },
		{ title: 'update of something else', before, after: { ...before, description: 'new' }, calls: [] },
		{ title: 'delete', before, after: null, calls: expected(entry.delete, 1) },
	];
}

function place(object, [step, ...rest], id) {
	const name = step.replaceAll('[]', '');
	const isList = step !== name;
	if (rest.length === 0) {
		object[name] = isList ? [id] : id;
	} else {
		object[name] ??= isList ? [{}] : {};
		place(isList ? object[name][0] : object[name], rest, id);
	}
}

export function entryText(entry) {
	return `import type { Entry } from '../entry/entry-schema.js';\n\nexport const ${entry.type}: Entry = ${literal(entry)};\n`;
}

export function casesText(cases) {
	return `import type { Case } from '../case.js';\n\nexport const cases: Case[] = ${literal(cases)};\n`;
}

/** TypeScript on one line, for the formatter to break. */
function literal(value) {
	if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const fields = Object.entries(value).map(
		([name, inner]) => `${/^\w+$/.test(name) ? name : JSON.stringify(name)}: ${literal(inner)}`,
	);
	return `{ ${fields.join(', ')} }`;
}
