import { isObject, type Json, type JsonObject } from '@sg-preflight/documents';
import { textAt, textsAt } from '../preview/resource-state.js';

/** The goal of each resource of an update plan, by URN; null for a resource that is deleted. */
export type GoalOf = (urn: string) => JsonObject | null;

/**
 * Lists the URNs under which a resource of an update plan may be in the state before: its own aliases, and those that it
 * inherits from the aliases of its parent. Source: pulumi pkg/resource/deploy/step_generator.go (generateAliases).
 */
export function aliasUrns(urn: string, goalOf: GoalOf): readonly string[] {
	const goal = goalOf(urn);
	if (goal === null) return [];
	const structured = Array.isArray(goal.structuredAliases) ? goal.structuredAliases : [];
	const own = [...textsAt(goal, 'aliases'), ...structured.flatMap((alias) => structuredAlias(urn, goal, alias))];
	const parent = textAt(goal, 'parent');
	if (!parent) return own;
	const inherited = aliasUrns(parent, goalOf).flatMap((parentAlias) =>
		[urn, ...own].map((child) => inheritedAlias(child, parent, parentAlias)),
	);
	return [...own, ...inherited];
}

function structuredAlias(urn: string, goal: JsonObject, alias: Json): readonly string[] {
	if (!isObject(alias)) return [];
	const text = (key: string): string => textAt(alias, key) ?? '';
	if (text('URN') !== '') return [text('URN')];
	const { stack, project, type, name } = partsOf(urn);
	const parent = alias.NoParent === true ? '' : text('Parent') || (textAt(goal, 'parent') ?? '');
	return [
		urnOf({
			stack: text('Stack') || stack,
			project: text('Project') || project,
			types: qualified(parent, text('Type') || type),
			name: text('Name') || name,
		}),
	];
}

/** A child that is named after its parent is renamed with it. */
function inheritedAlias(urn: string, parent: string, parentAlias: string): string {
	const child = partsOf(urn);
	const [parentName, aliasName] = [partsOf(parent).name, partsOf(parentAlias).name];
	const name = child.name.startsWith(parentName) ? aliasName + child.name.slice(parentName.length) : child.name;
	return urnOf({ ...child, types: qualified(parentAlias, child.type), name });
}

/** The chain of types of a child; the stack is not in it. */
function qualified(parent: string, type: string): string {
	const { types } = partsOf(parent);
	return types === '' || types === 'pulumi:pulumi:Stack' ? type : `${types}$${type}`;
}

function partsOf(urn: string) {
	const [stack = '', project = '', types = '', ...name] = urn.split('::');
	return {
		stack: stack.replace(/^urn:pulumi:/, ''),
		project,
		types,
		type: types.split('$').at(-1) ?? '',
		name: name.join('::'),
	};
}

function urnOf({ stack, project, types, name }: Omit<ReturnType<typeof partsOf>, 'type'>): string {
	return `urn:pulumi:${stack}::${project}::${types}::${name}`;
}
