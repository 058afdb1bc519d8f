import { Address } from '../../address/address.js';
import { type Engines, noEngines } from '../../language/evaluation/engines.js';
import { evaluate } from '../../language/evaluation/evaluate.js';
import { Work } from '../../language/evaluation/work.js';
import type { WrittenBlock } from '../../language/syntax/configuration-file.js';
import { textsIn } from '../../language/syntax/operands.js';
import { reasonsOf } from '../../language/values/reasons.js';
import type { Value } from '../../language/values/value.js';
import type { TracedDocument } from '../../plan/configuration.js';
import type { WrittenAnswer, WrittenTracing } from '../../plan/written-tracing.js';
import type { Sources } from '../../sources/sources.js';
import { valueInBlock } from './block-value.js';
import { contradiction } from './contradiction.js';
import { unlistedReference } from './contributors.js';
import { InstanceScope } from './scopes/instance-scope.js';
import { ModuleScope, type WrittenDocument } from './scopes/module-scope.js';
import { Symbols } from './scopes/symbols.js';
import { unknownOf } from './value-origins.js';

/** Traces by evaluating the sources with the values of the plan. Caches answers, so each reading needs its own. */
export class EvaluatedSources implements WrittenTracing {
	readonly #shared: WrittenDocument;
	readonly #problems = new Set<string>();
	#contradicted: string | null | undefined;

	constructor(document: TracedDocument, sources: Sources, engines: Engines = noEngines) {
		this.#shared = {
			document,
			sources,
			symbols: new Symbols(),
			work: new Work({ engines }),
			modules: new Map(),
			scopes: new Map(),
		};
	}

	get problems(): readonly string[] {
		return [...this.#shared.sources.problems, ...this.#problems];
	}

	trace(address: string, path: readonly (string | number)[]): WrittenAnswer {
		const contradicted = this.#contradiction();
		if (contradicted !== null) return this.#stale(contradicted);
		const scope = this.#moduleOf(Address.parse(address));
		const { resource, key } = Address.parse(address);
		if (typeof scope === 'string') return this.#stale(scope);
		if (scope.problem !== null) return this.#stale(scope.problem);
		const block = scope.block('resources', resource);
		if (block === undefined) return this.#stale(`the sources do not have ${address}`);
		const unlisted = this.#unlisted(address, scope, block);
		if (unlisted !== null) return this.#stale(unlisted);
		const value = valueInBlock(block, path, new InstanceScope(scope, block, key));
		if (value === null) return { kind: 'evaluated', value: null };
		const problem = reasonsOf([value])
			.map((reason) => this.#shared.symbols.problemOf(reason))
			.find((one) => one !== null);
		if (problem) return this.#stale(problem);
		return { kind: 'evaluated', value: unknownOf(value, address, this.#shared.symbols) };
	}

	provisionerTexts(address: string): readonly (readonly string[])[] {
		const parsed = Address.parse(address);
		const scope = this.#moduleOf(parsed);
		if (typeof scope === 'string' || scope.problem !== null || this.#contradiction() !== null) return [];
		const block = scope.block('resources', parsed.resource);
		const provisioners = (block?.blocks ?? []).filter(({ type }) => type === 'provisioner');
		const instance = block ? new InstanceScope(scope, block, parsed.key) : scope;
		return provisioners.map(({ attributes }) =>
			[...attributes.values()].flatMap(({ written }) => [
				...textsIn(written),
				...textsInValue(evaluate(written, instance)),
			]),
		);
	}

	/** Returns how the plan contradicts the sources, or null. */
	#contradiction(): string | null {
		const { shown } = this.#shared.document;
		if (shown === undefined) return null;
		if (this.#contradicted === undefined) {
			const root = this.#moduleOf(Address.parse(''));
			this.#contradicted = typeof root === 'string' ? null : contradiction(root, shown);
		}
		return this.#contradicted;
	}

	/** Returns how a reference of a changed resource contradicts the plan; null if none does. */
	#unlisted(address: string, scope: ModuleScope, block: WrittenBlock): string | null {
		const { document } = this.#shared;
		const isChanged = document
			.instances(address)
			.some(({ actions }) => actions.some((action) => action === 'create' || action === 'update'));
		return document.shown && isChanged ? unlistedReference(scope, block, document.shown) : null;
	}

	#stale(problem: string): WrittenAnswer {
		this.#problems.add(problem);
		return { kind: 'stale', problem };
	}

	/** Returns the scope of a resource's module, or the reason why there is none. */
	#moduleOf(address: Address): ModuleScope | string {
		const { configuration } = this.#shared.document;
		if (configuration === null) return 'the plan has no configuration';
		let scope = this.#shared.scopes.get('');
		if (scope === undefined) {
			scope = new ModuleScope(this.#shared, Address.parse(''), configuration.root, null, null);
			this.#shared.scopes.set('', scope);
		}
		for (const { name, key } of address.modules) {
			if (scope.problem !== null) return scope.problem;
			const child = scope.child(name, key);
			if (child === null) return `the sources do not have ${scope.within(`module.${name}`)}`;
			scope = child;
		}
		return scope;
	}
}

/** Returns the texts in a value. */
function textsInValue(value: Value): string[] {
	switch (value.kind) {
		case 'string':
			return [value.value];
		case 'joined':
			return value.parts.filter((part) => typeof part === 'string');
		case 'sequence':
			return value.parts.flatMap((part) => textsInValue(part.value));
		case 'mapping':
			return value.entries.flatMap((entry) => textsInValue(entry.value));
		case 'one-of':
			return value.of.flatMap(textsInValue);
		default:
			return [];
	}
}
