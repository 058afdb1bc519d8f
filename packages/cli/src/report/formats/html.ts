import { createHash } from 'node:crypto';
import { bounded } from '../bounded.js';
import { Anchors, cardsOf, stateOf } from '../html/cards.js';
import { codeOf, Markup as Escaped, type Markup, markup, sentenceOf } from '../html/markup.js';
import { script } from '../html/script.js';
import { style } from '../html/style.js';
import { timelineOf } from '../html/timeline.js';
import { predictedFor } from '../notices/provider-notices.js';
import type { Report, ReportedFinding, ReportInput } from '../report.js';
import { callOf, counted, omittedText } from '../text/finding-text.js';
import { byPlan } from './markdown.js';

/** One self-contained page that opens from disk without network: verdict, timelines, findings by resource, filters. */
export const html = bounded({ findings: 5_000, inputs: 2_000 }, (report) => {
	const findings = byPlan(report.findings);
	const anchors = new Anchors();
	const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>sg-preflight: ${report.verdict}</title>
<style>${new Escaped(style)}</style>
</head>
<body>
<header class="verdict ${isBroken(report) ? 'broken' : report.verdict}">
<h1>${sentenceOfVerdict(report)}</h1>
${countsOf(report)}
${factsOf(report)}
</header>
${report.notices.map(({ level, message }) => markup`<p class="note ${level}">${sentenceOf(message)}</p>\n`)}
${report.inputs.flatMap(({ input, error }) => (error === null ? [] : [markup`<div class="unread"><strong>${codeOf(input)} could not be read.</strong> ${sentenceOf(error)}</div>\n`]))}
<main>
${report.findings.length > 0 && filtersOf(report)}
${contentsOf(report, findings)}
${report.inputs.map((input, at) => planOf(input, findings.get(input.input) ?? [], at, anchors))}
${cleanPlansOf(report, findings)}
${omittedOf(report)}
</main>
<footer>Made by <a href="https://github.com/sg-preflight/sg-preflight">sg-preflight</a>${report.toolVersion !== undefined && ` ${report.toolVersion}`}. Exit status ${report.exitStatus}.</footer>
<script>${new Escaped(script)}</script>
</body>
</html>
`;
	return page.html;
});

/** Returns the name of an inline text in the Content-Security-Policy, so that nothing else runs or styles the page. */
function hashOf(text: string): string {
	return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function isBroken({ inputs }: Report): boolean {
	return inputs.some(({ error }) => error !== null);
}

function sentenceOfVerdict(report: Report): string {
	const { summary, inputs, omitted } = report;
	const plans = counted(inputs.length + (omitted?.inputs ?? 0), 'plan');
	const unread = inputs.filter(({ error }) => error !== null).length;
	if (summary.refused > 0)
		return `Alibaba Cloud will refuse ${summary.refused === 1 ? 'an operation' : `${summary.refused} operations`} of ${plans}.`;
	if (unread > 0) return `${unread} of ${plans} could not be read, so the check is not complete.`;
	if (summary.undetermined > 0)
		return `sg-preflight could not tell for ${counted(summary.undetermined, 'operation')} of ${plans}.`;
	if (report.exitStatus === 2) return 'The check is not complete.';
	if (summary.waived > 0) return `${plans} passed, with ${counted(summary.waived, 'finding')} waived.`;
	return `No operation of ${plans} is refused.`;
}

function countsOf({ summary }: Report): Markup {
	const counts: [number, string][] = [
		[summary.refused, 'refused'],
		[summary.undetermined, 'could not tell'],
		[summary.allowed, 'allowed'],
		[summary.waived, 'waived'],
		[summary.ignored, 'ignored'],
	];
	return markup`<ul class="counts">${counts.map(([count, name], at) => (count > 0 || at < 3) && markup`<li><b>${count}</b> ${name}</li>`)}</ul>`;
}

function factsOf(report: Report): Markup {
	const { time, toolVersion, inventories, configuration } = report;
	const rows: [string, Markup | string | null][] = [
		['Checked', time === undefined ? null : instant(time)],
		['sg-preflight', toolVersion ?? null],
		...(inventories ?? []).map((one): [string, Markup] => ['Inventory', inventoryOf(one, time)]),
		[
			'Configuration',
			configuration ? markup`${codeOf(configuration.file)}${!configuration.named && ' (found)'}` : null,
		],
	];
	const shown = rows.filter(([, value]) => value !== null);
	return markup`${shown.length > 0 && markup`<dl class="facts">${shown.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`}`;
}

function inventoryOf(
	{ source, account, regions, time }: NonNullable<Report['inventories']>[number],
	now: string | undefined,
): Markup {
	const age =
		time === null
			? 'without a timestamp, age unknown'
			: `${now === undefined ? '' : `${ageText(Date.parse(now) - Date.parse(time))} old, `}from ${instant(time)}`;
	const about = [
		age,
		account && `account ${account}`,
		regions && regions.length <= 5 && `regions ${regions.join(', ')}`,
	];
	return markup`${codeOf(source)} ${about.filter(Boolean).join('; ')}`;
}

/** Returns `2026-11-25 12:00 UTC`, in the zone of the time. */
function instant(time: string): string {
	return time
		.replace('T', ' ')
		.replace(/(:\d\d):\d\d(?:\.\d+)?/, '$1')
		.replace(/Z$/, ' UTC');
}

function ageText(milliseconds: number): string {
	const minutes = Math.max(0, Math.round(milliseconds / 60_000));
	if (minutes < 120) return counted(minutes, 'minute');
	const hours = Math.round(minutes / 60);
	return hours < 72 ? counted(hours, 'hour') : counted(Math.round(hours / 24), 'day');
}

function planOf(
	input: ReportInput,
	findings: readonly ReportedFinding[],
	at: number,
	anchors: Anchors,
): Markup | false {
	if (findings.length === 0) return false;
	return markup`<section class="plan" id="plan-${at + 1}"><header><h2>${codeOf(input.input)}</h2>${planFacts(input)}</header>
${input.timeline ? timelineOf(input.timeline) : false}${cardsOf(findings, anchors)}</section>
`;
}

type FindingsByPlan = ReadonlyMap<string, readonly ReportedFinding[]>;

/** Returns links to the plans with findings. */
function contentsOf({ inputs }: Report, findings: FindingsByPlan): Markup | false {
	if (findings.size < 2) return false;
	return markup`<nav aria-label="Plans"><ul class="plans">${inputs.map(({ input }, at) => {
		const own = findings.get(input);
		if (own === undefined) return false;
		const counts = (['refused', 'undetermined', 'waived'] as const).flatMap((state) => {
			const count = own.filter((finding) => stateOf(finding) === state).length;
			return count > 0 ? [`${count} ${verdictNames[state] ?? state}`] : [];
		});
		return markup`<li><a href='#plan-${at + 1}'>${codeOf(input)}</a> ${counts.join(', ')}</li>`;
	})}</ul></nav>`;
}

function cleanPlansOf({ inputs }: Report, findings: FindingsByPlan): Markup | false {
	const clean = inputs.filter(({ input, error }) => error === null && !findings.has(input));
	if (clean.length === 0) return false;
	return markup`<section><h2>${counted(clean.length, 'plan')} without findings</h2><ul class="plans">${clean.map(
		(input) => markup`<li>${codeOf(input.input)} ${planFacts(input)}</li>`,
	)}</ul></section>`;
}

const kinds = { 'terraform-plan': 'Terraform plan', 'pulumi-preview': 'Pulumi preview', 'source-file': 'source file' };

function planFacts({ kind, coverage, savedPlan, provider }: ReportInput): Markup {
	const tool = savedPlan?.tool === 'opentofu' ? 'OpenTofu' : 'Terraform';
	const facts = [
		kind === null ? null : (kinds[kind as keyof typeof kinds] ?? kind),
		coverage && counted(coverage.changes, 'change'),
		savedPlan?.toolVersion ? `made by ${tool} ${savedPlan.toolVersion}` : null,
		kind === 'terraform-plan' && (coverage?.mapped ?? 0) > 0 ? `predicted for ${predictedFor(provider)}` : null,
	];
	return markup`<p class="act">${facts.filter(Boolean).join(' · ')}</p>`;
}

function filtersOf({ findings }: Report): Markup {
	const valuesOf = (of: (finding: ReportedFinding) => string | null | undefined): string[] =>
		[...new Set(findings.flatMap((finding) => of(finding) ?? []))].sort().slice(0, 500);
	const plans = valuesOf(({ input }) => input);
	return markup`<form role="search"><label>Search <input id="text" type="search" autocomplete="off"></label>
${selectOf('verdict', 'Verdict', valuesOf(stateOf))}
${selectOf('operation', 'Operation', valuesOf(callOf))}
${selectOf(
	'group',
	'Group',
	valuesOf(({ group }) => group?.id),
)}
${plans.length > 1 && selectOf('plan', 'Plan', plans)}
<output id="count" aria-live="polite">${findings.length} of ${findings.length}</output></form>
`;
}

const verdictNames: Readonly<Record<string, string>> = { undetermined: 'could not tell' };

function selectOf(id: string, name: string, values: readonly string[]): Markup {
	return markup`<label>${name} <select id="${id}"><option value="">all</option>${values.map((value) => markup`<option value="${value}">${verdictNames[value] ?? value}</option>`)}</select></label>`;
}

function omittedOf({ omitted }: Report): Markup {
	const text = omittedText(omitted);
	return markup`${text !== null && markup`<p class="note warning">${text}</p>`}`;
}
