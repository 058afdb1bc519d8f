import type { Origin } from '@sg-preflight/operations';

/** Prints the origin of an unknown value for a person: `alicloud_nlb_load_balancer.n.security_group_id, from Nlb`. */
export function originText(origin: Origin | undefined): string {
	if (origin === undefined) return 'its origin is unknown';
	const way = wayTo(origin);
	const chain = way.length > 0 ? `, through ${way.join(' → ')}` : '';
	switch (origin.kind) {
		case 'created-in-plan':
			return `created in this plan as ${origin.address}${chain}`;
		case 'known':
			return `the id of ${origin.address}${chain}`;
		case 'resource-attribute':
			return `${origin.address}.${origin.attribute}${origin.product ? `, which ${origin.product} returns` : ''}${chain}`;
		case 'data-source':
			return `${origin.address}.${origin.attribute}, read during the apply${chain}`;
		case 'variable':
			return `the variable ${origin.name}${chain}`;
		case 'expression':
			return `${origin.reference}, an expression that the document does not contain${chain}`;
		case 'untraced':
			return `not traced: ${origin.reason}${chain}`;
	}
}

/** The chain without its end, if the sentence names that anyway. */
function wayTo(origin: Origin): readonly string[] {
	const way = origin.via ?? [];
	const end = way.at(-1);
	return end !== undefined && nameOf(origin).endsWith(end) ? way.slice(0, -1) : way;
}

function nameOf(origin: Origin): string {
	if ('address' in origin) return origin.address;
	if (origin.kind === 'variable') return `var.${origin.name}`;
	return origin.kind === 'expression' ? origin.reference : origin.reason;
}
