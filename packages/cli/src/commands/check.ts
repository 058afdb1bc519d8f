import { writeWhole } from '@sg-preflight/inventory/whole-file';
import {
	ageNotices,
	applyWaivers,
	defaultMaxAge,
	type Inventory,
	judge,
	type Policy,
	type Principal,
	parseDuration,
	parsePrincipal,
	uniformPolicies,
	type WaiverRule,
} from '@sg-preflight/permissions';
import { CannotCheck, command } from '../command.js';
import { type FormatName, formatNames, isFormatName, loadFormat } from '../formats/index.js';
import { type InventoryRequest, readInventory } from '../inventory-file.js';
import { print, wantsColour } from '../output.js';
import { withPlanDocument } from '../plan-document.js';
import { sourcesOf } from '../plan-sources.js';
import { located, operationsOfReading, readDocument } from '../reading.js';
import { type Checked, type Notice, reportOf } from '../report.js';
import { findConfiguration } from '../settings.js';

const policies = ['fail', 'warn', 'ignore'] as const satisfies readonly Policy[];

export const check = command({
	name: 'check',
	summary:
		'Checks plans: which operations the API will refuse, on which managed security groups, and what to do about it.',
	positionals: 'FILE…',
	options: {
		inventory: { type: 'string', multiple: true, value: 'FILE', help: 'Says which groups are managed.' },
		principal: { type: 'string', value: 'account|service:ID', help: 'Who applies the plan; account by default.' },
		undetermined: {
			type: 'string',
			choices: policies,
			help: 'What undetermined does to the exit status; warn by default.',
		},
		strict: { type: 'boolean', help: 'The same as --undetermined fail.' },
		format: { type: 'string', choices: formatNames, help: 'What to print; text by default.' },
		report: { type: 'string', multiple: true, value: 'FORMAT=FILE', help: 'Writes a report to a file as well.' },
		'max-age': { type: 'string', value: 'AGE', help: 'When an inventory is old: 90m, 24h (the default), 7d.' },
		stale: {
			type: 'string',
			choices: policies,
			help: 'What an old inventory does to the exit status; warn by default.',
		},
		'allow-empty-inventory': { type: 'boolean', help: 'Accepts an inventory of no groups.' },
		'allow-partial-inventory': { type: 'boolean', help: 'Accepts an inventory of which pages are missing.' },
		source: {
			type: 'string',
			value: 'DIR',
			help: 'Where the plan was made, for file and line; of a saved plan its own sources.',
		},
		'terraform-bin': {
			type: 'string',
			value: 'PATH',
			help: 'Program that reads saved plans; terraform or tofu by default.',
		},
	},
	details: `FILE is plan JSON, a saved plan, the output of pulumi preview --json, or - for standard input.
Options that never change can stand in sg-preflight.yaml, found upward from the working directory; those given
here win.

Exit status: 0 nothing is refused; 1 something is refused, or undetermined where you said fail; 2 could not check.`,
	async run(inputs, values) {
		if (inputs.length === 0) {
			throw new CannotCheck(
				'no plan was given. Make one with: terraform plan -out=plan.tfplan\nand check it with: sg-preflight check plan.tfplan --inventory FILE',
			);
		}
		const configuration = await findConfiguration();
		const principal = given(values.principal, principalOf) ?? configuration?.principal ?? 'account';
		const uniform = values.strict ? 'fail' : values.undetermined;
		const undetermined = uniform ? uniformPolicies(uniform) : { ...uniformPolicies(), ...configuration?.undetermined };
		const format = formatOf(values.format ?? configuration?.format ?? 'text');
		const reports = values.report?.map(reportFile) ?? Object.entries(configuration?.reports ?? {}).map(reportTo);
		const terraform = values['terraform-bin'] ?? configuration?.terraformBin;
		const maxAge = given(values['max-age'], ageOf) ?? configuration?.maxAge ?? defaultMaxAge;
		const stale = values.stale ?? configuration?.stale;
		const inventory = await readInventory({
			files: values.inventory ?? configuration?.inventory ?? [],
			allowEmpty: values['allow-empty-inventory'] ?? configuration?.allowEmptyInventory ?? false,
			allowPartial: values['allow-partial-inventory'] ?? configuration?.allowPartialInventory ?? false,
		} satisfies InventoryRequest);

		const all: Checked[] = [];
		for (const input of inputs) {
			all.push(
				await reasonsKept(input, () =>
					withPlanDocument(input, terraform, async (document) => {
						const sources = await sourcesOf(document, values.source);
						const reading = await readDocument(document, sources);
						const operations = operationsOfReading(reading);
						const judgement = judge({ input, reading, operations, inventory, principal });
						const findings = await located(judgement.findings, sources);
						return { input, reading, judgement: { ...judgement, findings } };
					}),
				),
			);
		}
		const now = new Date();
		const waived = waive(all, configuration?.waivers ?? [], now.toISOString().slice(0, 10));
		const report = reportOf(waived.all, undetermined, [
			...ageNoticesOf(inventory, maxAge, now, stale),
			...waived.notices,
		]);

		for (const { error } of report.inputs) if (error !== null) console.error(`sg-preflight: ${error}`);
		for (const { name, file } of reports) writeWhole(file, (await loadFormat(name))(report, false));
		// Of one document that could not be read there is nothing more to say to a person.
		if (format !== 'text' || report.inputs.some(({ error }) => error === null)) {
			await print((await loadFormat(format))(report, wantsColour()));
		}
		return report.exitStatus;
	},
});

/** One document that cannot be read must not hide what is found in the others. */
async function reasonsKept(input: string, read: () => Promise<Checked>): Promise<Checked> {
	try {
		return await read();
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		return { input, error: error.message.includes(input) ? error.message : `${input}: ${error.message}` };
	}
}

function waive(
	all: readonly Checked[],
	waivers: readonly WaiverRule[],
	today: string,
): { readonly all: readonly Checked[]; readonly notices: readonly Notice[] } {
	if (waivers.length === 0) return { all, notices: [] };
	const { findings, notices } = applyWaivers(
		all.flatMap((one) => ('error' in one ? [] : one.judgement.findings)),
		waivers,
		today,
	);
	let taken = 0;
	return {
		all: all.map((one) => {
			if ('error' in one) return one;
			const start = taken;
			taken += one.judgement.findings.length;
			return { ...one, judgement: { ...one.judgement, findings: findings.slice(start, taken) } };
		}),
		notices: notices.map(({ message }) => ({ level: 'warning', message })),
	};
}

/** Responses of the API carry no time, which is worth a word only to a user who asks for fresh inventories. */
function ageNoticesOf(inventory: Inventory, maxAge: number, now: Date, stale: Policy | undefined): Notice[] {
	if (stale === 'ignore') return [];
	const scopes = inventory.scopes.filter(({ time }) => time !== null || stale !== undefined);
	const level = stale === 'fail' ? 'error' : 'warning';
	return ageNotices({ ...inventory, scopes }, maxAge, now.getTime()).map((message) => ({ level, message }));
}

/** Reads an option's value, if it was given. */
function given<T>(value: string | undefined, read: (value: string) => T): T | undefined {
	return value === undefined ? undefined : read(value);
}

function principalOf(value: string): Principal {
	const principal = parsePrincipal(value);
	if (principal) return principal;
	throw new CannotCheck(
		`--principal ${value}: expected account, or service: and the ServiceID of a cloud service, such as service:1234.`,
	);
}

function ageOf(value: string): number {
	const age = parseDuration(value);
	if (age !== undefined) return age;
	throw new CannotCheck(`--max-age ${value}: expected a duration such as 90m, 24h or 7d.`);
}

interface ReportFile {
	readonly name: FormatName;
	readonly file: string;
}

function reportFile(value: string): ReportFile {
	const separator = value.indexOf('=');
	if (separator < 1 || separator === value.length - 1) {
		throw new CannotCheck(`--report ${value}: expected FORMAT=FILE, such as json=report.json.`);
	}
	return reportTo([value.slice(0, separator), value.slice(separator + 1)]);
}

function reportTo([name, file]: [string, string]): ReportFile {
	return { name: formatOf(name), file };
}

function formatOf(name: string): FormatName {
	if (isFormatName(name)) return name;
	throw new CannotCheck(`there is no format "${name}". There are: ${formatNames.join(', ')}.`);
}
