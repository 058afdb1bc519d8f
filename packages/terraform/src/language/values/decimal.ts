import type { NumberValue } from './value.js';

/** Most digits that are calculated exactly. Terraform keeps 512 bits, which are 154 digits. */
const mostDigits = 120;

const written = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Parses a number as Terraform writes it; null for another text, and for a number that Terraform would not hold exactly. */
export function parseDecimal(text: string): NumberValue | null {
	const [, sign, whole = '', fraction = '', exponent = '0'] = written.exec(text) ?? [];
	if (whole === '' || whole.length + fraction.length > mostDigits || Math.abs(Number(exponent)) > mostDigits)
		return null;
	const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
	return decimal(digits, fraction.length - Number(exponent));
}

/** Creates the number digits × 10^-scale, with the smallest scale. */
export function decimal(digits: bigint, scale = 0): NumberValue {
	let value = digits;
	let left = scale;
	for (; left < 0; left++) value *= 10n;
	for (; left > 0 && value % 10n === 0n; left--) value /= 10n;
	return { kind: 'number', digits: value, scale: left };
}

/** Writes a number as Terraform's `tostring` does. */
export function formatDecimal({ digits, scale }: NumberValue): string {
	if (scale === 0) return digits.toString();
	const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
	return `${digits < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** Orders two numbers: the result is negative, zero or positive. */
export function compareDecimals(one: NumberValue, other: NumberValue): number {
	const [left, right] = aligned(one, other);
	return left < right ? -1 : Number(left > right);
}

/** Converts a whole number to JavaScript's; null when it is not whole, or not exact in JavaScript. */
export function asIndex(value: NumberValue): number | null {
	const index = Number(value.digits);
	return value.scale === 0 && Number.isSafeInteger(index) ? index : null;
}

/** Calculates as Terraform does; null when the result is not exact in its binary numbers, or there is none. */
export function calculate(
	operator: '+' | '-' | '*' | '/' | '%',
	one: NumberValue,
	other: NumberValue,
): NumberValue | null {
	if (!isBinary(one) || !isBinary(other)) return null;
	const [left, right, scale] = aligned(one, other);
	switch (operator) {
		case '+':
			return bounded(decimal(left + right, scale));
		case '-':
			return bounded(decimal(left - right, scale));
		case '*':
			return bounded(decimal(one.digits * other.digits, one.scale + other.scale));
		case '/': {
			if (right === 0n) return null;
			const padded = left * 10n ** 60n;
			const exact = padded % right === 0n ? decimal(padded / right, 60) : null;
			return exact && isBinary(exact) ? bounded(exact) : null;
		}
		case '%':
			return right === 0n ? null : bounded(decimal(left % right, scale));
	}
}

/** Whether the number is exact in binary: Terraform's 0.1 is not quite 0.1. */
function isBinary({ digits, scale }: NumberValue): boolean {
	return scale === 0 || (scale <= 60 && digits % 5n ** BigInt(scale) === 0n);
}

function bounded(value: NumberValue): NumberValue | null {
	return value.digits.toString().length > mostDigits ? null : value;
}

function aligned(one: NumberValue, other: NumberValue): readonly [bigint, bigint, number] {
	const scale = Math.max(one.scale, other.scale);
	return [one.digits * 10n ** BigInt(scale - one.scale), other.digits * 10n ** BigInt(scale - other.scale), scale];
}

/** Rounds down (`floor`) or up (`ceil`). */
export function rounded({ digits, scale }: NumberValue, direction: 'down' | 'up'): NumberValue {
	const unit = 10n ** BigInt(scale);
	const cut = digits / unit;
	const rest = digits % unit;
	if (direction === 'down') return decimal(rest < 0n ? cut - 1n : cut);
	return decimal(rest > 0n ? cut + 1n : cut);
}
