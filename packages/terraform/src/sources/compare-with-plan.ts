import { isList, isObject, type Json } from '@sg-preflight/documents';
import { withoutKeys } from '../address/address.js';
import { constantOf } from '../language/evaluation/constant.js';
import type { Work } from '../language/evaluation/work.js';
import { nestedType, type WrittenBlock } from '../language/syntax/configuration-file.js';
import type { WrittenExpression } from '../language/syntax/expression.js';
import { referencesOf } from '../language/syntax/references.js';
import type { Expression, ModuleCall, ModuleConfiguration, ResourceConfiguration } from '../plan/configuration.js';
import type { WrittenModule } from './written-module.js';

/**
 * Compares a written module with the one of the plan: their blocks and references. Returns the first difference; null if
 * there is none.
 */
export function staleness(planned: ModuleConfiguration, written: WrittenModule, work: Work): string | null {
	return new Comparison(work).ofModule(planned, written);
}

/** Terraform's meta-arguments, which are not attributes. */
const metaArguments: ReadonlySet<string> = new Set([
	...['count', 'depends_on', 'for_each', 'provider', 'providers', 'source', 'version'],
]);

/** Arguments of a provisioner that Terraform itself reads. */
const ofProvisioner: ReadonlySet<string> = new Set(['when', 'on_failure']);

class Comparison {
	constructor(readonly work: Work) {}

	ofModule(planned: ModuleConfiguration, written: WrittenModule): string | null {
		return (
			sameNames('', planned.resources, written.resources) ??
			sameNames('module.', planned.calls, written.calls) ??
			sameNames('output.', planned.outputs, written.outputs) ??
			sameNames('var.', planned.variables, written.variables) ??
			this.#expressions(planned, written)
		);
	}

	#expressions(planned: ModuleConfiguration, written: WrittenModule): string | null {
		for (const [name, resource] of planned.resources) {
			const problem = this.#block(name, resource, written.resources.get(name));
			if (problem !== null) return problem;
		}
		for (const [name, call] of planned.calls) {
			const problem = this.#block(`module.${name}`, call, written.calls.get(name));
			if (problem !== null) return problem;
		}
		for (const [name, expression] of planned.outputs) {
			const value = written.outputs.get(name)?.attributes.get('value')?.written;
			if (value && !this.#isSame(expression, value)) return different(`output.${name}`);
		}
		for (const [name, value] of planned.variables) {
			const byDefault = written.variables.get(name)?.attributes.get('default')?.written;
			const isSame = byDefault ? this.#isConstant(value, byDefault) : value === null;
			if (!isSame) return different(`the default of var.${name}`);
		}
		return null;
	}

	#block(
		name: string,
		planned: Pick<ResourceConfiguration, 'expressions' | 'countExpression' | 'forEachExpression' | 'dependsOn'> &
			Partial<Pick<ResourceConfiguration, 'provisioners'>> &
			Pick<ModuleCall, 'source'>,
		block: WrittenBlock | undefined,
	): string | null {
		if (block === undefined) return null;
		const repetitions: [string, Expression][] = [
			['count', planned.countExpression],
			['for_each', planned.forEachExpression],
		];
		for (const [argument, expression] of repetitions) {
			const written = block.attributes.get(argument)?.written;
			// The plan JSON may leave out an expression that refers to nothing.
			const isSame = written === undefined ? expression === null : this.#isSame(expression, written);
			if (!isSame) return different(`${argument} of ${name}`);
		}
		if (!isSameDependencies(planned.dependsOn, block)) return different(`depends_on of ${name}`);
		const source = block.attributes.get('source')?.written;
		if (planned.source != null && source?.kind === 'literal' && source.value !== planned.source)
			return different(`source of ${name}`);
		if (planned.provisioners !== undefined) {
			const problem = this.#provisioners(name, planned.provisioners, block);
			if (problem !== null) return problem;
		}
		return this.#body(name, planned.expressions, block);
	}

	#body(name: string, planned: { readonly [name: string]: Json }, block: WrittenBlock): string | null {
		for (const [attribute, { written }] of block.attributes) {
			if (metaArguments.has(attribute)) continue;
			const expression = planned[attribute];
			// In JSON syntax a name may be an argument or nested blocks; the plan knows which.
			if (isNested(expression) && block.blocks.some((inner) => nestedType(inner) === attribute)) continue;
			const isSame = expression === undefined ? referencesOf(written).length === 0 : this.#isSame(expression, written);
			if (!isSame) return different(`${attribute} of ${name}`);
		}
		for (const [attribute, expression] of Object.entries(planned)) {
			const isArgument = block.attributes.has(attribute) && !isNested(expression);
			const nested = isArgument ? [] : block.blocks.filter((inner) => nestedType(inner) === attribute);
			if (!block.attributes.has(attribute) && nested.length === 0 && hasReferences(expression)) {
				return different(`${attribute} of ${name}`);
			}
			if (nested.some(({ type }) => type === 'dynamic')) continue;
			const bodies: readonly Json[] = isList(expression) ? expression : [expression];
			if (nested.length > 0 && isList(expression) && bodies.length !== nested.length) {
				return different(`${attribute} of ${name}`);
			}
			for (const [index, inner] of nested.entries()) {
				const body = bodies[index];
				const problem = isObject(body) ? this.#body(`${attribute} of ${name}`, body, inner) : null;
				if (problem !== null) return problem;
			}
		}
		return null;
	}

	#provisioners(name: string, planned: ResourceConfiguration['provisioners'], block: WrittenBlock): string | null {
		const written = block.blocks.filter(({ type }) => type === 'provisioner');
		if (written.length !== planned.length) return different(`provisioner of ${name}`);
		for (const [index, { type, expressions }] of planned.entries()) {
			const provisioner = written[index] as WrittenBlock;
			if (provisioner.labels[0] !== type) return different(`provisioner of ${name}`);
			const attributes = [...provisioner.attributes].filter(([one]) => !ofProvisioner.has(one));
			const body = { ...provisioner, attributes: new Map(attributes), blocks: [] };
			const problem = this.#body(`provisioner "${type}" of ${name}`, expressions, body);
			if (problem !== null) return problem;
		}
		return null;
	}

	#isSame(planned: Expression, written: WrittenExpression): boolean {
		const references = isObject(planned) && isList(planned.references) ? planned.references.map(String) : [];
		const own = new Set(referencesOf(written));
		if (own.size !== new Set(references).size || !references.every((reference) => own.has(reference))) return false;
		if (references.length > 0 || !isObject(planned) || !('constant_value' in planned)) return true;
		return this.#isConstant(planned.constant_value ?? null, written);
	}

	#isConstant(planned: Json, written: WrittenExpression): boolean {
		const value = constantOf(written, this.work);
		return value === undefined || isEqual(value, planned);
	}
}

function isSameDependencies(planned: readonly string[], block: WrittenBlock): boolean {
	const written = block.attributes.get('depends_on')?.written;
	const elements = written?.kind === 'tuple' ? written.elements : [];
	if ((written !== undefined && written.kind !== 'tuple') || elements.some(({ kind }) => kind !== 'reference'))
		return true;
	const own = new Set(elements.flatMap((one) => referencesOf(one).slice(-1)).map(withoutKeys));
	const others = new Set(planned.map(withoutKeys));
	return own.size === others.size && [...own].every((one) => others.has(one));
}

/** Whether an expression of the plan JSON describes nested blocks. */
function isNested(expression: Json | undefined): boolean {
	return (
		isList(expression) || (isObject(expression) && !('references' in expression) && !('constant_value' in expression))
	);
}

/** Returns the sentence for a part of the sources that has changed since the plan. */
export function different(what: string): string {
	return `${what} is not what was planned`;
}

function sameNames(
	prefix: string,
	planned: ReadonlyMap<string, unknown>,
	written: ReadonlyMap<string, unknown>,
): string | null {
	for (const name of planned.keys()) if (!written.has(name)) return `the sources do not have ${prefix}${name}`;
	for (const name of written.keys()) if (!planned.has(name)) return `${prefix}${name} was not planned`;
	return null;
}

function hasReferences(expression: Json): boolean {
	if (isList(expression)) return expression.some(hasReferences);
	if (!isObject(expression)) return false;
	return isList(expression.references)
		? expression.references.length > 0
		: Object.values(expression).some(hasReferences);
}

/** Compares defaults as Terraform converts them to the variable's type: a number may equal a text. */
function isEqual(written: Json, planned: Json): boolean {
	if (isList(written) && isList(planned)) {
		const key = (value: Json): string => JSON.stringify(value);
		return written.length === planned.length
			? written.every((one, index) => isEqual(one, planned[index] ?? null)) ||
					written.map(key).sort().join() === planned.map(key).sort().join()
			: new Set(written.map(key)).size === planned.length;
	}
	if (isObject(written) && isObject(planned)) {
		return Object.entries(written).every(([name, value]) => isEqual(value, planned[name] ?? null));
	}
	if (written === null || planned === null) return written === planned;
	return String(written) === String(planned);
}
