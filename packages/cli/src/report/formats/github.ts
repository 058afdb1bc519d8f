import { logLine, workflowData, workflowProperty } from '../../terminal/safe-text.js';
import { boundedExact } from '../bounded.js';
import { madeWithText } from '../made-with.js';
import type { Level } from '../report.js';
import { bySeverity, explanationOf, hasSeveralPlans, omittedText, titleOf } from '../text/finding-text.js';

/** GitHub shows ten annotations of each level for a step, and drops the others. */
const mostOfLevel = 10;

interface Annotation {
	readonly level: Level;
	readonly properties: Readonly<Record<string, string>>;
	readonly message: string;
}

/** Workflow commands of GitHub Actions: an annotation for each finding that GitHub shows, a log line for each other. */
export const github = boundedExact({ size: 1_000_000 }, (report) => {
	const unreadable = report.inputs.flatMap(({ input, error }): Annotation[] =>
		error === null ? [] : [{ level: 'error', properties: { title: `${input} could not be read` }, message: error }],
	);
	const findings = bySeverity(report.findings).map((finding): Annotation => {
		const { level, location, docs } = finding;
		const place = location && { file: location.file, line: String(location.line), col: String(location.column) };
		const plan = hasSeveralPlans(report) ? [`Plan: ${finding.input}.`] : [];
		const message = [...explanationOf(finding), ...plan, docs].join(' ');
		return { level, properties: { ...place, title: titleOf(finding) }, message };
	});
	const notices = report.notices.map(
		({ level, message }): Annotation => ({ level, properties: { title: 'sg-preflight' }, message }),
	);
	const all = [...findings.slice(0, mostOfLevel - 1), ...unreadable, ...findings.slice(mostOfLevel - 1), ...notices];
	const { refused, undetermined, allowed, waived } = report.summary;
	return `${[
		...(['error', 'warning', 'note'] as const).flatMap((level) => linesOf(all, level)),
		...[omittedText(report.omitted)].filter((line) => line !== null),
		`sg-preflight: ${refused} refused, ${undetermined} undetermined, ${allowed} allowed, ${waived} waived`,
		...[madeWithText(report)].flatMap((line) => (line === null ? [] : [logLine(line)])),
	].join('\n')}\n`;
});

/** Returns the annotations of one level. The ones that GitHub would drop are lines of the log, and one annotation counts them. */
function linesOf(all: readonly Annotation[], level: Level): string[] {
	const name = level === 'note' ? 'notice' : level;
	const own = all.filter((one) => one.level === level);
	if (own.length <= mostOfLevel) return own.map((one) => command(name, one));
	const [shown, rest] = [own.slice(0, mostOfLevel - 1), own.slice(mostOfLevel - 1)];
	const message = `${rest.length} more of this level are in the log of the step: GitHub shows ${mostOfLevel} for a step.`;
	return [
		...shown.map((one) => command(name, one)),
		command(name, { level, properties: { title: 'sg-preflight' }, message }),
		...rest.map((one) => logLine(`${name}: ${one.properties.title}: ${one.message}`)),
	];
}

function command(name: string, { properties, message }: Annotation): string {
	const list = Object.entries(properties).map(([key, value]) => `${key}=${workflowProperty(value)}`);
	return `::${name} ${list.join(',')}::${workflowData(message)}`;
}
