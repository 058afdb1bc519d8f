import fs from 'node:fs';

/**
 * The vendored source of truth on the provider: every type, the arguments that take a security group and the calls
 * that were read from the source, the types that were reviewed and take none, by reason, and the attributes that the schema
 * of a mapped type calls sensitive.
 */
const folder = new URL('../provider/', import.meta.url);
const read = (name) => fs.readFileSync(new URL(name, folder), 'utf8');

export const providerTypes = () => read('types.txt').trim().split('\n');
export const groupArguments = () => JSON.parse(read('group-arguments.json'));
export const reviewedTypes = () => JSON.parse(read('reviewed.json'));
/** Reviewed types that an older version of the provider had, by reason; no entry needs them. */
export const formerTypes = () => JSON.parse(read('former-types.json'));
/** Paths by type: `[]` is every element of a list, `{}` a set that has elements, because marks in a set mark all of it. */
export const sensitiveAttributes = () => JSON.parse(read('sensitive.json'));

export function writeLists(types, known, reviewed, sensitive) {
	const write = (name, text) => fs.writeFileSync(new URL(name, folder), text);
	const json = (value) => `${JSON.stringify(value, null, '\t')}\n`;
	write('types.txt', `${types.join('\n')}\n`);
	write('group-arguments.json', json(known));
	write('reviewed.json', json(reviewed));
	write('sensitive.json', json(sensitive));
}
