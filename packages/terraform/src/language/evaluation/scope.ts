import { failure } from '../values/scalars.js';
import type { Value } from '../values/value.js';
import type { Work } from './work.js';

/**
 * The values of the names outside an expression. Evaluation requests a value only when it needs one. An answer must
 * cover the value that the apply will have; an unknown value is an UnknownValue.
 */
export interface Scope {
	/** The limit on the work of all expressions that are evaluated together. */
	readonly work: Work;
	/** `var.NAME` */
	variable(name: string): Value;
	/** `local.NAME` */
	local(name: string): Value;
	/**
	 * `TYPE.NAME`, `data.TYPE.NAME` and `ephemeral.TYPE.NAME`: an object, or with count a tuple of objects, or with for_each an
	 * object of objects by key.
	 */
	resource(mode: 'managed' | 'data' | 'ephemeral', type: string, name: string): Value;
	/** `module.NAME`: an object of outputs, or a tuple or an object of such objects. */
	module(name: string): Value;
	/** `each.key` and `each.value` */
	each(part: 'key' | 'value'): Value;
	/** `count.index` */
	countIndex(): Value;
	/** `self`, in a provisioner or a condition of the block's own. */
	self(): Value;
	/** `path.module`, `path.root`, `path.cwd` */
	path(name: string): Value;
	/** `terraform.workspace`, `terraform.applying` */
	terraform(name: string): Value;
	/** Returns the text of a file of the sources by the path in the expression; null if the sources do not have it. */
	file(path: string): string | null;
}

/**
 * Returns a scope in which every name is refused.
 * @param problem of an expression that refers to a name
 */
export function scopeWithoutNames(work: Work, problem: string, file: Scope['file'] = () => null): Scope {
	const refuse = (): Value => failure(problem);
	return {
		work,
		variable: refuse,
		local: refuse,
		resource: refuse,
		module: refuse,
		each: refuse,
		countIndex: refuse,
		self: refuse,
		path: refuse,
		terraform: refuse,
		file,
	};
}

/**
 * Caches the result of `compute`. If the result is requested while it is being computed, because a local value refers to
 * itself, returns `cyclic`.
 */
export function lazily(compute: () => Value, cyclic: Value): () => Value {
	let answer: Value | null = null;
	let isComputing = false;
	return () => {
		if (answer !== null) return answer;
		if (isComputing) return cyclic;
		isComputing = true;
		try {
			answer = compute();
		} finally {
			isComputing = false;
		}
		return answer;
	};
}
