import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import { readRegularFile } from '@sg-preflight/documents/regular-file';
import type { Inventory } from '@sg-preflight/inventory';
import type { Coverage } from '@sg-preflight/operations';
import { checkReading, type Principal, type Waivers } from '@sg-preflight/permissions';
import { type FoundFile, foundFiles, statsOf } from '../input/found-files.js';
import type { Checked } from '../report/checked.js';
import { errorMessage } from '../terminal/error-message.js';
import type { FoundLiteral } from './acting-arguments.js';
import type { Syntax } from './programs.js';
import type { ActingNames } from './terraform.js';

const scanned = /\.(tf|tofu|tfvars|tf\.json|tofu\.json|tfvars\.json|ts|js|mjs|cjs|py|go|yaml|yml)$/;
const apart = new Set(['node_modules', '.terraform', '.git', '.venv', 'vendor', 'dist']);

/**
 * Returns the files that arguments name, and the files in directories that may contain literals.
 *
 * @throws {UserError} when there is no such file or directory
 */
export function scannedFiles(given: readonly string[]): FoundFile[] {
	return given.flatMap((name) => {
		const stats = statsOf(name);
		if (typeof stats === 'string') return [{ path: name, problem: stats }];
		if (!stats) throw new UserError(`${name}: there is no such file or directory.`);
		if (!stats.isDirectory()) return [{ path: name, problem: null }];
		return foundFiles(name, {
			enters: (steps) => !apart.has(steps.at(-1) ?? ''),
			wants: (steps) => scanned.test(steps.at(-1) ?? ''),
		});
	});
}

export interface ScanRequest {
	readonly inventory: Inventory;
	readonly principal: Principal;
	readonly waivers: Waivers;
}

/** Scans files one after the other. An unreadable file is a result too, because it must not hide the others. */
export async function scanFiles(files: readonly FoundFile[], request: ScanRequest): Promise<Checked[]> {
	const managed = [...request.inventory.groups.values()].filter((group) => group.managed);
	const ids = new Set(managed.map(({ id }) => id));
	const folders = new Map<string, ActingNames>();
	const all: Checked[] = [];
	for (const { path: input, problem } of files) {
		try {
			if (problem !== null) throw new UserError({ where: input, problem });
			const found = await literalsIn(input, ids, folders);
			const literals = found.map(({ line, column, ...literal }) => ({
				...literal,
				location: { file: input, line, column },
			}));
			all.push({
				kind: 'checked',
				notices: [],
				input,
				document: { kind: 'source-file', formatVersion: null, coverage: noCoverage, incomplete: [] },
				...(await checkReading({ ...request, input, literals })),
			});
		} catch (error) {
			const message = errorMessage(error, input);
			all.push({ kind: 'unreadable', input, error: message.includes(input) ? message : `${input}: ${message}` });
		}
	}
	return all;
}

/** A source file has no changes. */
const noCoverage: Coverage = { changes: 0, mapped: 0, reviewed: 0, unmapped: [], unrelated: 0 };

/** @param folders names that act in the modules that were read, by their folder */
async function literalsIn(
	file: string,
	ids: ReadonlySet<string>,
	folders: Map<string, ActingNames>,
): Promise<FoundLiteral[]> {
	const text = readRegularFile(file);
	// TypeScript reads it, and its ids would not be found.
	if (/^(?:\ufffd\ufffd|.\0|\0.)/su.test(text)) throw new UserError('this file is UTF-16, not UTF-8. Save it as UTF-8');
	// Most files name no group, so they need not be parsed.
	if (!namesOneOf(text, ids)) return [];
	// Other YAML is not a Pulumi program, and may not be YAML yet (templates).
	if (/\.ya?ml$/.test(file) && !/^(runtime|config|resources):/m.test(text)) return [];
	const isTerraform = /\.(tf|tofu)(\.json)?$|\.tfvars$/.test(file);
	if (!isTerraform && /\.(json|ya?ml)$/.test(file)) return (await import('./documents.js')).documentLiterals(text, ids);
	if (!isTerraform) {
		return (await import('./programs.js')).programLiterals(text, ids, syntaxOf(file));
	}
	const [{ parseFile }, { moduleFiles }, { actingNames, terraformLiterals }] = await Promise.all([
		import('@sg-preflight/terraform/sources'),
		import('../input/sources/module-folder.js'),
		import('./terraform.js'),
	]);
	const parsed = parseFile({ path: file, text });
	const { problem } = parsed;
	if (problem) throw new UserError(`line ${problem.line} is not in Terraform's language. Ask: terraform validate`);
	const folder = path.dirname(file);
	const names = folders.get(folder) ?? actingNames(moduleFiles(folder));
	folders.set(folder, names);
	return terraformLiterals(parsed, text, ids, names);
}

function namesOneOf(text: string, ids: ReadonlySet<string>): boolean {
	for (const [id] of text.matchAll(/sg-[\w-]+/g)) if (ids.has(id)) return true;
	return false;
}

function syntaxOf(file: string): Syntax {
	if (file.endsWith('.py')) return 'python';
	return file.endsWith('.go') ? 'go' : 'javascript';
}
