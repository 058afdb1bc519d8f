import { compareTexts } from '@sg-preflight/documents/unicode';
import { Address, type InstanceKey } from '../../address/address.js';
import { UnknownPlan } from '../unknown-plan.js';

/** The parts of an address by which plan JSON orders changes. */
export interface ResourceAddress {
	readonly text: string;
	readonly modules: Address['modules'];
	readonly mode: 'managed' | 'data' | 'ephemeral';
	readonly type: string;
	readonly name: string;
	readonly key: InstanceKey | undefined;
}

/** @throws {UnknownPlan} when the address is not one of a resource instance */
export function resourceAddressOf(text: string): ResourceAddress {
	const { modules, names, key } = Address.parse(text);
	const mode = names[0] === 'data' || names[0] === 'ephemeral' ? names[0] : 'managed';
	const [type = '', name = '', ...more] = mode === 'managed' ? names : names.slice(1);
	const all = [...modules.map(({ name }) => name), type, name];
	if (more.length > 0 || !all.every((one) => /^[^\s[\]"']+$/.test(one))) {
		throw new UnknownPlan(`${JSON.stringify(text.slice(0, 80))} is not the address of a resource`);
	}
	return { text, modules, mode, type, name, key };
}

/** The order of plan JSON. Source: terraform internal/addrs, the Less methods. */
export function compareAddresses(one: ResourceAddress, other: ResourceAddress): number {
	const difference = one.modules.length - other.modules.length;
	if (difference !== 0) return difference;
	for (const [index, module] of one.modules.entries()) {
		const { name, key } = other.modules[index] as (typeof one.modules)[number];
		const order = compareTexts(module.name, name) || compareKeys(module.key, key);
		if (order !== 0) return order;
	}
	const isData = (address: ResourceAddress): number => (address.mode === 'data' ? 0 : 1);
	return (
		isData(one) - isData(other) ||
		compareTexts(one.type, other.type) ||
		compareTexts(one.name, other.name) ||
		compareKeys(one.key, other.key)
	);
}

const keyKinds = ['undefined', 'number', 'string'];

/** Orders keys: no key, then numbers, then texts. */
function compareKeys(one: InstanceKey | undefined, other: InstanceKey | undefined): number {
	const kind = (key: InstanceKey | undefined): number => keyKinds.indexOf(typeof key);
	if (typeof one === 'number' && typeof other === 'number') return one - other;
	if (typeof one === 'string' && typeof other === 'string') return compareTexts(one, other);
	return kind(one) - kind(other);
}
