import { styleText } from 'node:util';
import { printedId } from '@sg-preflight/permissions';
import { bounded } from '../bounded.js';
import { omittedText } from '../finding-text.js';
import { predictedFor } from '../provider-notices.js';
import type { Level, Report, ReportedFinding, ReportInput } from '../report.js';

type Style = Parameters<typeof styleText>[0];

const levels: Record<Level, { readonly label: string; readonly style: Style }> = {
	error: { label: 'FAIL', style: ['bold', 'red'] },
	warning: { label: 'WARN', style: ['bold', 'yellow'] },
	note: { label: 'NOTE', style: 'dim' },
};

/** For a person: what is refused, resource by resource, and what to do about it. */
export const text = bounded({}, (report, colour) => {
	const paint = (style: Style, words: string): string =>
		colour ? styleText(style, words, { validateStream: false }) : words;
	const several = report.inputs.length > 1;
	const paragraphs = [
		...byResource(report.findings).map((findings) => resourceText(findings, several, paint)),
		...report.inputs.flatMap(({ error }) => (error === null ? [] : [`${paint(['bold', 'red'], 'ERROR')} ${error}\n`])),
		...report.notices.map(({ level, message }) => `${paint(levels[level].style, levels[level].label)} ${message}\n`),
		...[omittedText(report.omitted)].flatMap((left) => (left === null ? [] : [`${left}\n`])),
		summaryText(report, paint),
	];
	const whole = paragraphs.join('\n');
	return report.exitStatus === 0 ? withoutFail(whole) : whole;
});

type Paint = (style: Style, words: string) => string;

function byResource(findings: readonly ReportedFinding[]): readonly (readonly ReportedFinding[])[] {
	const groups = new Map<string, ReportedFinding[]>();
	for (const finding of findings) {
		const key = JSON.stringify([finding.input, finding.address, finding.deposed]);
		const group = groups.get(key);
		if (group) group.push(finding);
		else groups.set(key, [finding]);
	}
	return [...groups.values()];
}

function resourceText(findings: readonly ReportedFinding[], several: boolean, paint: Paint): string {
	const [{ input, address, deposed }] = findings as [ReportedFinding];
	const worst = (['error', 'warning'] as const).find((one) => findings.some(({ level }) => level === one)) ?? 'note';
	const { label, style } = levels[worst];
	const where = [
		address === null ? input : paint('bold', address),
		deposed === null ? '' : ` (deposed object ${deposed})`,
		several && address !== null ? ` in ${input}` : '',
	].join('');
	return [`${paint(style, label)} ${where}`, ...findings.flatMap((finding) => findingLines(finding, worst, paint))]
		.map((line) => `${line}\n`)
		.join('');
}

function findingLines(finding: ReportedFinding, worst: Level, paint: Paint): string[] {
	const { action, operation, level, address, message, effect, remedy, docs, waiver, location, product } = finding;
	const call = operation && (product === 'Ecs' ? operation : `${product} ${operation}`);
	const marked = level === worst ? '' : ` [${levels[level].label}]`;
	const lead = `${address}${finding.deposed ? ` (deposed object ${finding.deposed})` : ''}: `;
	const sentence = address !== null && message.startsWith(lead) ? message.slice(lead.length) : message;
	const rows: [string, string | null][] = [
		['at', location && `${location.file}:${location.line}:${location.column}`],
		['why', sentence],
		['then', effect],
		['do', remedy],
		['waived', waiver && `${waiver.reason} (${waiver.owner}${waiver.expires ? `, until ${waiver.expires}` : ''})`],
		['see', docs],
	];
	return [
		`  ${[action, call].filter(Boolean).join(': ') || finding.rule}${groupText(finding)}${marked}`,
		...rows.flatMap(([label, words]) => (words ? [`    ${paint('dim', label.padEnd(6))} ${words}`] : [])),
	];
}

function groupText({ group }: ReportedFinding): string {
	if (group === null) return '';
	const name = group.name === null ? '' : ` ${JSON.stringify(group.name)}`;
	const id = group.serviceId === null ? '' : ` (serviceID ${group.serviceId})`;
	const owner =
		id === '' && group.product === undefined ? '' : `, managed by ${group.product ?? 'a cloud service'}${id}`;
	return ` → ${group.id === null ? 'a group known only at apply' : printedId(group.id)}${name}${owner}`;
}

function summaryText({ verdict, exitStatus, summary, inputs }: Report, paint: Paint): string {
	const read = inputs.filter(({ error }) => error === null);
	const isScan = read.length > 0 && read.every(({ kind }) => kind === 'source-file');
	const plans = isScan
		? count(read.length, 'source file')
		: `${count(read.length, 'plan')} (${count(total(read), 'change')})`;
	const counts = [
		`${summary.refused} refused`,
		`${summary.undetermined} undetermined`,
		`${count(summary.allowed, 'operation')} allowed`,
		...(summary.waived > 0 ? [`${summary.waived} waived`] : []),
		...(summary.ignored > 0 ? [`${summary.ignored} ignored`] : []),
		...(inputs.length > read.length
			? [`${count(inputs.length - read.length, isScan ? 'file' : 'plan')} not checked`]
			: []),
	].join(', ');
	const heading = verdict[0]?.toUpperCase() + verdict.slice(1);
	const style: Style = exitStatus > 0 ? ['bold', 'red'] : verdict === 'allowed' ? 'green' : 'yellow';
	return `${paint(style, heading)}: ${counts} in ${plans}.\n${providersText(inputs)}`;
}

/** The provider versions that the predictions hold for; empty if no plan changes a mapped resource. */
function providersText(inputs: readonly ReportInput[]): string {
	const mapped = inputs.filter(({ kind, coverage }) => kind === 'terraform-plan' && (coverage?.mapped ?? 0) > 0);
	const texts = [...new Set(mapped.map(({ provider }) => predictedFor(provider)))];
	return texts.length === 0 ? '' : `Predicted for ${texts.join('; ')}.\n`;
}

function total(inputs: readonly ReportInput[]): number {
	return inputs.reduce((sum, { coverage }) => sum + (coverage?.changes ?? 0), 0);
}

function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * Gates such as Atlantis search the output for "fail" and know no word borders, so a run with exit status 0 must not
 * have it in the name of a resource either: an invisible word joiner parts it.
 */
function withoutFail(words: string): string {
	return words.replace(/fa(?=il)/gi, '$&\u2060');
}
