import fs from 'node:fs';

/**
 * The vendored source of truth on the provider: every type, the arguments that take a security group and the calls
 * that were read from the source, and the types that were reviewed and take none, by reason.
 */
const folder = new URL('../provider/', import.meta.url);
const read = (name) => fs.readFileSync(new URL(name, folder), 'utf8');

export const providerTypes = () => read('types.txt').trim().split('\n');
export const groupArguments = () => JSON.parse(read('group-arguments.json'));
export const reviewedTypes = () => JSON.parse(read('reviewed.json'));

export function writeLists(types, known, reviewed) {
	const write = (name, text) => fs.writeFileSync(new URL(name, folder), text);
	const json = (value) => `${JSON.stringify(value, null, '\t')}\n`;
	write('types.txt', `${types.join('\n')}\n`);
	write('group-arguments.json', json(known));
	write('reviewed.json', json(reviewed));
}
