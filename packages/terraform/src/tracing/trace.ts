import { entryOf, type Origin } from '@sg-preflight/operations';
import { stepsOf } from '../address/address.js';
import type {
	Expression,
	Instance,
	Json,
	JsonObject,
	ModuleCall,
	ModuleConfiguration,
	ResourceConfiguration,
	TracedDocument,
} from '../plan/configuration.js';
import type { SourceExpression } from '../sources/expression.js';
import { isDynamic, sourceExpressionOf } from '../sources/refine-configuration.js';

/**
 * The origins of a value of a resource that is known only at apply, in the order of the references: `path` leads to
 * it in the attributes of the instance at `address`. Null where the configuration does not set it, or sets it to a
 * constant: the provider computes it. Every group that the expression can give is in the answer; what the plan JSON
 * loses (indexes other than literal ones, what stands after a splat) is narrowed by the instance's own key where
 * `each` or `count` follows the reference, and else every instance counts. Pure; `document.instances` is asked for
 * the same addresses whether it has them or not, but for what a found instance's own configuration refers to.
 * @param count how many blocks the value has, where it is in one of several
 */
export function trace(
	document: TracedDocument,
	address: string,
	path: readonly (string | number)[],
	count = 0,
): readonly Origin[] | null {
	if (document.configuration === null) return [{ kind: 'untraced', reason: 'the document has no configuration' }];
	const context = contextOf(document.configuration.root, address);
	if (context === null) return [{ kind: 'untraced', reason: 'the configuration does not have the resource' }];
	const [name, ...rest] = path;
	const expression = context.resource.expressions[String(name)];
	const inDynamicBlock: Origin = { kind: 'expression', reference: `dynamic "${name}"`, via: [] };
	if (expression === undefined) return rest.length > 1 ? [inDynamicBlock] : null;
	if (Array.isArray(expression) && typeof rest[0] === 'number' && !expression.some(isDynamic)) {
		const parts = expression.map((block: Expression) => (isObject(block) ? block[String(rest[1])] : undefined));
		const written = parts.filter((part) => part !== undefined);
		const areConstant = written.length > 0 && written.every((part) => isConstantValue(part as Expression));
		if (Math.max(rest[0] + 1, count) > parts.length || areConstant) return [inDynamicBlock];
	}
	const steps = rest.map(elementOf);
	const candidates = new Tracer(document, true).evaluate(expression, context, steps);
	if (candidates === null || isKnownEmpty(candidates)) return null;
	const origins = decided(candidates);
	if (!origins.every(({ kind }) => kind === 'known')) return origins;
	// What is known only at apply is no known value: the instance's own key belongs to something else.
	const wide = decided(new Tracer(document, false).evaluate(expression, context, steps) ?? []);
	return wide.some(({ kind }) => kind !== 'known' && kind !== 'untraced') ? wide : origins;
}

/**
 * Whether the plan knows that the expression gives nothing, as variables of which none names a group: the provider then
 * computes the value, as if nothing were set.
 */
function isKnownEmpty(candidates: readonly Candidate[]): boolean {
	if (candidates.some(({ likely }) => likely)) return false;
	const kinds = candidates.map(({ origin }) => origin.kind);
	return kinds.includes('variable') && kinds.every((kind) => kind === 'variable' || kind === 'untraced');
}

/** A step below a value: a name or map key, an index, or any element where the index is not known. */
type Step = string | number | typeof any;
const any = Symbol('any element');

/** Sets are in another order in a plan than in its configuration. */
const elementOf = (step: Step): Step => (typeof step === 'number' ? any : step);

interface Scope {
	/** Absolute; a step without a key is of any key. */
	readonly address: string;
	readonly module: ModuleConfiguration;
	/** The context of the module call; null for the root. */
	readonly call: { readonly call: ModuleCall; readonly context: Context } | null;
}

/** What an expression is evaluated in. */
interface Context {
	readonly scope: Scope;
	/** Of the instance that the expression belongs to, where it has one and it is known. */
	readonly key: string | number | undefined;
	readonly forEach: Expression;
	/** Tells contexts apart. */
	readonly address: string;
}

/** `likely` is false for what can only decide a condition or an index, and counts where nothing else does. */
interface Candidate {
	readonly origin: Origin;
	readonly likely: boolean;
}

const groupType = 'alicloud_security_group';

class Tracer {
	private readonly answers = new Map<string, readonly Candidate[]>();

	/** @param narrow whether the instance's own key selects of what `each` or `count` follows */
	constructor(
		private readonly document: TracedDocument,
		private readonly narrow: boolean,
	) {}

	/** Null where the expression is a constant at `rest`, or says nothing of it. `owner` is whose expression it is. */
	evaluate(expression: Expression, context: Context, rest: readonly Step[]): readonly Candidate[] | null {
		if (typeof expression !== 'object' || expression === null) return null;
		if (isConstantValue(expression as Expression)) return null;
		const source = sourceExpressionOf(expression as Expression);
		if (source !== undefined) return this.written(source, context, rest, new Map());
		if ('references' in expression && Array.isArray(expression.references)) {
			return this.references(expression.references as readonly string[], context, rest);
		}
		const parts = Object.values(expression as JsonObject);
		if (parts.length === 0 && !Array.isArray(expression)) return [expressionOf('function', false)];
		// Nested blocks: of a list of them, each may be the one.
		const [step = any, ...further] = rest;
		const next = step === any || Array.isArray(expression) ? parts : [(expression as JsonObject)[step] ?? null];
		const found = next.map((part) => this.evaluate(part, context, further));
		return found.some((part) => part !== null) ? found.flatMap((part) => part ?? []) : null;
	}

	/** As evaluate, but a constant is an existing group. */
	private value(expression: Expression, context: Context, rest: readonly Step[], owner: string): readonly Candidate[] {
		if (isObject(expression) && isConstantValue(expression as Expression)) {
			return groupIds(expression.constant_value ?? null, rest).map((id) => ({
				origin: { kind: 'known', id, address: owner },
				likely: true,
			}));
		}
		return this.evaluate(expression, context, rest) ?? [];
	}

	/** An expression as the sources have it: nothing of it is lost. `loops` are the keys of the elements of loops. */
	private written(
		source: SourceExpression,
		context: Context,
		rest: readonly Step[],
		loops: ReadonlyMap<string, Step>,
	): readonly Candidate[] {
		const [first = any, ...further] = rest;
		const all = (parts: readonly SourceExpression[], rest: readonly Step[]) =>
			parts.flatMap((part) => this.written(part, context, rest, loops));
		if ('constant' in source) {
			return groupIds(source.constant, rest).map((id) => ({
				origin: { kind: 'known', id, address: context.address },
				likely: true,
			}));
		}
		if ('any' in source) return all(source.any, rest);
		if ('name' in source) return this.fitting(source.name, context, rest);
		if ('list' in source) {
			const element = typeof first === 'number' ? source.list[first] : undefined;
			return all(element ? [element] : source.list, further);
		}
		if ('object' in source) {
			const read = (elements: typeof source.object): readonly Candidate[] =>
				elements.flatMap(([, element]) => this.written(element, context, further, loops));
			const elements = source.object.filter(([key]) => first === any || key === null || key === String(first));
			// A step that selects none of them belongs to what is made of it.
			return elements.length > 0 ? read(elements) : read(source.object).map(uncertain);
		}
		if ('of' in source) {
			const steps = source.steps.map((step): Step => {
				if (typeof step !== 'object') return step;
				if (step === null) return any;
				return ('loop' in step ? loops.get(step.loop) : this.selected(step.selector, context)) ?? any;
			});
			return this.written(source.of, context, [...steps, ...rest], loops);
		}
		if ('each' in source) {
			return this.written(
				source.each,
				context,
				further,
				new Map([...loops, [source.loop, source.keyed ? first : any]]),
			);
		}
		if (source.arguments.length === 0) return [expressionOf(source.call, false)];
		if (source.takes === 'beneath') return all(source.arguments, []);
		if (source.takes === 'flattened')
			return source.arguments.flatMap((part) => this.flattened(part, context, rest, loops));
		return all(source.arguments, source.takes === 'as' || rest.length === 0 ? rest : [any, ...further]);
	}

	/** The elements of lists in lists: how deep the one that is asked for stands is not known of what is not written here. */
	private flattened(
		source: SourceExpression,
		context: Context,
		rest: readonly Step[],
		loops: ReadonlyMap<string, Step>,
	): readonly Candidate[] {
		const inner = (part: SourceExpression) => this.flattened(part, context, rest, loops);
		if ('list' in source) return source.list.flatMap(inner);
		if ('any' in source) return source.any.flatMap(inner);
		if ('each' in source) {
			return this.flattened(source.each, context, rest, new Map([...loops, [source.loop, any]]));
		}
		const [, ...further] = rest;
		const element = this.written(source, context, further, loops);
		return 'object' in source ? element : [...element, ...this.written(source, context, [any, ...further], loops)];
	}

	/** The step that `each.key`, `count.index` or `each.value` is in an index; undefined where that is not known. */
	private selected(by: 'key' | 'value', { key, forEach, scope }: Context): Step | undefined {
		if (by === 'key' || key === undefined) return key;
		const source = isObject(forEach) ? sourceExpressionOf(forEach as Expression) : undefined;
		if (source === undefined) return undefined;
		if ('call' in source && source.call === 'toset') return key;
		if ('object' in source) {
			const element = source.object.find(([name]) => name === key)?.[1];
			return element && 'constant' in element ? stepIn(element.constant) : undefined;
		}
		const variable = 'name' in source && scope.call === null ? /^var\.(.+)$/.exec(source.name)?.[1] : undefined;
		const value = 'constant' in source ? source.constant : (this.document.variables[variable ?? ''] ?? null);
		// The elements of a set are their own keys.
		if (Array.isArray(value)) return key;
		return isObject(value) ? stepIn(value[key] ?? null) : undefined;
	}

	private references(references: readonly string[], context: Context, rest: readonly Step[]): readonly Candidate[] {
		const heads = headsOf(references);
		const answers = (rest: readonly Step[]) =>
			heads.map((head, index) => {
				const isSelected = this.narrow && isSelector(heads[index + 1]) && context.key !== undefined;
				return this.fitting(head, context, isSelected ? [context.key, ...rest] : rest);
			});
		const [first, ...further] = rest;
		if (typeof first !== 'number') return answers(rest).flat();
		// An index speaks of the whole list: of a reference only where no other gives elements of it.
		const wide = answers([any, ...further]);
		const giving = wide.filter((candidates) => candidates.some(({ likely }) => likely));
		return (giving.length > 1 ? wide : answers(rest)).flat();
	}

	/** As reference; where the steps do not fit what the reference gives, they belong to what is made of it. */
	private fitting(head: string, context: Context, rest: readonly Step[]): readonly Candidate[] {
		const candidates = this.reference(head, context, rest);
		if (rest.length === 0 || candidates.some(({ likely }) => likely)) return candidates;
		const whole = this.reference(head, context, []).filter(({ likely }) => likely);
		return whole.length > 0 ? whole.map(uncertain) : candidates;
	}

	private reference(head: string, context: Context, rest: readonly Step[]): readonly Candidate[] {
		const key = JSON.stringify([context.scope.address, context.address, head, rest.map(String)]);
		const known = this.answers.get(key);
		if (known) return known;
		// A reference that leads back to itself adds nothing.
		this.answers.set(key, []);
		const answer = withoutRepeats(
			this.follow(head, context, rest).map((candidate) => through(subjectOf(head), candidate)),
		);
		this.answers.set(key, answer);
		return answer;
	}

	private follow(head: string, context: Context, rest: readonly Step[]): readonly Candidate[] {
		if (isIndexOnly(head)) return [];
		const { scope } = context;
		const steps = stepsOf(head);
		const [kind, name = ''] = steps;
		switch (kind) {
			case 'each': {
				if (context.forEach === null) return [expressionOf(head, false)];
				const below: readonly Step[] = [context.key ?? any, ...steps.slice(2).map(stepOf), ...rest];
				return this.value(context.forEach, context, below, `${context.address}.each.value`);
			}
			case 'local':
				return this.local(name, scope, [...steps.slice(2).map(stepOf), ...rest]);
			case 'ephemeral':
				return [expressionOf(head, true)];
			case 'var':
				return this.variable(name, scope, [...steps.slice(2).map(stepOf), ...rest]);
			case 'module':
				return this.output(name, steps.slice(2), scope, rest);
			case 'data':
				return this.resource(steps.slice(0, 3).join('.'), steps.slice(3), scope, rest);
			default:
				return this.resource(`${kind}.${name}`, steps.slice(2), scope, rest);
		}
	}

	private local(name: string, scope: Scope, rest: readonly Step[]): readonly Candidate[] {
		const expression = scope.module.locals?.get(name);
		if (expression === undefined) return [expressionOf(`local.${name}`, true)];
		const context: Context = { scope, key: undefined, forEach: null, address: scope.address };
		return this.value(expression, context, rest, within(scope, `local.${name}`));
	}

	private variable(name: string, scope: Scope, rest: readonly Step[]): readonly Candidate[] {
		const owner = within(scope, `var.${name}`);
		if (scope.call === null) {
			const value = this.document.variables[name];
			const ids = groupIds(value ?? null, rest);
			if (ids.length > 0) return ids.map((id) => ({ origin: { kind: 'known', id, address: owner }, likely: true }));
			return [{ origin: { kind: 'variable', name }, likely: value === undefined }];
		}
		const { call, context } = scope.call;
		const given = call.expressions[name];
		const found = given === undefined ? [] : this.value(given, context, rest, owner);
		if (found.some(({ likely }) => likely)) return found;
		const byDefault = this.value({ constant_value: scope.module.variables.get(name) ?? null }, context, rest, owner);
		// Whether null stands for the default, the plan JSON does not say.
		const candidates = [...found, ...(given === undefined ? byDefault : byDefault.map(uncertain))];
		const isKnown = given === undefined || isConstant(given);
		return candidates.length === 0 && isKnown ? [{ origin: { kind: 'variable', name }, likely: false }] : candidates;
	}

	private output(name: string, after: readonly string[], scope: Scope, rest: readonly Step[]): readonly Candidate[] {
		const call = scope.module.calls.get(name);
		if (!call) return [untraced(`the configuration has no module call ${within(scope, `module.${name}`)}`, true)];
		const { outputs } = call.module;
		const isOutput = (step: Step | undefined): step is string => typeof step === 'string' && outputs.has(step);
		const of = (key: Step | undefined, below: readonly Step[]): readonly Candidate[] => {
			const child = childScope(scope, name, call, typeof key === 'symbol' ? undefined : key);
			const context: Context = { scope: child, key: undefined, forEach: null, address: child.address };
			const names = isOutput(below[0]) ? [below[0]] : [...outputs.keys()];
			const further = isOutput(below[0]) ? below.slice(1) : below;
			return names.flatMap((output) =>
				this.value(outputs.get(output) ?? null, context, further, within(child, `output.${output}`)),
			);
		};
		const steps: Step[] = [...after.map(stepOf), ...rest];
		if (after[0]?.startsWith('[')) return of(steps[0], steps.slice(1));
		if (isOutput(steps[0])) return of(undefined, steps);
		// Keys that are not literal are lost to the plan JSON; the next step may be one, or belong to a collection.
		const narrow = of(steps[0], steps.slice(1));
		return narrow.some(({ likely }) => likely) ? narrow : of(undefined, steps.slice(1));
	}

	private resource(
		subject: string,
		after: readonly string[],
		scope: Scope,
		rest: readonly Step[],
	): readonly Candidate[] {
		const resource = within(scope, subject);
		const alive = (address: string) => this.document.instances(address).filter(({ actions }) => !isGone(actions));
		const steps = [...after.map(stepOf), ...rest];
		// Keys that are not literal are lost to the plan JSON; the next step may be one, or belong to a collection.
		const keyed = steps[0] === undefined || steps[0] === any ? [] : alive(`${resource}${keyText(steps[0])}`);
		if (keyed.length > 0) return keyed.flatMap((instance) => this.attribute(instance, steps.slice(1)));
		const instances = after[0]?.startsWith('[') ? [] : alive(resource);
		if (instances.length === 0) return [untraced(`the plan has no instance of ${resource}`, false)];
		const below = steps[0] === any ? steps.slice(1) : steps;
		return instances.flatMap((instance) => this.attribute(instance, below));
	}

	/** What an attribute of an instance gives: what is known of it, and where the rest comes from. */
	private attribute(instance: Instance, steps: readonly Step[]): readonly Candidate[] {
		// A step that is no attribute belongs to a map or list that the plan JSON does not describe.
		const isAttribute = [instance.after, instance.afterUnknown].some(
			(part) => isObject(part) && typeof steps[0] === 'string' && Object.hasOwn(part, steps[0]),
		);
		const path = isAttribute ? steps : [];
		const { address, type, mode } = instance;
		if (type === groupType && mode === 'managed' && (path[0] === undefined || path[0] === 'id')) {
			return [{ origin: groupOrigin(instance), likely: true }];
		}
		// Of terraform_data, the output is the input.
		if (type === 'terraform_data' && path[0] === 'output') return this.attribute(instance, ['input', ...path.slice(1)]);
		const attribute = path.filter((step) => typeof step === 'string').join('.') || '*';
		const known = groupIds(instance.after, path).map(
			(id): Candidate => ({ origin: { kind: 'known', id, address }, likely: true }),
		);
		if (!at(instance.afterUnknown, path).some(hasUnknown)) {
			if (known.length > 0) return known;
			return [{ origin: attributeOrigin(instance, attribute), likely: false }];
		}
		if (mode === 'data') return [...known, { origin: { kind: 'data-source', address, attribute }, likely: true }];
		const configured = this.configured(instance, path);
		if (configured.some(({ likely }) => likely)) return [...known, ...configured];
		const likely = type !== groupType && !(path[0] === 'id' && hasOwnId(type));
		return [...known, ...configured, { origin: attributeOrigin(instance, attribute), likely }];
	}

	/** Where the instance's own configuration takes the attribute from. */
	private configured(instance: Instance, path: readonly Step[]): readonly Candidate[] {
		const root = this.document.configuration?.root;
		const context = root ? contextOf(root, instance.address) : null;
		if (typeof path[0] !== 'string' || context === null) return [];
		const expression = context.resource.expressions[path[0]];
		const rest = path.slice(1).map(elementOf);
		return expression === undefined ? [] : (this.evaluate(expression, context, rest) ?? []);
	}
}

/** The likely origins; the unlikely ones where there are no others. */
function decided(candidates: readonly Candidate[]): readonly Origin[] {
	const likely = candidates.filter((candidate) => candidate.likely);
	const origins = withoutRepeats(likely.length > 0 ? likely : candidates).map(({ origin }) => origin);
	return origins.length > 0 ? origins : [{ kind: 'untraced', reason: 'the expression refers to no resource' }];
}

/** The same origin by another way is one. */
function withoutRepeats(candidates: readonly Candidate[]): readonly Candidate[] {
	const first = new Map<string, Candidate>();
	for (const candidate of candidates) {
		const { via: _, ...origin } = candidate.origin;
		const key = JSON.stringify(origin);
		if (!first.has(key) || (candidate.likely && !first.get(key)?.likely)) first.set(key, candidate);
	}
	return [...first.values()];
}

function through(reference: string, { origin, likely }: Candidate): Candidate {
	return { origin: { ...origin, via: [reference, ...(origin.via ?? [])] }, likely };
}

/** One that the value may have, or another. */
function uncertain({ origin, likely }: Candidate): Candidate {
	return { origin: origin.kind === 'known' ? { ...origin, certain: false } : origin, likely };
}

const expressionOf = (reference: string, likely: boolean): Candidate => ({
	origin: { kind: 'expression', reference },
	likely,
});

const untraced = (reason: string, likely: boolean): Candidate => ({ origin: { kind: 'untraced', reason }, likely });

function groupOrigin({ address, actions, before, after }: Instance): Origin {
	const [now, then] = [before, after].map((state) =>
		isObject(state) && typeof state.id === 'string' ? state.id : null,
	);
	if (actions.includes('create')) return { kind: 'created-in-plan', address, ...(now ? { replaces: now } : {}) };
	const id = then || now;
	return id ? { kind: 'known', id, address } : { kind: 'resource-attribute', address, attribute: 'id', product: 'Ecs' };
}

function attributeOrigin({ address, type, mode }: Instance, attribute: string): Origin {
	if (mode === 'data') return { kind: 'data-source', address, attribute };
	const product = productOf(type);
	return { kind: 'resource-attribute', address, attribute, ...(product ? { product } : {}) };
}

/** Types of which the id is never one of a group. */
const hasOwnId = (type: string): boolean => /^(alicloud|random|time|null|terraform)_/.test(type);

/** The product of the type's entry, or else the second word of its name. */
function productOf(type: string): string | undefined {
	const entry = entryOf(type);
	if (entry) return entry.create[0]?.product ?? 'Ecs';
	const word = /^alicloud_([a-z0-9]+)/.exec(type)?.[1];
	return word && `${word[0]?.toUpperCase()}${word.slice(1)}`;
}

/**
 * The references that an expression makes, in order: the plan JSON repeats each of them with ever less behind it.
 * Source: terraform internal/command/jsonconfig/expression.go, marshalExpression.
 */
function headsOf(references: readonly string[]): string[] {
	return references.filter((reference, index) => {
		const previous = references[index - 1];
		return !previous?.startsWith(reference) || !/^[.[]/.test(previous.slice(reference.length));
	});
}

/** Whether the reference, next to another, selects one of its instances. */
const isSelector = (head: string | undefined): boolean => /^(each\.(key|value)|count\.index)\b/.test(head ?? '');

/** Whether the reference is never a group itself. */
const isIndexOnly = (head: string): boolean => /^(each\.key|count\.|path\.|terraform\.|self\.)/.test(head);

/** What the reference names, without the attributes of a resource. */
function subjectOf(head: string): string {
	const steps = stepsOf(head);
	if (['var', 'local', 'module', 'each', 'count', 'path', 'terraform', 'self'].includes(steps[0] ?? '')) return head;
	const length = steps[0] === 'data' || steps[0] === 'ephemeral' ? 3 : 2;
	const key = steps[length];
	return steps.slice(0, length).join('.') + (key?.startsWith('[') ? key : '');
}

interface ResourceContext extends Context {
	readonly resource: ResourceConfiguration;
}

function contextOf(root: ModuleConfiguration, address: string): ResourceContext | null {
	const steps = stepsOf(address);
	let scope: Scope = { address: '', module: root, call: null };
	while (steps[0] === 'module') {
		const [, name = '', key] = steps.splice(0, steps[2]?.startsWith('[') ? 3 : 2);
		const call = scope.module.calls.get(name);
		if (!call) return null;
		scope = childScope(scope, name, call, key === undefined ? undefined : stepOf(key));
	}
	const last = steps.at(-1);
	const key = last?.startsWith('[') ? stepOf(last) : undefined;
	const resource = scope.module.resources.get(steps.slice(0, key === undefined ? undefined : -1).join('.'));
	return resource ? { scope, key, forEach: resource.forEachExpression, address, resource } : null;
}

function childScope(scope: Scope, name: string, call: ModuleCall, key: string | number | undefined): Scope {
	const address = within(scope, `module.${name}${key === undefined ? '' : keyText(key)}`);
	const context: Context = { scope, key, forEach: call.forEachExpression, address };
	return { address, module: call.module, call: { call, context } };
}

const within = (scope: Scope, address: string): string =>
	scope.address === '' ? address : `${scope.address}.${address}`;

/** `app` gives "app", `["app"]` gives "app", `[0]` gives 0. */
function stepOf(step: string): string | number {
	if (!step.startsWith('[')) return step;
	const key = step.slice(1, -1);
	try {
		return JSON.parse(key) as string | number;
	} catch {
		return key;
	}
}

const keyText = (key: string | number): string => `[${JSON.stringify(key)}]`;

/** A value as a step; undefined where it is none. */
const stepIn = (value: Json): Step | undefined =>
	typeof value === 'string' || typeof value === 'number' ? value : undefined;

/** Whether the plan only takes the object away. */
const isGone = (actions: readonly string[]): boolean =>
	actions.length > 0 && actions.every((action) => action === 'delete' || action === 'forget');

/** The values at a path. A mask or a value that ends before the path does stands for all below it. */
function at(value: Json, path: readonly Step[]): readonly Json[] {
	const [step, ...rest] = path;
	if (step === undefined || typeof value !== 'object' || value === null) return [value];
	if (step === any) return Object.values(value).flatMap((part: Json) => at(part, rest));
	const next = Object.hasOwn(value, step) ? (value as { readonly [step: string | number]: Json })[step] : undefined;
	return next === undefined ? [] : at(next, rest);
}

const hasUnknown = (mask: Json): boolean =>
	mask === true || (typeof mask === 'object' && mask !== null && Object.values(mask).some(hasUnknown));

/** The ids of security groups at a path, wherever below it they stand. */
function groupIds(value: Json, path: readonly Step[]): string[] {
	const strings = (part: Json): string[] => {
		if (typeof part === 'string') return part.startsWith('sg-') ? [part] : [];
		return typeof part === 'object' && part !== null ? Object.values(part).flatMap(strings) : [];
	};
	return [...new Set(at(value, path).flatMap(strings))];
}

function isConstant(expression: Expression): boolean {
	if (!isObject(expression)) return false;
	const source = sourceExpressionOf(expression as Expression);
	return source === undefined ? isConstantValue(expression as Expression) : 'constant' in source;
}

/** A template in JSON syntax has its text as a constant value too, beside its references. */
function isConstantValue(expression: Expression): boolean {
	return isObject(expression) && 'constant_value' in expression && !Array.isArray(expression.references);
}

function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
