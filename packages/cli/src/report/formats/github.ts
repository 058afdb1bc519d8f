import { explanationOf, titleOf } from '../finding-text.js';
import type { Report } from '../report.js';

/** Workflow commands of GitHub Actions, an annotation for each finding. */
export function github(report: Report): string {
	const lines = report.findings.map((finding) => {
		const { location } = finding;
		const properties = {
			...(location && { file: location.file, line: String(location.line), col: String(location.column) }),
			title: titleOf(finding),
		};
		const level = finding.level === 'note' ? 'notice' : finding.level;
		const text = [...explanationOf(finding), finding.docs].join(' ');
		return command(level, properties, text);
	});
	for (const { input, error } of report.inputs) {
		if (error !== null) lines.push(command('error', { title: `${input} could not be read` }, error));
	}
	for (const { level, message } of report.notices) {
		lines.push(command(level === 'note' ? 'notice' : level, { title: 'sg-preflight' }, message));
	}
	const { refused, undetermined, allowed, waived } = report.summary;
	const summary = `sg-preflight: ${refused} refused, ${undetermined} undetermined, ${allowed} allowed, ${waived} waived`;
	return `${[...lines, summary].join('\n')}\n`;
}

/** Source of the escapes: actions/toolkit, packages/core/src/command.ts. */
function command(name: string, properties: Record<string, string>, message: string): string {
	const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
	const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
	const list = Object.entries(properties).map(([key, value]) => `${key}=${property(value)}`);
	return `::${name} ${list.join(',')}::${data(message)}`;
}
