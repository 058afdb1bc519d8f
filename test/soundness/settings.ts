/** A setting that is not a number. */
export class WrongSetting extends Error {}

/**
 * Returns a setting from the environment as a whole number.
 *
 * @throws {WrongSetting} when it is not one; a run with NaN would check nothing and pass
 */
export function settingOf(environment: NodeJS.ProcessEnv, name: string, otherwise: number): number {
	const text = environment[name];
	if (text === undefined || text === '') return otherwise;
	if (/^\d{1,9}$/.test(text)) return Number(text);
	throw new WrongSetting(`${name}: expected a whole number of at most nine digits, such as 4711, but it is "${text}".`);
}
