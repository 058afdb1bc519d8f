import { isList, isObject, type Json } from '@sg-preflight/documents';
import { type Action, groupIdsIn, runsUserRequest, type UserProgram } from '@sg-preflight/operations';
import { terraformTypeOf } from '../names/translate.js';
import { isUnknown, secretOf } from '../preview/marked-value.js';
import type { PreviewStep } from '../preview/step.js';

/** Resources of other packages that run a program of the user: a command, or a dynamic provider. */
const commands: { readonly [token: string]: string } = {
	'command:local:Command': 'command',
	'command:remote:Command': 'command',
	'pulumi-nodejs:dynamic:Resource': 'dynamic resource',
	'pulumi-python:dynamic:Resource': 'dynamic resource',
};

/** Returns what a resource of this token runs for the user; null if it runs nothing. */
function programOf(token: string): UserProgram['program'] | null {
	const name = Object.hasOwn(commands, token) ? commands[token] : undefined;
	if (name !== undefined) return { product: 'Pulumi', name };
	const type = terraformTypeOf(token);
	if (type === null || !runsUserRequest(type)) return null;
	const word = type.split('_')[1] ?? '';
	return { product: `${word[0]?.toUpperCase()}${word.slice(1)}`, name: 'template or request' };
}

/** Returns what a step runs for the user, with the groups in its inputs. */
export function programsOf({ urn, old, new: next }: PreviewStep, actions: readonly Action[]): UserProgram[] {
	return actions.flatMap((action) => {
		const state = action === 'delete' ? (old ?? next) : (next ?? old);
		const program = state && programOf(state.type);
		if (!state || !program) return [];
		return [{ address: urn, type: state.type, action, program, groups: groupsIn(state.inputs, '', false) }];
	});
}

/** Returns the groups in the texts of a value, each with its path in Pulumi. */
function groupsIn(value: Json, path: string, isSecret: boolean): UserProgram['groups'] {
	const secret = secretOf(value);
	if (secret !== null) return secret.clear === undefined ? [] : groupsIn(secret.clear, path, true);
	if (typeof value === 'string') {
		if (isUnknown(value)) return [];
		const sensitive = isSecret ? { sensitive: true as const } : {};
		return groupIdsIn(value).map((id) => ({ id, attribute: path, ...sensitive }));
	}
	if (isList(value)) {
		return value.flatMap((element, index) => groupsIn(element, `${path}[${index}]`, isSecret));
	}
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([name, member]) =>
		groupsIn(member, path === '' ? name : `${path}.${name}`, isSecret),
	);
}
