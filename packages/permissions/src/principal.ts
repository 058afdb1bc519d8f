import { type ServiceId, serviceIdFrom } from '@sg-preflight/inventory';

/** Account (default), or the service system that owns a group, by its ServiceID. */
export type Principal = 'account' | `service:${number | string}`;

/** Parses a principal as the user writes it; undefined if the text is not one. */
export function parsePrincipal(text: string): Principal | undefined {
	if (text === 'account') return 'account';
	const [, digits] = /^service:(\d{1,40})$/.exec(text) ?? [];
	return digits === undefined ? undefined : `service:${serviceIdFrom(digits)}`;
}

/** ServiceID of a service principal; null for the account. */
export function serviceIdOf(principal: Principal): ServiceId | null {
	return principal === 'account' ? null : serviceIdFrom(principal.slice('service:'.length));
}
