import fs from 'node:fs';
import path from 'node:path';
import { matchesStars, UserError } from '@sg-preflight/documents';
import { mostBytes, readNamedFile, readRegularFile } from '@sg-preflight/documents/regular-file';
import { type Inventory, parseInventory } from '@sg-preflight/inventory';
import { statsOf } from '../found-files.js';
import { StreamSource } from '../plans/byte-source.js';

export interface InventoryRequest {
	readonly files: readonly string[];
	/** Whether the user named the files, so that they may be pipes; else a found configuration named them. */
	readonly named: boolean;
	readonly allowEmpty: boolean;
	readonly allowPartial: boolean;
	/** Whether the report has the digests, as JSON does. To load the hash functions takes 2 ms. */
	readonly digests?: boolean;
}

/** Name of standard input, which the user writes as `-`. */
const standardInput = 'standard input';

export interface FileInventory extends Inventory {
	/** SHA-256 of each file in hexadecimal digits, by its name; empty if the request does not ask for them. */
	readonly digests: ReadonlyMap<string, string>;
}

/**
 * Reads inventory files and merges them.
 *
 * @throws {UserError} when there is none, or one cannot be read or is not an inventory
 */
export async function readInventory({
	files,
	named,
	digests = false,
	...options
}: InventoryRequest): Promise<FileInventory> {
	if (files.length === 0) {
		throw new UserError(
			'no inventory: a plan does not say which security groups are managed. Create one with: sg-preflight inventory pull --output inventory.yaml (or: aliyun ecs DescribeSecurityGroups --RegionId REGION --MaxResults 100 > inventory.json) and pass it with: --inventory inventory.yaml. Or look the groups up in the API with: --live',
		);
	}
	const documents = await Promise.all(
		inventoryPaths(files).map(async ({ name, isFound }) => ({ name, text: await textOf(name, named && !isFound) })),
	);
	return { ...(await parseInventory(documents, options)), digests: digests ? await digestsOf(documents) : new Map() };
}

async function digestsOf(documents: readonly { readonly name: string; readonly text: string }[]) {
	const { createHash } = await import('node:crypto');
	return new Map(documents.map(({ name, text }) => [name, createHash('sha256').update(text).digest('hex')] as const));
}

function isUrl(name: string): boolean {
	return /^https?:\/\//i.test(name);
}

async function textOf(name: string, named: boolean): Promise<string> {
	if (name === standardInput && named) return readStandardInput();
	if (name !== standardInput && !isUrl(name)) return named ? readNamedFile(name) : readRegularFile(name);
	if (!named) {
		throw new UserError({
			where: name,
			problem: `a configuration that was only found names ${isUrl(name) ? 'this URL, which is not fetched' : 'it, so it is not read'}`,
			next: 'Pass it with --inventory, or name the configuration with --config.',
		});
	}
	const { fetchedText } = await import('../fetched-text.js');
	return fetchedText(name);
}

function readStandardInput(): string {
	const source = new StreamSource(standardInput, 0);
	const chunks: Buffer[] = [];
	for (let length = 0; ; ) {
		const chunk = Buffer.alloc(64 * 1024);
		const read = source.read(chunk, length);
		if (read === 0) return Buffer.concat(chunks).toString('utf8');
		length += read;
		if (length > mostBytes) {
			throw new UserError({ where: standardInput, problem: `more than ${mostBytes / 1024 ** 2} MiB came` });
		}
		chunks.push(chunk.subarray(0, read));
	}
}

const inventoryNames = ['*.json', '*.jsonl', '*.yaml', '*.yml'];

/** Returns the inventories that arguments name: files, `-`, URLs, directories (without those below) and patterns. */
function inventoryPaths(names: readonly string[]): { readonly name: string; readonly isFound: boolean }[] {
	const found = (files: readonly string[]) => files.map((name) => ({ name, isFound: true }));
	if (names.filter((name) => name === '-').length > 1) throw new UserError('standard input can be one inventory only.');
	return names.flatMap((name) => {
		if (name === '-') return [{ name: standardInput, isFound: false }];
		if (isUrl(name)) return [{ name, isFound: false }];
		const stats = statsOf(name);
		// A file that cannot be looked at is named by the error of its reader.
		if (typeof stats === 'object' && stats.isDirectory()) return found(filesIn(name, inventoryNames));
		const base = path.basename(name);
		return stats === undefined && base.includes('*')
			? found(filesIn(path.dirname(name), [base]))
			: [{ name, isFound: false }];
	});
}

function filesIn(directory: string, patterns: readonly string[]): string[] {
	const names = fs.existsSync(directory) ? fs.readdirSync(directory) : [];
	const found = names.filter((name) => patterns.some((pattern) => matchesStars(pattern, name))).sort();
	if (found.length > 0) return found.map((name) => path.join(directory, name));
	throw new UserError({ where: directory, problem: `no inventory found (looked for ${patterns.join(', ')})` });
}

/**
 * Refuses an inventory that can never show a group as managed.
 *
 * @throws {UserError} when it has groups, and ServiceManaged is missing from all of them
 */
export function refuseWithoutManaged({ groups, scopes }: Inventory): void {
	if (groups.size === 0 || [...groups.values()].some(({ managed }) => managed !== null)) return;
	throw new UserError({
		where: scopes.map(({ source }) => source).join(', '),
		problem: `none of its ${groups.size} groups has ServiceManaged, so it cannot show that a group is managed`,
		next: 'Pull it again with: sg-preflight inventory pull --output inventory.yaml',
	});
}
