import { isObject, type JsonObject } from '@sg-preflight/documents';
import type { Origin } from '@sg-preflight/operations';
import { instanceKeyOf, isKey, keyText, stepsOf } from '../../address/address.js';
import type { Expression, Instance, TracedDocument } from '../../plan/configuration.js';
import { attributeOrigin, groupOrigin, groupType, hasOwnId, isGone } from '../instance-origins.js';
import {
	type Candidate,
	decided,
	expressionOf,
	isKnownEmpty,
	isValue,
	through,
	uncertain,
	untraced,
	withoutRepeats,
} from './candidates.js';
import { mayBeHidden } from './hidden-blocks.js';
import { anyElement, elementOf, groupIds, hasUnknown, isConstantValue, type JsonStep, partsAt } from './json-values.js';
import { type Context, childScope, contextOf, type PlanScope, within } from './plan-scope.js';
import { headsOf, isIndexOnly, isSelector, referenceSubject } from './references.js';

/** Marks a value that the configuration does not set, or sets to a constant. */
export const notSet = Symbol('not set');
export type NotSet = typeof notSet;

/** Marks nested blocks that a dynamic block may make, because the plan JSON omits dynamic blocks. */
export const hidden = Symbol('hidden');

function candidatesIn(found: readonly Candidate[] | NotSet): readonly Candidate[] {
	return found === notSet ? [] : found;
}

/** Parses one step of a reference: `app` gives "app", `["app"]` gives "app", `[0]` gives 0. */
function stepOf(step: string): JsonStep {
	return isKey(step) ? instanceKeyOf(step) : step;
}

/**
 * Returns the origins of the unknown value at `path` in the attributes of the instance at `address`, by the references
 * that the plan JSON lists, in their order. `notSet` if the provider computes the value. The answer contains every group
 * that a reference can give. It does not contain literals, because the plan JSON omits them. If `each` or `count` follows
 * the reference, the instance's own key selects among the instances of an index that is not literal, or of a splat. Else
 * every instance counts.
 * @param count how many blocks the value has, if it is in one of several
 */
export function originsInPlan(
	document: TracedDocument,
	address: string,
	path: readonly (string | number)[],
	count = 0,
): readonly Origin[] | NotSet | typeof hidden {
	if (document.configuration === null) return [{ kind: 'untraced', reason: 'the document has no configuration' }];
	const context = contextOf(document.configuration.root, address);
	if (context === null) return [{ kind: 'untraced', reason: 'the configuration does not have the resource' }];
	const [name, ...rest] = path;
	const expression = context.resource.expressions[String(name)];
	const inDynamicBlock: Origin = { kind: 'expression', reference: `dynamic "${name}"`, via: [] };
	const orHidden = () => (mayBeHidden(document, context, path) ? hidden : notSet);
	if (expression === undefined) return rest.length > 1 ? [inDynamicBlock] : orHidden();
	// Written blocks are known. If the list of blocks is unknown, a dynamic block is beside them.
	if (Array.isArray(expression) && expression.length > 0 && rest.length === 0) return [inDynamicBlock];
	if (Array.isArray(expression) && typeof rest[0] === 'number') {
		const parts = expression.map((block: Expression) => (isObject(block) ? block[String(rest[1])] : undefined));
		const written = parts.filter((part) => part !== undefined);
		const areConstant = written.length > 0 && written.every((part) => isConstantValue(part as Expression));
		if (Math.max(rest[0] + 1, count) > parts.length || areConstant) return [inDynamicBlock];
	}
	const steps = rest.map(elementOf);
	const candidates = new PlanEvaluator(document, true).evaluate(expression, context, steps);
	if (candidates === notSet) return orHidden();
	if (isKnownEmpty(candidates)) return notSet;
	const origins = decided(candidates);
	if (!origins.every(({ kind }) => kind === 'known')) return origins;
	// An unknown value cannot resolve to known ids alone, so the instance's own key belongs to something else.
	const wide = decided(candidatesIn(new PlanEvaluator(document, false).evaluate(expression, context, steps)));
	return wide.some(({ kind }) => kind !== 'known' && kind !== 'untraced') ? wide : origins;
}

/** Returns the known group ids that an expression of a resource may give. */
export function knownIdsIn(document: TracedDocument, address: string, expression: Expression): string[] {
	const context = document.configuration && contextOf(document.configuration.root, address);
	if (!context) return [];
	const candidates = candidatesIn(new PlanEvaluator(document, true).evaluate(expression, context, []));
	return candidates.flatMap(({ origin }) => (origin.kind === 'known' ? [origin.id] : []));
}

/** Follows the references of the plan JSON's expressions. Pure. */
class PlanEvaluator {
	readonly #answers = new Map<string, readonly Candidate[]>();
	readonly #document: TracedDocument;
	readonly #narrow: boolean;

	/** @param narrow whether the instance's own key selects an instance of a reference before `each` or `count` */
	constructor(document: TracedDocument, narrow: boolean) {
		this.#document = document;
		this.#narrow = narrow;
	}

	/** Returns `notSet` if the expression is a constant or absent at `rest`; no candidates if it leads nowhere. */
	evaluate(expression: Expression, context: Context, rest: readonly JsonStep[]): readonly Candidate[] | NotSet {
		if (typeof expression !== 'object' || expression === null) return notSet;
		if (isConstantValue(expression as Expression)) return notSet;
		if ('references' in expression && Array.isArray(expression.references)) {
			return this.#references(expression.references as readonly string[], context, rest);
		}
		const parts = Object.values(expression as JsonObject);
		if (parts.length === 0 && !Array.isArray(expression)) return [expressionOf('function', 'selector')];
		// The order of nested blocks is unknown, so each of a list is possible.
		const [step = anyElement, ...further] = rest;
		const next = step === anyElement || Array.isArray(expression) ? parts : [(expression as JsonObject)[step] ?? null];
		const found = next.map((part) => this.evaluate(part, context, further));
		return found.every((part) => part === notSet) ? notSet : found.flatMap(candidatesIn);
	}

	/** Evaluates as `evaluate` does, but a constant is an existing group. @param owner address of the expression */
	#value(expression: Expression, context: Context, rest: readonly JsonStep[], owner: string): readonly Candidate[] {
		if (isObject(expression) && isConstantValue(expression as Expression)) {
			return groupIds(expression.constant_value ?? null, rest).map((id) => ({
				origin: { kind: 'known', id, address: owner },
				role: 'value',
			}));
		}
		return candidatesIn(this.evaluate(expression, context, rest));
	}

	#references(references: readonly string[], context: Context, rest: readonly JsonStep[]): readonly Candidate[] {
		const heads = headsOf(references);
		const answers = (rest: readonly JsonStep[]) =>
			heads.map((head, index) => {
				const isSelected = this.#narrow && isSelector(heads[index + 1]) && context.key !== undefined;
				return this.#fitting(head, context, isSelected ? [context.key, ...rest] : rest);
			});
		const [first, ...further] = rest;
		if (typeof first !== 'number') return answers(rest).flat();
		// An index counts in the whole list. It applies to a reference only if no other reference gives elements.
		const wide = answers([anyElement, ...further]);
		const giving = wide.filter((candidates) => candidates.some(isValue));
		return (giving.length > 1 ? wide : answers(rest)).flat();
	}

	/** Follows a reference. Steps that its value does not have apply to a value made from it, so all of it counts. */
	#fitting(head: string, context: Context, rest: readonly JsonStep[]): readonly Candidate[] {
		const candidates = this.#reference(head, context, rest);
		if (rest.length === 0 || candidates.some(isValue)) return candidates;
		const whole = this.#reference(head, context, []).filter(isValue);
		return whole.length > 0 ? whole.map(uncertain) : candidates;
	}

	#reference(head: string, context: Context, rest: readonly JsonStep[]): readonly Candidate[] {
		const key = JSON.stringify([context.scope.address, context.address, head, rest.map(String)]);
		const known = this.#answers.get(key);
		if (known) return known;
		// A reference that leads back to itself adds nothing.
		this.#answers.set(key, []);
		const answer = withoutRepeats(
			this.#follow(head, context, rest).map((candidate) => through(referenceSubject(head), candidate)),
		);
		this.#answers.set(key, answer);
		return answer;
	}

	#follow(head: string, context: Context, rest: readonly JsonStep[]): readonly Candidate[] {
		if (isIndexOnly(head)) return [];
		const { scope } = context;
		const steps = stepsOf(head);
		const [kind, name = ''] = steps;
		switch (kind) {
			case 'each': {
				if (context.forEach === null) return [expressionOf(head, 'selector')];
				const below: readonly JsonStep[] = [context.key ?? anyElement, ...steps.slice(2).map(stepOf), ...rest];
				return this.#value(context.forEach, context, below, `${context.address}.each.value`);
			}
			case 'local':
				return [expressionOf(`local.${name}`, 'value')];
			case 'ephemeral':
				return [expressionOf(head, 'value')];
			case 'var':
				return this.#variable(name, scope, [...steps.slice(2).map(stepOf), ...rest]);
			case 'module':
				return this.#output(name, steps.slice(2), scope, rest);
			case 'data':
				return this.#resource(steps.slice(0, 3).join('.'), steps.slice(3), scope, rest);
			default:
				return this.#resource(`${kind}.${name}`, steps.slice(2), scope, rest);
		}
	}

	#variable(name: string, scope: PlanScope, rest: readonly JsonStep[]): readonly Candidate[] {
		const owner = within(scope, `var.${name}`);
		if (scope.call === null) {
			const value = this.#document.variables[name];
			const ids = groupIds(value ?? null, rest);
			if (ids.length > 0) return ids.map((id) => ({ origin: { kind: 'known', id, address: owner }, role: 'value' }));
			return [{ origin: { kind: 'variable', name }, role: value === undefined ? 'value' : 'selector' }];
		}
		const { call, context } = scope.call;
		const given = call.expressions[name];
		const found = given === undefined ? [] : this.#value(given, context, rest, owner);
		if (found.some(isValue)) return found;
		const byDefault = this.#value({ constant_value: scope.module.variables.get(name) ?? null }, context, rest, owner);
		// The plan JSON does not tell whether null means the default.
		const candidates = [...found, ...(given === undefined ? byDefault : byDefault.map(uncertain))];
		const isKnown = given === undefined || isConstantValue(given);
		return candidates.length === 0 && isKnown ? [{ origin: { kind: 'variable', name }, role: 'selector' }] : candidates;
	}

	#output(name: string, after: readonly string[], scope: PlanScope, rest: readonly JsonStep[]): readonly Candidate[] {
		const call = scope.module.calls.get(name);
		if (!call) return [untraced(`the configuration has no module call ${within(scope, `module.${name}`)}`, 'value')];
		const { outputs } = call.module;
		const isOutput = (step: JsonStep | undefined): step is string => typeof step === 'string' && outputs.has(step);
		const of = (key: JsonStep | undefined, below: readonly JsonStep[]): readonly Candidate[] => {
			const child = childScope(scope, name, call, typeof key === 'symbol' ? undefined : key);
			const context: Context = { scope: child, key: undefined, forEach: null, address: child.address };
			const names = isOutput(below[0]) ? [below[0]] : [...outputs.keys()];
			const further = isOutput(below[0]) ? below.slice(1) : below;
			return names.flatMap((output) =>
				this.#value(outputs.get(output) ?? null, context, further, within(child, `output.${output}`)),
			);
		};
		const steps: JsonStep[] = [...after.map(stepOf), ...rest];
		if (isKey(after[0])) return of(steps[0], steps.slice(1));
		if (isOutput(steps[0])) return of(undefined, steps);
		// The plan JSON omits keys that are not literal. The next step may be a key, or belong to a collection.
		const narrow = of(steps[0], steps.slice(1));
		return narrow.some(isValue) ? narrow : of(undefined, steps.slice(1));
	}

	#resource(
		subject: string,
		after: readonly string[],
		scope: PlanScope,
		rest: readonly JsonStep[],
	): readonly Candidate[] {
		const resource = within(scope, subject);
		const alive = (address: string) => this.#document.instances(address).filter(({ actions }) => !isGone(actions));
		const steps = [...after.map(stepOf), ...rest];
		// The plan JSON omits keys that are not literal. The next step may be a key, or belong to a collection.
		const keyed = steps[0] === undefined || steps[0] === anyElement ? [] : alive(`${resource}${keyText(steps[0])}`);
		if (keyed.length > 0) return keyed.flatMap((instance) => this.#attribute(instance, steps.slice(1)));
		const instances = isKey(after[0]) ? [] : alive(resource);
		if (instances.length === 0) return [untraced(`the plan has no instance of ${resource}`, 'selector')];
		const below = steps[0] === anyElement ? steps.slice(1) : steps;
		return instances.flatMap((instance) => this.#attribute(instance, below));
	}

	/** Returns the known ids in an attribute of an instance, and the origins of its unknown values. */
	#attribute(instance: Instance, steps: readonly JsonStep[]): readonly Candidate[] {
		// A step that is not an attribute belongs to a map or list that the plan JSON does not describe.
		const isAttribute = [instance.after, instance.afterUnknown].some(
			(part) => isObject(part) && typeof steps[0] === 'string' && Object.hasOwn(part, steps[0]),
		);
		const path = isAttribute ? steps : [];
		const { address, type, mode } = instance;
		if (type === groupType && mode === 'managed' && (path[0] === undefined || path[0] === 'id')) {
			return [{ origin: groupOrigin(instance), role: 'value' }];
		}
		// The output of terraform_data is its input.
		if (type === 'terraform_data' && path[0] === 'output')
			return this.#attribute(instance, ['input', ...path.slice(1)]);
		const attribute = path.filter((step) => typeof step === 'string').join('.') || '*';
		const known = groupIds(instance.after, path).map(
			(id): Candidate => ({ origin: { kind: 'known', id, address }, role: 'value' }),
		);
		if (!partsAt(instance.afterUnknown, path).some(hasUnknown)) {
			if (known.length > 0) return known;
			return [{ origin: attributeOrigin(instance, attribute), role: 'selector' }];
		}
		if (mode === 'data') return [...known, { origin: { kind: 'data-source', address, attribute }, role: 'value' }];
		const configured = this.#configured(instance, path);
		if (configured.some(isValue)) return [...known, ...configured];
		const isOther = type === groupType || (path[0] === 'id' && hasOwnId(type));
		return [
			...known,
			...configured,
			{ origin: attributeOrigin(instance, attribute), role: isOther ? 'selector' : 'value' },
		];
	}

	/** Returns the candidates of the attribute in the instance's own configuration. */
	#configured(instance: Instance, path: readonly JsonStep[]): readonly Candidate[] {
		const root = this.#document.configuration?.root;
		const context = root ? contextOf(root, instance.address) : null;
		if (typeof path[0] !== 'string' || context === null) return [];
		const expression = context.resource.expressions[path[0]];
		const rest = path.slice(1).map(elementOf);
		return expression === undefined ? [] : candidatesIn(this.evaluate(expression, context, rest));
	}
}
