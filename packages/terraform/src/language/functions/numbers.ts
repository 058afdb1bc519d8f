import { convert } from '../values/convert.js';
import { asIndex, calculate, compareDecimals, decimal, rounded } from '../values/decimal.js';
import { bool, failure } from '../values/scalars.js';
import type { NumberValue, SingleValue, Type, Value } from '../values/value.js';
import { partsOf } from './collections/list-parts.js';
import { exact, type Functions, notKnown, type TerraformFunction } from './definition.js';
import type { Known } from './known.js';

function isNumber(known: Known | undefined): known is NumberValue {
	return typeof known === 'object' && known !== null && 'digits' in known;
}

function onNumber(run: (value: NumberValue) => NumberValue): TerraformFunction {
	return exact(['number'], 'number', ([value]) => (isNumber(value) ? run(value) : null), { canFail: false });
}

function extreme(isBetter: (order: number) => boolean): TerraformFunction {
	return exact(
		[],
		'number',
		(numbers) => {
			const all = numbers.filter(isNumber);
			const [first, ...others] = all;
			if (first === undefined) return failure('one or more numbers are required');
			return others.reduce((best, next) => (isBetter(compareDecimals(next, best)) ? next : best), first);
		},
		{ rest: 'number' },
	);
}

function sum(list: Known | undefined): Value | null {
	if (!Array.isArray(list)) return failure('sum needs a list of numbers');
	if (list.length === 0) return failure('sum needs one or more numbers');
	let total: NumberValue | null = null;
	for (const item of list as readonly Known[]) {
		const number = typeof item === 'string' ? convert({ kind: 'string', value: item }, 'number') : item;
		if (!isNumber(number as Known)) return failure('sum needs a list of numbers');
		total = total === null ? (number as NumberValue) : calculate('+', total, number as NumberValue);
		if (total === null) return null;
	}
	return total;
}

/** Defines alltrue and anytrue: `decides` is the element that decides. */
function truth(decides: boolean): TerraformFunction {
	return {
		parameters: [{ kind: 'list', of: 'bool' } satisfies Type],
		run: ([list], { name }) => {
			const found = partsOf(list as SingleValue);
			if (found === null) return failure(`${name} needs a list`);
			let isKnown = true;
			for (const { value, count } of found.parts) {
				const isOther = value.kind === 'null' ? decides === false : value.kind === 'bool' && value.value === decides;
				if (isOther && count === 'one') return bool(decides);
				if (isOther || (value.kind !== 'bool' && value.kind !== 'null')) isKnown = false;
			}
			return isKnown ? bool(!decides) : notKnown('bool', [list as Value], name, false);
		},
	};
}

export const numbers: Functions = {
	abs: onNumber(({ digits, scale }) => decimal(digits < 0n ? -digits : digits, scale)),
	alltrue: truth(false),
	anytrue: truth(true),
	ceil: onNumber((value) => rounded(value, 'up')),
	floor: onNumber((value) => rounded(value, 'down')),
	max: extreme((order) => order > 0),
	min: extreme((order) => order < 0),
	pow: exact(['number', 'number'], 'number', ([base, exponent]) => {
		const power = isNumber(exponent) ? asIndex(exponent) : null;
		if (!isNumber(base) || power === null || power < 0 || power > 100) return null;
		let result: NumberValue | null = decimal(1n);
		for (let count = 0; count < power && result !== null; count++) result = calculate('*', result, base);
		return result === null || result.digits > 2n ** 52n || result.digits < -(2n ** 52n) ? null : result;
	}),
	signum: onNumber(({ digits }) => decimal(BigInt(Number(digits > 0n) - Number(digits < 0n)))),
	sum: exact(['any'], 'number', ([list]) => sum(list)),
};
