import { UserError } from '@sg-preflight/documents';

/**
 * Parses the value of an option that is a whole number; undefined for an option that was not given.
 *
 * @throws {UserError} when it is not a number from 1 to 99999
 */
export function numberOf(option: string, value: string | undefined): number | undefined {
	if (value === undefined) return undefined;
	if (/^[1-9]\d{0,4}$/.test(value)) return Number(value);
	throw new UserError(`--${option} ${value}: expected a number from 1 to 99999.`);
}
