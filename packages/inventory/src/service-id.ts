/** ServiceID as the API has it: a number, or its digits if a number of JavaScript would lose some. */
export type ServiceId = number | string;

/** Returns the ServiceID that decimal digits spell, without leading zeros. */
export function serviceIdFrom(digits: string): ServiceId {
	const id = Number(digits);
	return Number.isSafeInteger(id) ? id : digits.replace(/^0+(?=\d)/, '');
}
