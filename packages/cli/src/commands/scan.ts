import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import type { Inventory } from '@sg-preflight/inventory';
import type { Coverage } from '@sg-preflight/operations';
import {
	checkLiterals,
	type GroupLiteral,
	type Principal,
	parsePrincipal,
	uniformPolicies,
	type Waivers,
} from '@sg-preflight/permissions';
import type { Checked } from '../check/check-plan.js';
import { command } from '../command-line/command.js';
import { configurationNotices, configurationOptions, readConfiguration } from '../command-line/project-config.js';
import { readInventory } from '../input/inventory-files.js';
import { formatNames } from '../report/formats/index.js';
import { formatOf, publish, reportFile } from '../report/publish.js';
import { reportOf } from '../report/report.js';
import type { FoundLiteral } from '../scan/acting-arguments.js';

const scanned = /\.(tf|tofu|tfvars|tf\.json|tofu\.json|tfvars\.json|ts|js|mjs|cjs|py|go|yaml|yml)$/;
const apart = new Set(['node_modules', '.terraform', '.git', '.venv', 'vendor', 'dist']);

export const scan = command({
	name: 'scan',
	summary:
		'Searches Terraform files and Pulumi programs, without a plan, for ids of managed groups in arguments that act on them.',
	positionals: '[FILE|DIRECTORY…]',
	options: {
		inventory: { type: 'string', multiple: true, value: 'FILE', help: 'Says which groups are managed.' },
		...configurationOptions,
		principal: { type: 'string', value: 'account|service:ID', help: 'Who applies them; account by default.' },
		undetermined: {
			type: 'string',
			choices: ['fail', 'warn', 'ignore'],
			help: 'What undetermined does to the exit status; warn by default.',
		},
		format: { type: 'string', choices: formatNames, help: 'What to print; text by default.' },
		report: { type: 'string', multiple: true, value: 'FORMAT=FILE', help: 'Writes a report to a file as well.' },
	},
	details: `Without FILE, the working directory is searched. A rule's other side (source_security_group_id) is no finding.

It sees literals alone: in Terraform also through locals and variables of the same directory; in programs only where
the name of the argument stands before the value. What a plan changes, only check knows.

Exit status: 0 nothing is refused; 1 something is refused, or undetermined where you said fail; 2 could not check.`,
	async run(given, values) {
		const configuration = await readConfiguration(values, values.inventory !== undefined);
		const principal = values.principal === undefined ? configuration?.principal : parsePrincipal(values.principal);
		if (values.principal !== undefined && principal === undefined) {
			throw new UserError(`--principal ${values.principal}: expected account, or service: and a ServiceID.`);
		}
		const inventory = await readInventory({
			files: values.inventory ?? configuration?.inventory ?? [],
			named: values.inventory !== undefined || configuration?.made.named === true,
			allowEmpty: configuration?.allowEmptyInventory ?? false,
			allowPartial: configuration?.allowPartialInventory ?? false,
		});
		const files = filesIn(given.length > 0 ? given : ['.']);
		const undetermined = values.undetermined
			? uniformPolicies(values.undetermined)
			: { ...uniformPolicies(), ...configuration?.undetermined };
		const waivers = { rules: configuration?.waivers ?? [], today: new Date().toISOString().slice(0, 10) };
		const all = await checkFiles(files, { inventory, principal: principal ?? 'account', waivers });
		const report = reportOf(all, undetermined, configurationNotices(configuration));
		return publish(report, formatOf(values.format ?? 'text'), values.report?.map(reportFile) ?? []);
	},
});

function filesIn(given: readonly string[]): string[] {
	return given.flatMap((name) => {
		const stats = fs.statSync(name, { throwIfNoEntry: false });
		if (!stats) throw new UserError(`${name}: there is no such file or directory.`);
		return stats.isDirectory() ? filesBelow(name) : [name];
	});
}

function filesBelow(directory: string): string[] {
	return fs.readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
		const name = path.join(directory, entry.name);
		if (entry.isDirectory()) return apart.has(entry.name) ? [] : filesBelow(name);
		return entry.isFile() && scanned.test(entry.name) ? [name] : [];
	});
}

async function checkFiles(
	files: readonly string[],
	{ inventory, principal, waivers }: { inventory: Inventory; principal: Principal; waivers: Waivers },
): Promise<Checked[]> {
	const managed = [...inventory.groups.values()].filter((group) => group.managed);
	const ids = new Set(managed.map(({ id }) => id));
	const all: Checked[] = [];
	for (const input of files) {
		try {
			const text = fs.readFileSync(input, 'utf8');
			// Most files name no group: nothing of them need be parsed.
			const named = [...text.matchAll(/sg-[\w-]+/g)].some(([id]) => ids.has(id));
			const literals = named ? await literalsIn(input, text, ids) : [];
			all.push({
				kind: 'checked',
				input,
				document: { kind: 'source-file', formatVersion: null, coverage: noCoverage, incomplete: [] },
				...checkLiterals({ input, literals, inventory, principal, waivers }),
			});
		} catch (error) {
			all.push({ kind: 'unreadable', input, error: `${input}: ${(error as Error).message}` });
		}
	}
	return all;
}

/** A source file has no changes. */
const noCoverage: Coverage = { changes: 0, mapped: 0, reviewed: 0, unmapped: [], unrelated: 0 };

async function literalsIn(file: string, text: string, ids: ReadonlySet<string>): Promise<GroupLiteral[]> {
	const found = await foundIn(file, text, ids);
	return found.map(({ line, column, ...literal }) => ({ ...literal, location: { file, line, column } }));
}

async function foundIn(file: string, text: string, ids: ReadonlySet<string>): Promise<FoundLiteral[]> {
	// Other YAML is no Pulumi program, and may be no YAML yet (templates).
	if (/\.ya?ml$/.test(file) && !/^(runtime|config|resources):/m.test(text)) return [];
	if (/\.(json|ya?ml)$/.test(file)) return (await import('../scan/documents.js')).documentLiterals(text, ids);
	if (!/\.(tf|tofu|tfvars)$/.test(file)) return (await import('../scan/programs.js')).programLiterals(text, ids);
	const [{ parseFile }, { terraformLiterals, variableLiterals }] = await Promise.all([
		import('@sg-preflight/terraform/sources'),
		import('../scan/terraform.js'),
	]);
	const isVariables = file.endsWith('.tfvars');
	const { problem } = parseFile({ path: file, text });
	if (problem) throw new Error(`line ${problem.line} is not in Terraform's language. Ask: terraform validate`);
	const folder = path.dirname(file);
	const module = fs
		.readdirSync(folder)
		.filter((name) => /\.(tf|tofu)$/.test(name))
		.map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));
	return (isVariables ? variableLiterals : terraformLiterals)(text, ids, module);
}
