import { evaluateIn } from '../evaluation/evaluate.js';
import { expanded } from '../evaluation/lift.js';
import { scopeWithoutNames } from '../evaluation/scope.js';
import { parseTemplate } from '../parser/template.js';
import { SyntaxFault } from '../parser/text-cursor.js';
import type { WrittenExpression } from '../syntax/expression.js';
import { anything, oneOf } from '../values/alternatives.js';
import { bool, failure, string } from '../values/scalars.js';
import type { SingleValue, Value } from '../values/value.js';
import { type FunctionCall, type Functions, notKnown } from './definition.js';

/** Reads a file of the sources by the path that an argument gives. */
function read(path: SingleValue, { name, scope }: FunctionCall, finish: (text: string) => Value): Value {
	if (path.kind !== 'string') return notKnown('any', [path], name);
	const text = scope.file(path.value);
	if (text === null) return anything([{ kind: 'file', path: path.value }]);
	scope.work.spend(text.length / 64);
	return finish(text);
}

function renderTemplate(text: string, variables: SingleValue, call: FunctionCall): Value {
	if (variables.kind !== 'mapping') {
		return variables.kind === 'unknown'
			? notKnown('string', [variables], call.name)
			: failure('templatefile needs an object');
	}
	let template: WrittenExpression;
	try {
		template = parseTemplate(text);
	} catch (error) {
		if (error instanceof SyntaxFault) return failure('the file is not a template');
		throw error;
	}
	const names = new Map<string, Value>();
	for (const { key, value, count } of variables.entries) {
		if (key.kind !== 'string' || count !== 'one') return notKnown('string', [variables], call.name);
		names.set(key.value, value);
	}
	const { work } = call.scope;
	// A template file sees its variables only.
	const scope = scopeWithoutNames(work, 'a template file has no such variable', (path) => call.scope.file(path));
	return evaluateIn(template, { scope, names, element: null });
}

function segments(path: string): readonly string[] {
	return path.split('/').filter((segment) => segment !== '');
}

export const files: Functions = {
	basename: {
		parameters: ['string'],
		run: ([path], { name }) => {
			if (path?.kind !== 'string') return notKnown('string', [path as SingleValue], name, false);
			return string(segments(path.value).at(-1) ?? (path.value === '' ? '.' : '/'));
		},
	},
	file: { parameters: ['string'], run: ([path], call) => read(path as SingleValue, call, string) },
	fileexists: {
		parameters: ['string'],
		run: ([path], { scope, name }) => {
			const isThere = path?.kind === 'string' && scope.file(path.value) !== null;
			return isThere ? bool(true) : notKnown('bool', [path as SingleValue], name);
		},
	},
	templatefile: {
		parameters: ['string', 'any'],
		run: ([path, variables], call) =>
			oneOf(
				expanded(variables as Value).map((single) =>
					read(path as SingleValue, call, (text) => renderTemplate(text, single, call)),
				),
			),
	},
};
