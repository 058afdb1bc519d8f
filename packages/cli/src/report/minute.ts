/**
 * Returns the minute of a time in UTC: `2026-11-26T06:30:00Z`. `toISOString` looks the machine's time zone up first, a
 * hundredth of the start-up.
 */
export function minuteOf(time: Date): string {
	const date = [time.getUTCFullYear(), time.getUTCMonth() + 1, time.getUTCDate()].map(twoDigits).join('-');
	return `${date}T${twoDigits(time.getUTCHours())}:${twoDigits(time.getUTCMinutes())}:00Z`;
}

function twoDigits(value: number): string {
	return String(value).padStart(2, '0');
}
