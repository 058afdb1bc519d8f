import { listedOperations } from '@sg-preflight/operations';
import { permissionTableSource } from '../table/table.js';

/** The facts in the API's answer to a refused operation, as far as the text has them. */
export interface RefusalMessage {
	readonly group: string | null;
	readonly serviceId: string | null;
	/** The cloud service's name in the API, such as `natgw`. */
	readonly product: string | null;
	readonly operation: string | null;
}

/**
 * Reads the error that a refused operation ends with: its code, or the message of the API or of the provider around it.
 *
 * @returns null for any other text
 */
export function readRefusalMessage(text: string): RefusalMessage | null {
	const code = permissionTableSource.errorCode.split('.')[1] ?? '';
	const isRefusal =
		text.toLowerCase().includes(code.toLowerCase()) ||
		/security\s?group\b.{0,100}\bhas been managed by\b|managed by serviceid/is.test(text);
	if (!isRefusal) return null;
	const find = (pattern: RegExp): string | null => pattern.exec(text)?.[1] ?? null;
	return {
		group: find(/\b(sg-[A-Za-z0-9-]+)/),
		serviceId: find(/serviceid\W{1,6}(\d+)/i),
		product: find(/\bproduct\b\W{1,6}([a-z][\w-]*)\W{0,3}/i),
		operation: listedOperations.find((name) => new RegExp(`\\b${name}\\b`).test(text)) ?? null,
	};
}

/** Returns sentences about one refusal: the group, its owner and the operation, as far as they are known. */
export function refusalMessageText({ group, serviceId, product, operation }: RefusalMessage): string {
	const owner = [product, serviceId === null ? null : `serviceID ${serviceId}`].filter((fact) => fact !== null);
	const service = owner.length === 0 ? 'a cloud service' : `a cloud service (${owner.join(', ')})`;
	const name = group ?? 'The security group';
	return `${name} is managed by ${service}. Your account may only read it, so the API refused ${operation ?? 'the operation'}.`;
}
