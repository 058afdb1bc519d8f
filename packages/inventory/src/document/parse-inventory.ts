import { UserError } from '@sg-preflight/documents';
import { createInventory, type Inventory, type InventoryGroup, type InventoryInterface } from '../inventory.js';
import {
	type InventoryPart,
	type Page,
	readManaged,
	readServiceId,
	withExactServiceIdsInYaml,
} from './inventory-part.js';
import { jsonValues } from './json-values.js';
import { asResponse, refuseOtherLists, refusePrintedBytes } from './response-forms.js';

/** The text of one file, decoded as UTF-8. */
export interface InventoryDocument {
	/** Its name in messages. */
	readonly name: string;
	readonly text: string;
}

export interface InventoryOptions {
	/** Accept no groups at all: nearly always a mistake. */
	readonly allowEmpty?: boolean;
	/** Accept documents with missing pages; `Inventory.incomplete` lists them. */
	readonly allowPartial?: boolean;
}

const howToFetch = 'Fetch every page (`sg-preflight inventory pull`, or `aliyun ecs DescribeSecurityGroups --pager`)';

/**
 * Reads inventory documents in any accepted form and puts them together: DescribeSecurityGroups and
 * DescribeNetworkInterfaces responses (one, a list, one a line or one after the other, or the bare groups and interfaces of
 * them) and the project's own form (YAML or JSON).
 *
 * @throws {UserError} when a document is not an inventory, or pages are missing; the message names file and place
 */
export async function parseInventory(
	documents: readonly InventoryDocument[],
	options: InventoryOptions = {},
): Promise<Inventory> {
	const parts = await Promise.all(documents.map(readDocument));
	const incomplete = [
		...parts.flatMap((part) => part.incomplete),
		...missingPages(parts.flatMap(({ pages }) => pages)),
	];
	if (incomplete.length > 0 && !options.allowPartial) {
		throw new UserError(
			`The inventory is incomplete: ${incomplete.join('; ')}. ${howToFetch}, or accept it with --allow-partial-inventory: the groups that it lacks are then undetermined.`,
		);
	}
	const inventory = createInventory(
		parts.flatMap(({ groups }) => groups),
		parts.map(({ scope }) => scope),
		incomplete,
		parts.flatMap(({ interfaces }) => interfaces),
	);
	if (inventory.groups.size === 0 && documents.length > 0 && !options.allowEmpty) {
		throw new UserError(
			`${documents.map(({ name }) => name).join(', ')}: no security groups at all, which is nearly always a mistake (another region, another account, a filter). If it is right, pass --allow-empty-inventory.`,
		);
	}
	return inventory;
}

async function readDocument({ name, text: raw }: InventoryDocument): Promise<InventoryPart> {
	const text = raw.startsWith('\uFEFF') ? raw.slice(1) : raw;
	refusePrintedBytes(text, name);
	const first = text.trimStart()[0];
	if (first === undefined) throw new UserError(`${name} is empty. ${howToFetch}.`);
	if (text.slice(0, 1000).includes('\0')) {
		throw new UserError(
			`${name}: the file is UTF-16 or binary; write it as UTF-8 (in PowerShell: … | Out-File -Encoding utf8 FILE).`,
		);
	}
	if (first === '<') {
		throw new UserError(
			`${name}: this is an HTML or XML page, perhaps of a login or a proxy; a DescribeSecurityGroups response in JSON was expected.`,
		);
	}
	if (/^\s*ERROR:?\s/.test(text)) {
		const code = /^(?:ErrorCode|Code):\s*([\w.]+)/m.exec(text)?.[1];
		throw new UserError(
			`${name}: this is an error of the aliyun command${code ? ` (${code})` : ''}, not a response. Fix the error and run the command again.`,
		);
	}
	if (first === '{' || first === '[') {
		const values = jsonValues(text, name);
		const [only] = values;
		refuseOtherLists(only?.value, name);
		if (values.length === 1 && only && isOwnForm(only.value)) {
			const { readInventoryForm } = await import('./own-format.js');
			const place = (path: readonly PropertyKey[]): string => `${name}: ${pathText(path)}`;
			return readInventoryForm({ value: only.value, placeOf: place }, name);
		}
		return readResponses(values, name);
	}
	const [{ readYaml }, { readInventoryForm, readInventoryLines }] = await Promise.all([
		import('@sg-preflight/documents/yaml'),
		import('./own-format.js'),
	]);
	const document = readInventoryLines(text, name) ?? readYaml(withExactServiceIdsInYaml(text), name);
	refuseOtherLists(document.value, name);
	if (isOwnForm(document.value)) return readInventoryForm(document, name);
	if (typeof document.value !== 'object' || document.value === null) {
		throw new UserError(
			`${name}: this is not an inventory: neither a DescribeSecurityGroups response in JSON nor the YAML of \`sg-preflight inventory pull\`.`,
		);
	}
	return readResponses([{ value: document.value, place: name }], name);
}

type Fields = { readonly [key: string]: unknown };

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOwnForm(value: unknown): boolean {
	return isFields(value) && ('groups' in value || 'schemaVersion' in value);
}

/** The place of a value in the documents: `SecurityGroups.SecurityGroup[3]` of `a.json`, or of line 7 of it. */
interface Place {
	readonly source: string;
	readonly path: string;
}

function below({ source, path }: Place, step: string): Place {
	return {
		source,
		path: path === '' || step.startsWith('[') ? path + step : `${path}.${step}`,
	};
}

function placeText({ source, path }: Place): string {
	return path === '' ? source : `${source}: ${path}`;
}

/** Reads responses, lists of them and bare groups; `place` names each value. */
function readResponses(values: readonly { value: unknown; place: string }[], name: string): InventoryPart {
	const groups: InventoryGroup[] = [];
	const interfaces: InventoryInterface[] = [];
	const pages: Page[] = [];
	let bare = false;
	const read = (written: unknown, place: Place): void => {
		const value = asResponse(written);
		if (!isFields(value)) throw new UserError(notAResponse(value, place));
		if ('SecurityGroups' in value) {
			const page = readPage(value, place, name);
			for (const group of page.groups) groups.push(group);
			pages.push(page);
		} else if ('NetworkInterfaceSets' in value) {
			const page = readInterfacePage(value, place, name);
			for (const one of page.interfaces) interfaces.push(one);
			pages.push(page);
		} else if ('NetworkInterfaceId' in value) {
			interfaces.push(readInterface(value, place));
		} else if ('SecurityGroupId' in value) {
			groups.push(readGroup(value, null, place));
			bare = true;
		} else throw new UserError(notAResponse(value, place));
	};
	for (const { value, place: source } of values) {
		if (!Array.isArray(value)) read(value, { source, path: '' });
		else for (const [index, element] of value.entries()) read(element, { source, path: `[${index}]` });
	}
	// Interfaces do not show how many groups a region has.
	const regions = pages.filter(({ kind }) => kind === 'groups').map(({ region }) => region);
	return {
		groups,
		interfaces,
		pages,
		scope: {
			source: name,
			account: null,
			regions: bare || regions.includes(null) ? null : [...new Set(regions as string[])].sort(),
			time: null,
			toolVersion: null,
		},
		incomplete: [],
	};
}

function readPage(page: Fields, place: Place, source: string): Page & { groups: InventoryGroup[] } {
	const region = typeof page.RegionId === 'string' && page.RegionId !== '' ? page.RegionId : null;
	const wrapper = page.SecurityGroups;
	const list = (isFields(wrapper) ? wrapper.SecurityGroup : wrapper) ?? [];
	const path = isFields(wrapper) ? 'SecurityGroups.SecurityGroup' : 'SecurityGroups';
	if (!Array.isArray(list)) {
		throw new UserError(`${placeText(below(place, path))}: expected a list of security groups.`);
	}
	const groups = list.map((group: unknown, index) => readGroup(group, region, below(place, `${path}[${index}]`)));
	return {
		kind: 'groups',
		source,
		region,
		total: typeof page.TotalCount === 'number' ? page.TotalCount : null,
		continues: typeof page.NextToken === 'string' && page.NextToken !== '',
		ids: groups.map(({ id }) => id),
		groups,
	};
}

function readGroup(group: unknown, region: string | null, place: Place): InventoryGroup {
	if (!isFields(group) || typeof group.SecurityGroupId !== 'string' || group.SecurityGroupId === '') {
		throw new UserError(`${placeText(place)}: expected a security group with a SecurityGroupId.`);
	}
	const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
	return {
		id: group.SecurityGroupId,
		name: text(group.SecurityGroupName),
		managed: readManaged(group.ServiceManaged, placeText(below(place, 'ServiceManaged'))),
		serviceId: readServiceId(group.ServiceID, placeText(below(place, 'ServiceID'))),
		region: text(group.RegionId) ?? region,
		vpc: text(group.VpcId),
		where: placeText(place),
	};
}

function readInterfacePage(page: Fields, place: Place, source: string): Page & { interfaces: InventoryInterface[] } {
	const wrapper = page.NetworkInterfaceSets;
	const list = (isFields(wrapper) ? wrapper.NetworkInterfaceSet : wrapper) ?? [];
	const path = isFields(wrapper) ? 'NetworkInterfaceSets.NetworkInterfaceSet' : 'NetworkInterfaceSets';
	if (!Array.isArray(list)) {
		throw new UserError(`${placeText(below(place, path))}: expected a list of network interfaces.`);
	}
	const interfaces = list.map((one: unknown, index) => readInterface(one, below(place, `${path}[${index}]`)));
	return {
		kind: 'network interfaces',
		source,
		region: null,
		total: typeof page.TotalCount === 'number' ? page.TotalCount : null,
		continues: typeof page.NextToken === 'string' && page.NextToken !== '',
		ids: interfaces.map(({ id }) => id),
		interfaces,
	};
}

function readInterface(value: unknown, place: Place): InventoryInterface {
	if (!isFields(value) || typeof value.NetworkInterfaceId !== 'string' || value.NetworkInterfaceId === '') {
		throw new UserError(`${placeText(place)}: expected a network interface with a NetworkInterfaceId.`);
	}
	const text = (one: unknown): string | null => (typeof one === 'string' && one !== '' ? one : null);
	return {
		id: value.NetworkInterfaceId,
		name: text(value.NetworkInterfaceName),
		managed: readManaged(value.ServiceManaged, placeText(below(place, 'ServiceManaged'))),
		serviceId: readServiceId(value.ServiceID, placeText(below(place, 'ServiceID'))),
		region: text(value.RegionId),
		vpc: text(value.VpcId),
		where: placeText(place),
	};
}

function notAResponse(value: unknown, at: Place): string {
	const place = placeText(at);
	const expected = 'expected SecurityGroups.SecurityGroup of a DescribeSecurityGroups response';
	if (!isFields(value)) return `${place}: ${expected}.`;
	if (typeof value.Code === 'string' && 'Message' in value) {
		return `${place}: this is an error of the API (${value.Code.replace(/[^\w.]/g, '').slice(0, 80)}), not a response. Fix the error and call the API again.`;
	}
	if ('format_version' in value) return `${place}: this is a document of Terraform, not an inventory; ${expected}.`;
	return `${place}: ${expected}; found the keys ${Object.keys(value).slice(0, 5).join(', ') || '(none)'}.`;
}

/**
 * Lists the parts that the pages themselves report as missing. All documents count together, because each page may be a
 * file, and region by region, because a response is about one region.
 */
function missingPages(pages: readonly Page[]): string[] {
	const wholes = new Map(pages.map((page) => [`${page.kind} ${page.region}`, page]));
	return [...wholes.values()].flatMap(({ kind, region }) => {
		const ofRegion = pages.filter((page) => page.region === region && page.kind === kind);
		const place = [...new Set(ofRegion.map(({ source }) => source))].join(', ');
		const where = region === null ? place : `${place}, region ${region}`;
		const seen = new Set(ofRegion.flatMap(({ ids }) => ids)).size;
		const total = Math.max(...ofRegion.map((page) => page.total ?? 0));
		if (seen < total) return [`${where}: ${seen} of ${total} ${kind} listed, ${total - seen} missing`];
		return ofRegion.every(({ continues }) => continues)
			? [`${where}: ${seen} listed, and a NextToken says that more follow`]
			: [];
	});
}

function pathText(path: readonly PropertyKey[]): string {
	return (
		path
			.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
			.join('')
			.replace(/^\./, '') || 'the document'
	);
}
