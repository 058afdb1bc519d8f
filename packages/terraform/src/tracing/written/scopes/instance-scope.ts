import type { InstanceKey } from '../../../address/address.js';
import { evaluate } from '../../../language/evaluation/evaluate.js';
import type { Scope } from '../../../language/evaluation/scope.js';
import type { Work } from '../../../language/evaluation/work.js';
import type { WrittenBlock } from '../../../language/syntax/configuration-file.js';
import { alternativesOf, oneOf, withoutFailure } from '../../../language/values/alternatives.js';
import { decimal } from '../../../language/values/decimal.js';
import { string } from '../../../language/values/scalars.js';
import type { SingleValue, Value } from '../../../language/values/value.js';

/** The scope of the expressions of one instance of a block: `each` and `count` are its own. */
export class InstanceScope implements Scope {
	constructor(
		readonly parent: Scope,
		readonly block: WrittenBlock,
		readonly key: InstanceKey | undefined,
	) {}

	get work(): Work {
		return this.parent.work;
	}

	each(part: 'key' | 'value'): Value {
		if (typeof this.key !== 'string') return this.parent.each(part);
		if (part === 'key') return string(this.key);
		const written = this.block.attributes.get('for_each')?.written;
		// The plan has the instance, so the evaluation did not fail.
		const values = written === undefined ? null : withoutFailure(evaluate(written, this.parent));
		return values === null
			? this.parent.each(part)
			: oneOf(alternativesOf(values).map((one) => this.#valueIn(one, this.key as string)));
	}

	/** Returns the value of a key in a `for_each`. The elements of a set are their own keys. */
	#valueIn(values: SingleValue, name: string): Value {
		if (values.kind === 'sequence') return string(name);
		const entries = values.kind === 'mapping' ? values.entries : [];
		const entry = entries.find(({ key, count }) => count === 'one' && key.kind === 'string' && key.value === name);
		return entry ? entry.value : this.parent.each('value');
	}

	countIndex(): Value {
		return typeof this.key === 'number' ? decimal(BigInt(this.key)) : this.parent.countIndex();
	}

	variable(name: string): Value {
		return this.parent.variable(name);
	}
	local(name: string): Value {
		return this.parent.local(name);
	}
	resource(mode: 'managed' | 'data' | 'ephemeral', type: string, name: string): Value {
		return this.parent.resource(mode, type, name);
	}
	module(name: string): Value {
		return this.parent.module(name);
	}
	self(): Value {
		return this.parent.self();
	}
	path(name: string): Value {
		return this.parent.path(name);
	}
	terraform(name: string): Value {
		return this.parent.terraform(name);
	}
	file(path: string): string | null {
		return this.parent.file(path);
	}
}
