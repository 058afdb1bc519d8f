import { styleText } from 'node:util';
import { logLine } from '../../terminal/safe-text.js';
import { bounded } from '../bounded.js';
import type { Layout } from '../format.js';
import { madeWithText } from '../made-with.js';
import { predictedFor } from '../notices/provider-notices.js';
import type { Level, Report, ReportedFinding, ReportInput } from '../report.js';
import {
	callOf,
	counted,
	groupId,
	hasSeveralPlans,
	headlineOf,
	omittedText,
	reasonOf,
	verdictText,
} from '../text/finding-text.js';
import { wrapped } from '../text/wrap.js';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, words: string) => string;

const levels: Record<Level, { readonly label: string; readonly style: Style }> = {
	error: { label: 'FAIL', style: ['bold', 'red'] },
	warning: { label: 'WARN', style: ['bold', 'yellow'] },
	note: { label: 'NOTE', style: 'dim' },
};

/** The format for people: the findings by resource, each with its fix. */
export const text = bounded({}, (report, colour, layout) => {
	const paint: Paint = (style, words) => (colour ? styleText(style, words, { validateStream: false }) : words);
	const writer = new Writer(report, paint, layout);
	const whole = layout.compact ? writer.compact() : writer.full();
	return report.exitStatus === 0 ? withoutFail(whole) : whole;
});

/** Prints one report. */
class Writer {
	constructor(
		readonly report: Report,
		readonly paint: Paint,
		readonly layout: Layout,
	) {}

	full(): string {
		return [...this.#resources(), ...this.#end('\n')].join('\n');
	}

	compact(): string {
		return [...this.report.findings.map((finding) => this.#line(finding)), ...this.#end('')].join('');
	}

	#end(gap: string): string[] {
		const { report, layout, paint } = this;
		const errors = report.inputs.flatMap(({ error }) =>
			error === null || !layout.hasErrors
				? []
				: [this.#wrapped(`${paint(['bold', 'red'], 'ERROR')} `, 'ERROR ', error)],
		);
		const left = omittedText(report.omitted);
		if (layout.quiet) return [...errors, ...(left === null ? [] : [`${left}\n`])];
		const notices = report.notices.map(({ level, message }) =>
			this.#wrapped(`${paint(levels[level].style, levels[level].label)} `, 'NOTE ', message),
		);
		const more = [...new Set(report.findings.map(({ docs }) => docs))].map((docs) => `More: ${docs}\n`).join('');
		return [
			...errors,
			...notices,
			...(left === null ? [] : [`${left}\n`]),
			...(more === '' || gap === '' ? [] : [more]),
			...(hasSeveralPlans(report) ? plansText(report) : []),
			this.#summary(),
		];
	}

	/** Returns the findings by resource. Resources with the same findings share one text, below the titles of all. */
	#resources(): string[] {
		const alike = new Map<string, [OfResource, ...OfResource[]]>();
		for (const findings of byResource(this.report.findings)) {
			const [{ level }] = findings;
			const text = findings.map((finding) => this.#finding(finding, null)).join('');
			// One place fits into a title; several stay beside their findings.
			const places = new Set(findings.map(placeOf));
			const key = JSON.stringify([level, text, places.size > 1 ? [...places, alike.size] : []]);
			const same = alike.get(key);
			if (same) same.push(findings);
			else alike.set(key, [findings]);
		}
		return [...alike.values()].map((resources) => {
			const [findings] = resources;
			const isAlone = resources.length === 1;
			return [
				...resources.map(([one]) => this.#title(one, isAlone ? null : placeOf(one))),
				...findings.map((one) => this.#finding(one, isAlone ? placeOf(one) : null)),
			].join('');
		});
	}

	#title(finding: ReportedFinding, place: string | null): string {
		const { input, address, level } = finding;
		const { label, style } = levels[level];
		const where = address === null ? input : this.paint('bold', address);
		const at = place === null ? '' : ` (${place})`;
		return `${this.paint(style, label)} ${where}${this.#deposed(finding)}${this.#plan(finding)}${at}\n`;
	}

	/** @param place null to leave it out */
	#finding(finding: ReportedFinding, place: string | null): string {
		const { effect, remedy, waiver } = finding;
		const until = waiver?.expires ? `, until ${waiver.expires}` : '';
		const rows: [string, string | null][] = [
			['Where', place],
			['Reason', reasonOf(finding)],
			['At apply', effect],
			['Fix', remedy],
			['Waived', waiver && `${waiver.reason} (${waiver.owner}${until})`],
		];
		return [
			this.#wrapped('  ', '    ', this.#heading(finding)),
			...rows.flatMap(([label, words]) =>
				words ? [this.#wrapped(`    ${this.paint('dim', label.padEnd(8))}  `, ' '.repeat(14), words)] : [],
			),
		].join('');
	}

	/** Returns `update: JoinSecurityGroup → sg-1 "name"`, with the reason if the verdict is undetermined. */
	#heading(finding: ReportedFinding): string {
		const { action, group, rule, verdict } = finding;
		const name = group?.name ? ` "${group.name}"` : '';
		const call = [action, callOf(finding)].filter(Boolean).join(': ') || rule;
		const on = group === null ? '' : ` → ${groupId(group)}${name}`;
		return `${call}${on}${verdict === 'refused' ? '' : `  ${verdictText(finding)}`}`;
	}

	/** Returns one line for a finding. */
	#line(finding: ReportedFinding): string {
		const { address, input, errorCode, level, location, waiver } = finding;
		const { label, style } = levels[level];
		const about = address === null ? input : `${address}${this.#deposed(finding)}`;
		const why = errorCode ?? (address === null ? reasonOf(finding) : '');
		const place = location ? ` (${location.file}:${location.line})` : '';
		const parts = [about, this.#heading(finding), why, waiver ? `waived by ${waiver.owner}` : ''].filter(Boolean);
		return `${this.paint(style, label)} ${parts.join('  ')}${place}${address === null ? '' : this.#plan(finding)}\n`;
	}

	#deposed(finding: ReportedFinding | undefined): string {
		return finding?.deposed ? ` (deposed object ${finding.deposed})` : '';
	}

	#plan(finding: ReportedFinding | undefined): string {
		return hasSeveralPlans(this.report) && finding && finding.address !== null ? ` in ${finding.input}` : '';
	}

	#wrapped(first: string, hang: string, words: string): string {
		const lines = wrapped(words, hang.length, this.layout.width);
		const rest = ' '.repeat(hang.length);
		return lines.map((line, at) => `${at === 0 ? first : rest}${at === 0 ? line : logLine(line)}\n`).join('');
	}

	#summary(): string {
		const { exitStatus, summary, inputs, verdict, omitted } = this.report;
		const read = inputs.filter(({ error }) => error === null);
		const isScan = read.length > 0 && read.every(({ kind }) => kind === 'source-file');
		const checked = read.length + (omitted?.inputs ?? 0);
		const plans = isScan
			? counted(checked, 'source file')
			: `${counted(checked, 'plan')} (${counted(changesOf(read), 'change')})`;
		const unread = inputs.length - read.length;
		const counts = [
			`${summary.refused} refused`,
			`${summary.undetermined} undetermined`,
			`${counted(summary.allowed, 'operation')} allowed`,
			...(summary.waived > 0 ? [`${summary.waived} waived`] : []),
			...(summary.ignored > 0 ? [`${summary.ignored} ignored`] : []),
		].join(', ');
		const passed = verdict === 'allowed' ? 'green' : 'yellow';
		const style: Style = exitStatus > 0 ? ['bold', 'red'] : passed;
		if (read.length === 0 && unread > 0) {
			return `${this.paint(style, headlineOf(this.report))}: ${counted(unread, 'plan')} could not be read.\n${this.#madeWith()}`;
		}
		const missing = unread > 0 ? `; ${counted(unread, isScan ? 'file' : 'plan')} could not be read` : '';
		return `${this.paint(style, headlineOf(this.report))}: ${counts} in ${plans}${missing}.\n${providersText(inputs)}${this.#madeWith()}`;
	}

	#madeWith(): string {
		const line = madeWithText(this.report);
		return line === null ? '' : this.#wrapped('', '  ', line);
	}
}

/** Returns the line of a finding in the sources; null if it is not known. */
function placeOf({ location }: ReportedFinding): string | null {
	return location && `${location.file}:${location.line}:${location.column}`;
}

type OfResource = readonly [ReportedFinding, ...ReportedFinding[]];

/** Groups findings by resource and verdict, in the order of the findings. */
function byResource(findings: readonly ReportedFinding[]): readonly OfResource[] {
	const groups = new Map<string, [ReportedFinding, ...ReportedFinding[]]>();
	for (const finding of findings) {
		const { input, address, deposed, level, verdict } = finding;
		const key = JSON.stringify([level, verdict, input, address, deposed]);
		const group = groups.get(key);
		if (group) group.push(finding);
		else groups.set(key, [finding]);
	}
	return [...groups.values()];
}

/** Most plans that a list names. */
const namedPlans = 30;

/** Returns a line for each plan with findings. */
function plansText({ findings }: Report): string[] {
	const plans = new Map<string, string[]>();
	for (const { input, waiver, verdict } of findings) {
		const open = verdict === 'refused' ? 'refused' : 'could not tell';
		const what = waiver ? 'waived' : open;
		const known = plans.get(input);
		if (known) known.push(what);
		else plans.set(input, [what]);
	}
	const lines = [...plans].map(([input, all]) => {
		const counts = ['refused', 'could not tell', 'waived'].flatMap((what) => {
			const count = all.filter((one) => one === what).length;
			return count > 0 ? [`${count} ${what}`] : [];
		});
		return `  ${input}: ${counts.join(', ')}\n`;
	});
	if (lines.length === 0) return [];
	const more = lines.length > namedPlans ? [`  … and ${lines.length - namedPlans} more\n`] : [];
	return [['Plans with findings:\n', ...lines.slice(0, namedPlans), ...more].join('')];
}

/** Returns the provider versions that the predictions hold for; empty if no plan changes a mapped resource. */
function providersText(inputs: readonly ReportInput[]): string {
	const mapped = inputs.filter(({ kind, coverage }) => kind === 'terraform-plan' && (coverage?.mapped ?? 0) > 0);
	const texts = [...new Set(mapped.map(({ provider }) => predictedFor(provider)))];
	return texts.length === 0 ? '' : `Predicted for ${texts.join('; ')}.\n`;
}

function changesOf(inputs: readonly ReportInput[]): number {
	return inputs.reduce((sum, { coverage }) => sum + (coverage?.changes ?? 0), 0);
}

/**
 * Splits "fail" by an invisible word joiner. Gates such as Atlantis search the output for "fail", even inside words, so
 * the output of a run with exit status 0 must not contain it, not even in the name of a resource.
 */
function withoutFail(words: string): string {
	return words.replace(/fa(?=il)/gi, '$&\u2060');
}
