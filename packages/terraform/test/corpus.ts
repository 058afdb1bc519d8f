import type { Json } from '@sg-preflight/documents';
import fc from 'fast-check';
import type { Plan } from './document.js';

/**
 * Generated configurations in which a group travels from the resource that is its origin, up through the outputs of
 * modules and down through their inputs, to an attribute of a consumer. The corpus has its own meaning of Terraform's
 * expressions: it evaluates them on real values for each instance, and writes them as `terraform show -json` does.
 */
export interface Planted {
	readonly plan: Plan;
	/** The configuration in Terraform's language, by the module's key. */
	readonly sources: ReadonlyMap<string, string>;
	/** By the consumer's instance address: kind and address of each origin, sorted. */
	readonly origins: ReadonlyMap<string, readonly string[]>;
}

type Key = string | number;
type Repetition = { readonly kind: 'single' } | { readonly kind: 'count' | 'for_each'; readonly keys: readonly Key[] };

/** The shape of a value in an expression. A value that the plan JSON omits can only be used as a whole. */
type Shape =
	| { readonly kind: 'id' }
	| { readonly kind: 'object'; readonly attribute: string; readonly of: Shape }
	| { readonly kind: 'keyed'; readonly repetition: Repetition; readonly of: Shape }
	/** A list whose indexes do not tell the keys that it was made from. */
	| { readonly kind: 'bag'; readonly of: Shape };

type Value = string | readonly Value[] | { readonly [name: string]: Value };

interface Access {
	readonly references: readonly string[];
	/** In Terraform's language. */
	readonly text: string;
	readonly shape: Shape;
	readonly evaluate: (root: Value, own: Key | undefined) => Value;
}

const alphabet = ['dev', 'prod', 'a.b', 'x"y', 'web'];
/** Count or for_each, in Terraform's language. */
function repeatedText(repetition: Repetition): string {
	if (repetition.kind === 'single') return '';
	if (repetition.kind === 'count') return `  count = ${repetition.keys.length}\n`;
	return `  for_each = toset(${JSON.stringify(repetition.keys)})\n`;
}

const keyText = (key: Key): string => `[${JSON.stringify(key)}]`;
const elements = (value: Value): Value[] => Object.values(value as readonly Value[]);
const member = (value: Value, key: Key): Value => (value as { readonly [key: Key]: Value })[key] as Value;

export const planted: fc.Arbitrary<Planted> = fc.gen().map((g) => new Corpus(g).planted());

class Corpus {
	#names = 0;

	readonly #g: fc.GeneratorValue;

	constructor(g: fc.GeneratorValue) {
		this.#g = g;
	}

	#int(max: number): number {
		return this.#g(fc.nat, { max });
	}
	#pick<T>(values: readonly T[]): T {
		return values[this.#int(values.length - 1)] as T;
	}

	#repetition(): Repetition {
		const kind = this.#pick(['single', 'count', 'for_each'] as const);
		if (kind === 'single') return { kind };
		if (kind === 'count') return { kind, keys: Array.from({ length: 1 + this.#int(2) }, (_, index) => index) };
		const first = this.#int(alphabet.length - 1);
		return { kind, keys: alphabet.slice(first, first + 1 + this.#int(2)) };
	}

	/** A way to use a reference: its steps, the shape behind them, and the steps that the plan JSON shows. */
	#access(head: string, fixed: number, shape: Shape, own: Repetition): Access {
		let text = head;
		let prefix = head;
		let references = [head];
		let lost = false;
		let current = shape;
		let evaluate: Access['evaluate'] = (root) => root;
		const literal = (step: string): void => {
			text += step;
			if (lost) return;
			prefix += step;
			references = [prefix, ...references];
		};
		const then = (next: (value: Value, own: Key | undefined) => Value): void => {
			const before = evaluate;
			evaluate = (root, own) => next(before(root, own), own);
		};
		let steps = 0;
		while (current.kind !== 'id' && (steps++ < fixed || this.#int(3) > 0)) {
			const at = current;
			if (at.kind === 'object') {
				literal(`.${at.attribute}`);
				then((value) => member(value, at.attribute));
				current = at.of;
			} else if (at.kind === 'bag') {
				break;
			} else {
				const { repetition, of } = at;
				if (repetition.kind === 'single') throw new Error('a single instance has no keys');
				const isShared =
					own.kind !== 'single' &&
					own.kind === repetition.kind &&
					own.keys.every((key) => repetition.keys.includes(key));
				const ways = [...(lost ? [] : ['literal']), ...(isShared && !lost ? ['own', 'own'] : []), 'splat'];
				switch (this.#pick(ways)) {
					case 'literal': {
						const key = this.#pick(repetition.keys);
						literal(keyText(key));
						then((value) => member(value, key));
						current = of;
						break;
					}
					case 'own':
						references = [...references, own.kind === 'count' ? 'count.index' : 'each.key'];
						lost = true;
						text += own.kind === 'count' ? '[count.index]' : '[each.key]';
						then((value, own) => member(value, own as Key));
						current = of;
						break;
					default: {
						lost = true;
						// The steps of each element, as in [*].id and { for k, g in groups : k => g.id }.
						const each = this.#through(of);
						const isList = repetition.kind === 'count';
						const isMap = !isList && this.#int(1) === 1;
						then((value) =>
							isMap
								? Object.fromEntries(Object.entries(value).map(([key, element]) => [key, each.evaluate(element)]))
								: elements(value).map(each.evaluate),
						);
						const kept = { kind: 'keyed', repetition, of: each.shape } as const;
						const collection = isList ? text : `values(${text})`;
						return {
							references,
							text: isMap ? `{ for k, g in ${text} : k => g${each.steps} }` : `${collection}[*]${each.steps}`,
							shape: isList || isMap ? kept : { kind: 'bag', of: each.shape },
							evaluate,
						};
					}
				}
			}
		}
		return { references, text, shape: current, evaluate };
	}

	/** Steps of attributes only; the plan JSON omits them all. */
	#through(shape: Shape): { shape: Shape; steps: string; evaluate: (value: Value) => Value } {
		if (shape.kind !== 'object' || this.#int(4) === 0) return { shape, steps: '', evaluate: (value) => value };
		const below = this.#through(shape.of);
		const steps = `.${shape.attribute}${below.steps}`;
		return { shape: below.shape, steps, evaluate: (value) => below.evaluate(member(value, shape.attribute)) };
	}

	planted(): Planted {
		const common = this.#int(2);
		const up = this.#int(4 - common);
		const down = this.#int(4 - common);
		const name = (): string => `m${this.#names++}`;
		const calls = (length: number) => Array.from({ length }, () => ({ name: name(), repetition: this.#repetition() }));
		const [shared, above, below] = [calls(common), calls(up), calls(down)];
		const texts = new Map<string, string>();
		const write = (path: readonly { readonly name: string }[], text: string): void => {
			const key = path.map(({ name }) => name).join('.');
			texts.set(key, `${texts.get(key) ?? ''}${text}\n`);
		};
		const changes: NonNullable<Plan['resource_changes']>[number][] = [];
		for (const [index, call] of shared.entries()) {
			write(shared.slice(0, index), `module "${call.name}" {\n${repeatedText(call.repetition)}}`);
		}

		const kind = this.#pick(['created', 'created', 'replaced', 'existing', 'computed', 'deferred', 'local'] as const);
		const [type, attribute, subject] = {
			created: ['alicloud_security_group', 'id', 'alicloud_security_group.g'],
			replaced: ['alicloud_security_group', 'id', 'alicloud_security_group.g'],
			existing: ['alicloud_security_group', 'id', 'alicloud_security_group.g'],
			computed: ['alicloud_nlb_load_balancer', 'security_group', 'alicloud_nlb_load_balancer.g'],
			deferred: ['alicloud_security_groups', 'ids', 'data.alicloud_security_groups.g'],
			local: ['', '', 'local.g'],
		}[kind] as [string, string, string];
		const repetition: Repetition = kind === 'local' ? { kind: 'single' } : this.#repetition();

		const instance = (address: string): Value => {
			if (kind === 'local') return 'expression local.g';
			const id = `sg-${changes.length}`;
			const after = kind === 'existing' ? { vpc_id: 'vpc-1', id } : { vpc_id: 'vpc-1' };
			changes.push({
				address,
				mode: kind === 'deferred' ? 'data' : 'managed',
				type,
				change: {
					actions: { created: ['create'], replaced: ['delete', 'create'], existing: ['no-op'], deferred: ['read'] }[
						kind as string
					] ?? ['create'],
					before: kind === 'existing' || kind === 'replaced' ? { id, vpc_id: 'vpc-0' } : null,
					after,
					after_unknown: kind === 'existing' ? {} : { id: true, [attribute]: true },
				},
			});
			const origin = { computed: 'resource-attribute', deferred: 'data-source', existing: 'known' }[kind as string];
			return { [attribute]: `${origin ?? 'created-in-plan'} ${address}` };
		};
		const repeated = (repetition: Repetition, make: (key: string) => Value): Value => {
			if (repetition.kind === 'single') return make('');
			const made = repetition.keys.map((key): [Key, Value] => [key, make(keyText(key))]);
			return repetition.kind === 'count' ? made.map(([, value]) => value) : Object.fromEntries(made);
		};
		const shapeOf = (repetition: Repetition, of: Shape): Shape =>
			repetition.kind === 'single' ? of : { kind: 'keyed', repetition, of };

		// From the inside out: the module of the origin, its callers up to the ancestor, then down to the consumer.
		let shape: Shape = shapeOf(
			repetition,
			kind === 'local' ? { kind: 'id' } : { kind: 'object', attribute, of: { kind: 'id' } },
		);
		let value = (module: string): Value => repeated(repetition, (key) => instance(`${module}${subject}${key}`));
		let module: { [name: string]: Json } =
			kind === 'local'
				? {}
				: {
						resources: [
							{
								address: subject,
								mode: kind === 'deferred' ? 'data' : 'managed',
								type,
								expressions: { vpc_id: { constant_value: 'vpc-1' } },
							},
						],
					};
		if (kind !== 'local') {
			const block = kind === 'deferred' ? 'data' : 'resource';
			write([...shared, ...above], `${block} "${type}" "g" {\n${repeatedText(repetition)}  vpc_id = "vpc-1"\n}`);
		}
		let head = subject;
		let fixed = 0;
		const root: { [name: string]: Json } = {};

		for (const [index, call] of [...above.entries()].reverse()) {
			const output = this.#access(head, fixed, shape, { kind: 'single' });
			write([...shared, ...above.slice(0, index + 1)], `output "out" {\n  value = ${output.text}\n}`);
			write(
				[...shared, ...above.slice(0, index)],
				`module "${call.name}" {\n${repeatedText(call.repetition)}  source = "./x"\n}`,
			);
			const inner = value;
			value = (module) =>
				repeated(call.repetition, (key) => ({
					out: output.evaluate(inner(`${module}module.${call.name}${key}.`), undefined),
				}));
			shape = shapeOf(call.repetition, { kind: 'object', attribute: 'out', of: output.shape });
			const vpc = { references: ['alicloud_vpc.v.id', 'alicloud_vpc.v'] };
			module = {
				module_calls: {
					[call.name]: {
						module: {
							...module,
							outputs: { out: { expression: this.#written(output.references) }, vpc: { expression: vpc } },
						},
					},
				},
			};
			head = `module.${call.name}`;
			fixed = 1;
		}

		const consumers = new Map<string, readonly string[]>();
		const consumer = this.#repetition();
		interface Passing {
			readonly call: { readonly name: string; readonly repetition: Repetition };
			readonly access: Access;
		}
		const passings: Passing[] = [];
		for (const [index, call] of below.entries()) {
			const access = this.#access(head, fixed, shape, call.repetition);
			write(
				[...shared, ...below.slice(0, index)],
				`module "${call.name}" {\n${repeatedText(call.repetition)}  v = ${access.text}\n}`,
			);
			write([...shared, ...below.slice(0, index + 1)], 'variable "v" {\n}');
			passings.push({ call, access });
			shape = access.shape;
			head = 'var.v';
			fixed = 0;
		}
		const last = this.#access(head, fixed, shape, consumer);
		write(
			[...shared, ...below],
			`resource "alicloud_instance" "consumer" {\n${repeatedText(consumer)}  security_groups = ${last.text}\n}`,
		);
		const consume = (module: string, value: Value, index: number): void => {
			const passing = passings[index];
			const each = (repetition: Repetition, use: (key: Key | undefined, text: string) => void): void => {
				if (repetition.kind === 'single') use(undefined, '');
				else for (const key of repetition.keys) use(key, keyText(key));
			};
			if (passing) {
				each(passing.call.repetition, (key, text) =>
					consume(`${module}module.${passing.call.name}${text}.`, passing.access.evaluate(value, key), index + 1),
				);
				return;
			}
			each(consumer, (key, text) => {
				const leaves = (value: Value): string[] =>
					typeof value === 'string' ? [value] : elements(value).flatMap(leaves);
				const address = `${module}alicloud_instance.consumer${text}`;
				consumers.set(address, [...new Set(leaves(last.evaluate(value, key)))].sort());
				changes.push({
					address,
					mode: 'managed',
					type: 'alicloud_instance',
					change: { actions: ['create'], before: null, after: {}, after_unknown: { id: true, security_groups: true } },
				});
			});
		};

		let inner: { [name: string]: Json } = {
			resources: [
				{
					address: 'alicloud_instance.consumer',
					mode: 'managed',
					type: 'alicloud_instance',
					expressions: { security_groups: this.#written(last.references), image_id: { constant_value: 'img' } },
				},
			],
		};
		for (const { call, access } of [...passings].reverse()) {
			inner = {
				module_calls: {
					[call.name]: {
						expressions: { v: this.#written(access.references) },
						module: { ...inner, variables: { v: {} } },
					},
				},
			};
		}
		const merge = (a: { [name: string]: Json }, b: { [name: string]: Json }): { [name: string]: Json } => ({
			...a,
			...b,
			resources: [...((a.resources as Json[]) ?? []), ...((b.resources as Json[]) ?? [])],
			module_calls: { ...(a.module_calls as object), ...(b.module_calls as object) },
		});
		let whole = merge(module, inner);
		const prefixes = [''];
		for (const call of [...shared].reverse()) whole = { module_calls: { [call.name]: { module: whole } } };
		for (const call of shared) {
			const keys = call.repetition.kind === 'single' ? [''] : call.repetition.keys.map(keyText);
			prefixes.push(
				...prefixes.splice(0).flatMap((prefix) => keys.map((key) => `${prefix}module.${call.name}${key}.`)),
			);
		}
		for (const prefix of prefixes) consume(prefix, value(prefix), 0);
		return {
			plan: {
				configuration: { root_module: { ...root, ...whole } },
				variables: { unused_flag: { value: true } },
				resource_changes: changes,
			},
			sources: texts,
			origins: consumers,
		};
	}

	/** References as in the plan JSON, now and then beside references that only decide a condition. */
	#written(references: readonly string[]): Json {
		const before = this.#pick([[], [], ['var.unused_flag'], ['path.module'], ['alicloud_vpc.v.id', 'alicloud_vpc.v']]);
		return { references: [...before, ...references] };
	}
}
