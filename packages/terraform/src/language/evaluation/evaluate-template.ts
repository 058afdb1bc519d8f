import type { TemplateExpression, TemplatePart, TemplateParts } from '../syntax/expression.js';
import { oneOf, withNoNull } from '../values/alternatives.js';
import { convert } from '../values/convert.js';
import { reasonsOr } from '../values/reasons.js';
import { failure, joined, string, unknown } from '../values/scalars.js';
import type { SingleValue, Value } from '../values/value.js';
import { conditionalOf, evaluateIn, type LocalScope } from './evaluate.js';
import { roundsOf } from './evaluate-loop.js';
import { lift } from './lift.js';

export function evaluateTemplate({ wrap, parts }: TemplateExpression, around: LocalScope): Value {
	const [only] = parts;
	if (wrap && typeof only === 'object' && only.kind !== 'if-directive' && only.kind !== 'for-directive') {
		return evaluateIn(only, around);
	}
	return textOf(parts, around);
}

function textOf(parts: TemplateParts, around: LocalScope): Value {
	return concatenated(
		parts.map((part) => partOf(part, around)),
		around,
	);
}

/** Joins the values to one string; each must be a string or convert to one. */
function concatenated(values: readonly Value[], { scope: { work } }: LocalScope): Value {
	const texts = values.map((value) => withNoNull(convert(value, 'string'), 'a template cannot contain null'));
	return lift('template', texts, work, (singles) => {
		if (singles.some(({ kind }) => kind === 'unknown')) return unknown('string', reasonsOr(singles, 'template'));
		const pieces = singles.flatMap((single) => {
			if (single.kind === 'string') return [single.value];
			if (single.kind === 'symbol') return [single];
			return single.kind === 'joined' ? single.parts : [];
		});
		work.spend(pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length / 64 : 1), 0));
		return joined(pieces);
	});
}

function partOf(part: TemplatePart, around: LocalScope): Value {
	if (typeof part === 'string') return string(part);
	if (part.kind === 'if-directive') {
		return conditionalOf(
			evaluateIn(part.condition, around),
			{ value: textOf(part.whenTrue, around), failsWhole: false, isLiteralNull: false },
			{ value: textOf(part.whenFalse, around), failsWhole: false, isLiteralNull: false },
			around,
		);
	}
	if (part.kind !== 'for-directive') return evaluateIn(part, around);
	const { keyName, valueName, collection, body } = part;
	return lift('for', [evaluateIn(collection, around)], around.scope.work, ([single]) => {
		const found = roundsOf(single as SingleValue);
		if ('kind' in found) return found;
		const texts = found.rounds.map((round) => {
			const names = new Map(around.names);
			if (keyName !== null) names.set(keyName, round.key);
			names.set(valueName, round.value);
			return textOf(body, { ...around, names });
		});
		if (found.isOrdered && found.rounds.every(({ count }) => count === 'one')) return concatenated(texts, around);
		const values = found.rounds.flatMap(({ key, value }) => [key, value]);
		return oneOf([unknown('string', reasonsOr([...texts, ...values], 'template')), failure('a round may fail')]);
	});
}
