import type { Scope } from '../../src/language/evaluation/scope.js';
import { Work } from '../../src/language/evaluation/work.js';
import { failure } from '../../src/language/values/scalars.js';
import type { Value } from '../../src/language/values/value.js';

/** A double of a scope, with variables and files only. */
export function scopeOf(
	variables: { readonly [name: string]: Value },
	work: Work = new Work(),
	files: { readonly [path: string]: string } = {},
): Scope {
	const missing = (): Value => failure('the scope does not have it');
	return {
		work,
		variable: (name) => variables[name] ?? missing(),
		local: missing,
		resource: missing,
		module: missing,
		each: missing,
		countIndex: missing,
		self: missing,
		path: missing,
		terraform: missing,
		file: (path) => files[path] ?? null,
	};
}
