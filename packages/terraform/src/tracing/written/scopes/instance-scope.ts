import type { InstanceKey } from '../../../address/address.js';
import { evaluate } from '../../../language/evaluation/evaluate.js';
import type { Scope } from '../../../language/evaluation/scope.js';
import type { Work } from '../../../language/evaluation/work.js';
import type { WrittenBlock } from '../../../language/syntax/configuration-file.js';
import { decimal } from '../../../language/values/decimal.js';
import { string } from '../../../language/values/scalars.js';
import type { Value } from '../../../language/values/value.js';

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
		const values = written === undefined ? null : evaluate(written, this.parent);
		// The elements of a set are their own keys.
		if (values?.kind === 'sequence') return string(this.key);
		const entry =
			values?.kind === 'mapping'
				? values.entries.find(({ key, count }) => count === 'one' && key.kind === 'string' && key.value === this.key)
				: undefined;
		return entry ? entry.value : this.parent.each(part);
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
