import { Address, blockAddress, type InstanceKey, inModule } from '../../../address/address.js';
import { evaluate } from '../../../language/evaluation/evaluate.js';
import { lazily, type Scope } from '../../../language/evaluation/scope.js';
import { convertTo, nullness, typeConstraintOf } from '../../../language/evaluation/type-constraint.js';
import type { Work } from '../../../language/evaluation/work.js';
import type { WrittenBlock } from '../../../language/syntax/configuration-file.js';
import type { WrittenExpression } from '../../../language/syntax/expression.js';
import { alternativesOf, oneOf } from '../../../language/values/alternatives.js';
import { mapping, objectOf, tupleOf } from '../../../language/values/collections.js';
import { nothing, string, unknown } from '../../../language/values/scalars.js';
import type { Value } from '../../../language/values/value.js';
import type { ModuleConfiguration, TracedDocument } from '../../../plan/configuration.js';
import type { Sources } from '../../../sources/sources.js';
import type { WrittenModule } from '../../../sources/written-module.js';
import { isGone } from '../../instance-origins.js';
import { type ComparedModule, comparedModule } from './compared-module.js';
import { InstanceScope } from './instance-scope.js';
import { instanceValue } from './instance-value.js';
import { givenValue } from './planned-value.js';
import { isSameKeys, keysOf } from './repetition.js';
import type { Symbols } from './symbols.js';

/** The state that the scopes of one reading share. */
export interface WrittenDocument {
	readonly document: TracedDocument;
	readonly sources: Sources;
	readonly symbols: Symbols;
	readonly work: Work;
	/** The written modules by their keys, each assembled at the first request. */
	readonly modules: Map<string, ComparedModule | null>;
	/** The scopes of module instances, by address. */
	readonly scopes: Map<string, ModuleScope>;
}

/** One instance of a module: the scope of its expressions, without `each` and `count`. */
export class ModuleScope implements Scope {
	readonly #values = new Map<string, () => Value>();
	readonly #compared: ComparedModule | null;

	/** @param caller the scope of the module call's own expressions; null for the root module */
	constructor(
		readonly shared: WrittenDocument,
		readonly address: Address,
		readonly planned: ModuleConfiguration,
		readonly caller: Scope | null,
		readonly call: WrittenBlock | null,
	) {
		let compared = shared.modules.get(this.key);
		if (compared === undefined) {
			compared = comparedModule(shared, this.key, planned);
			shared.modules.set(this.key, compared);
		}
		this.#compared = compared;
	}

	get work(): Work {
		return this.shared.work;
	}

	/** The names of the module calls that lead to the module, joined by dots. */
	get key(): string {
		return this.address.moduleKey;
	}

	/** Why the sources of this module cannot be used, or null. */
	get problem(): string | null {
		return this.#compared === null ? `the sources do not have ${this.name}` : this.#compared.problem;
	}

	/** The configuration of the module; null if the sources do not have it. */
	get written(): WrittenModule | null {
		return this.#compared?.written ?? null;
	}

	get name(): string {
		return this.key === '' ? 'the root module' : `the module ${this.key}`;
	}

	block(kind: 'resources' | 'calls', name: string): WrittenBlock | undefined {
		return this.#compared?.written[kind].get(name);
	}

	variable(name: string): Value {
		return this.#once(`var.${name}`, () => this.#variable(name));
	}

	local(name: string): Value {
		return this.#once(`local.${name}`, () => {
			const attribute = this.#compared?.written.locals.get(name);
			if (attribute === undefined) return this.#stale(`the sources do not have ${this.within(`local.${name}`)}`);
			return evaluate(attribute.written, this);
		});
	}

	module(name: string): Value {
		return this.#once(`module.${name}`, () => {
			const [planned, written] = [this.planned.calls.get(name), this.block('calls', name)];
			if (!planned || !written) return this.#stale(`the sources do not have ${this.within(`module.${name}`)}`);
			return this.#repeated(
				written,
				() => null,
				(key) => {
					const child = this.child(name, key);
					if (child === null) return this.#stale(`the sources do not have ${this.within(`module.${name}`)}`);
					if (child.problem !== null) return this.#stale(child.problem);
					return objectOf([...planned.module.outputs.keys()].map((output) => [output, child.output(output)] as const));
				},
			);
		});
	}

	output(name: string): Value {
		return this.#once(`output.${name}`, () => {
			const written = this.#compared?.written.outputs.get(name)?.attributes.get('value')?.written;
			if (written === undefined) return this.#stale(`the sources do not have ${this.within(`output.${name}`)}`);
			return evaluate(written, this);
		});
	}

	/** The scope of an instance of a module that this one calls; null if the plan or the sources do not have the call. */
	child(name: string, key: InstanceKey | undefined): ModuleScope | null {
		const address = this.address.call(name, key);
		const known = this.shared.scopes.get(address.toString());
		if (known) return known;
		const [planned, written] = [this.planned.calls.get(name), this.block('calls', name)];
		if (!planned || !written) return null;
		const scope = new ModuleScope(this.shared, address, planned.module, new InstanceScope(this, written, key), written);
		this.shared.scopes.set(address.toString(), scope);
		return scope;
	}

	resource(mode: 'managed' | 'data' | 'ephemeral', type: string, name: string): Value {
		const resource = blockAddress(mode, type, name);
		return this.#once(resource, () => this.#resource(resource));
	}

	each(part: string): Value {
		return this.#nowhere(`each.${part}`);
	}

	countIndex(): Value {
		return this.#nowhere('count.index');
	}

	self(): Value {
		return this.#nowhere('self');
	}

	path(name: string): Value {
		if (name === 'root') return string('.');
		if (name === 'module' && this.#compared) return string(this.#compared.directory);
		return this.#nowhere(`path.${name}`);
	}

	terraform(name: string): Value {
		return this.#nowhere(`terraform.${name}`);
	}

	file(path: string): string | null {
		return this.shared.sources.readFile(path);
	}

	within(name: string): string {
		return inModule(this.address.toString(), name);
	}

	#once(name: string, compute: () => Value): Value {
		let answer = this.#values.get(name);
		if (answer === undefined) {
			const cyclic = unknown('any', [{ kind: 'limit', limit: 'cycle' }], true);
			answer = lazily(() => (this.problem === null ? compute() : this.#stale(this.problem)), cyclic);
			this.#values.set(name, answer);
		}
		return answer();
	}

	#stale(problem: string): Value {
		return this.shared.symbols.stale(problem);
	}

	#nowhere(reference: string): Value {
		return this.shared.symbols.open(this.within(reference), { kind: 'expression', reference });
	}

	#variable(name: string): Value {
		const declared = this.#compared?.written.variables.get(name);
		if (declared === undefined) return this.#stale(`the sources do not have ${this.within(`var.${name}`)}`);
		const type = declared.attributes.get('type')?.written;
		const constraint = type === undefined ? null : typeConstraintOf(type);
		const converted = (value: Value): Value => {
			if (constraint !== null) return convertTo(value, constraint, this);
			return type === undefined ? value : this.#nowhere(`var.${name}`);
		};
		const byDefault = declared.attributes.get('default')?.written;
		const fallback = () => (byDefault === undefined ? nothing : converted(evaluate(byDefault, this)));
		const given = this.#given(name);
		if (given === null) return byDefault === undefined ? this.#nowhere(`var.${name}`) : fallback();
		const value = converted(given);
		const nullable = declared.attributes.get('nullable')?.written;
		if (nullable === undefined || byDefault === undefined) return value;
		if (nullable.kind === 'literal' && nullable.value === true) return value;
		const isNull = nullness(value);
		if (isNull === 'no') return value;
		return isNull === 'yes'
			? fallback()
			: oneOf([...alternativesOf(value).filter(({ kind }) => kind !== 'null'), fallback()]);
	}

	/** Returns the value that the caller gives a variable; null if it gives none. */
	#given(name: string): Value | null {
		if (this.caller === null) {
			const { variables } = this.shared.document;
			if (Object.hasOwn(variables, name)) return givenValue(variables[name] ?? null);
			return this.shared.symbols.open(this.within(`var.${name}`), { kind: 'variable', name });
		}
		const written = this.call?.attributes.get(name)?.written;
		return written === undefined ? null : evaluate(written, this.caller);
	}

	/**
	 * Returns a block's instances as a value: one, a tuple with count, an object with for_each.
	 * @param planned the keys in the plan; null if the plan does not list them
	 */
	#repeated(
		block: WrittenBlock,
		planned: () => readonly (InstanceKey | undefined)[] | null,
		of: (key: InstanceKey | undefined) => Value,
	): Value {
		const [count, forEach] = ['count', 'for_each'].map((name) => block.attributes.get(name)?.written);
		if (count === undefined && forEach === undefined) return of(undefined);
		const scope = this.problem === null ? this : null;
		const repetition = (count ?? forEach) as WrittenExpression;
		const evaluated = scope === null ? null : keysOf(evaluate(repetition, scope), count !== undefined);
		const listed = planned();
		const keys = evaluated ?? listed;
		const isContradicted =
			evaluated !== null &&
			listed !== null &&
			!isSameKeys(
				evaluated,
				listed.filter((key) => key !== undefined),
			);
		if (keys === null || isContradicted) {
			const reference = `${count === undefined ? 'for_each' : 'count'} of ${block.labels.join('.')}`;
			return this.#nowhere(reference);
		}
		if (count !== undefined) {
			const length = keys.length;
			return tupleOf(Array.from({ length }, (_, index) => of(index)));
		}
		return mapping(
			'object',
			keys.map((key) => ({ key: string(String(key)), value: of(String(key)), count: 'one' })),
		);
	}

	#resource(resource: string): Value {
		const block = this.block('resources', resource);
		if (block === undefined) return this.#stale(`the sources do not have ${this.within(resource)}`);
		const all = this.shared.document
			.instances(this.within(resource))
			.filter(
				({ address, actions }) =>
					!isGone(actions) && Address.parse(address).module.toString() === this.address.toString(),
			);
		const byKey = new Map(all.map((instance) => [Address.parse(instance.address).key, instance]));
		return this.#repeated(
			block,
			() => (all.length === 0 ? null : [...byKey.keys()]),
			(key) => {
				const instance = byKey.get(key);
				if (instance) {
					return instanceValue(instance, block, this.shared.symbols, this.work, (written) =>
						this.#once(`${instance.address} ${written.start}`, () =>
							evaluate(written, new InstanceScope(this, block, key)),
						),
					);
				}
				const address = this.within(resource);
				return this.shared.symbols.open(`no ${address}`, {
					kind: 'untraced',
					reason: `the plan has no instance of ${address}`,
				});
			},
		);
	}
}
