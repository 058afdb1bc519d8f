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
