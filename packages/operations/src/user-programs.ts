import type { UserProgram } from './plan-reading.js';
import { type EcsOperation, isListed } from './predict/ecs-operation.js';

const groupId = /(?<![\w-])sg-[a-z0-9]+(?![\w-])/g;

/** The ids of security groups in a text, each once: in a command, a template or a script. */
export function groupIdsIn(text: string): string[] {
	return [...new Set(text.match(groupId) ?? [])];
}

/** A user's program as an operation on the groups that it is given: what it calls is not known. */
export function operationOfProgram({ address, type, action, program, groups }: UserProgram): EcsOperation {
	const operation = `a user's ${program.name}`;
	return {
		address,
		deposed: null,
		type,
		action,
		product: program.product,
		operation,
		listed: isListed(program.product, operation),
		groups: groups.map(({ id, attribute, sensitive }) => ({
			role: 'target',
			id,
			attribute,
			...(sensitive ? { sensitive } : {}),
		})),
		consequence: 'aborts',
		certain: true,
		region: null,
		account: null,
	};
}
