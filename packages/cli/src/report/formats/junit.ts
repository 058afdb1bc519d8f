import { XMLBuilder } from 'fast-xml-parser';
import { xmlText } from '../../terminal/safe-text.js';
import { bounded } from '../bounded.js';
import type { Report, ReportedFinding } from '../report.js';
import { groupName, omittedText, titleOf, waiverText } from '../text/finding-text.js';

/**
 * JUnit XML: a suite for each input and a case for each finding. A case fails if the finding makes the run fail. An input
 * without findings is one passed case.
 */
export const junit = bounded({}, (report) => {
	const byInput = new Map(report.inputs.map(({ input }): [string, ReportedFinding[]] => [input, []]));
	for (const finding of report.findings) byInput.get(finding.input)?.push(finding);
	const properties = propertiesOf(report);
	const suites = report.inputs.map((input, index) => {
		const findings = byInput.get(input.input) ?? [];
		const cases: object[] = findings.map((finding) => ({
			'@name': xmlText(titleOf(finding)),
			'@classname': xmlText(finding.address ?? input.input),
			...resultOf(finding),
		}));
		if (input.error !== null) {
			cases.push({
				'@name': 'readable',
				'@classname': xmlText(input.input),
				error: { '@type': 'unreadable', '@message': xmlText(input.error) },
			});
		} else if (cases.length === 0 && !report.omitted?.findings) {
			cases.push({ '@name': 'no operation is refused', '@classname': xmlText(input.input) });
		}
		const failures = findings.filter(({ level }) => level === 'error').length;
		return {
			'@name': xmlText(input.input),
			'@tests': cases.length,
			'@failures': failures,
			'@errors': input.error === null ? 0 : 1,
			'@skipped': findings.filter(({ waiver }) => waiver).length,
			...properties,
			testcase: cases,
			...(index === 0 ? noticesOf(report) : {}),
		};
	});
	const ofRun = runCases(report);
	if (ofRun.length > 0) {
		suites.push({
			'@name': 'sg-preflight',
			'@tests': ofRun.length,
			'@failures': 0,
			'@errors': ofRun.length,
			'@skipped': 0,
			testcase: ofRun,
		});
	}
	const builder = new XMLBuilder({
		attributeNamePrefix: '@',
		ignoreAttributes: false,
		format: true,
		suppressEmptyNode: true,
	});
	return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: { '@name': 'sg-preflight', testsuite: suites } })}`;
});

/** Returns the notices of the run that are not errors, as output of its first suite; empty if there are none. */
function noticesOf({ notices }: Report): object {
	const messages = notices.flatMap(({ level, message }) => (level === 'error' ? [] : [message]));
	return messages.length > 0 ? { 'system-out': xmlText(messages.join('\n')) } : {};
}

/** Returns the inventories and the configuration of the run; empty for a report without them. */
function propertiesOf({ configuration, inventories = [] }: Report): object {
	const property = [
		...inventories.slice(0, 5).map(({ source }) => ({ '@name': 'inventory', '@value': xmlText(source) })),
		...(configuration ? [{ '@name': 'configuration', '@value': xmlText(configuration.file) }] : []),
	];
	return property.length > 0 ? { properties: { property } } : {};
}

/** Returns the element of a case: skipped if waived, a failure if the finding makes the run fail, else its text. */
function resultOf(finding: ReportedFinding): object {
	const { waiver, level, rule, message } = finding;
	if (waiver) return { skipped: { '@message': xmlText(waiverText(finding)) } };
	if (level !== 'error') return { 'system-out': xmlText(`${message}\n${detailsOf(finding)}`) };
	return { failure: { '@type': rule, '@message': xmlText(message), '#text': xmlText(detailsOf(finding)) } };
}

/** Returns the details of a finding, one fact a line. */
function detailsOf(finding: ReportedFinding): string {
	const { effect, remedy, docs, input } = finding;
	return [
		`Group: ${groupName(finding)}`,
		...(effect ? [`At apply: ${effect}`] : []),
		`Fix: ${remedy}`,
		`Plan: ${input}`,
		`More: ${docs}`,
	].join('\n');
}

/** Returns the errors of the run itself: an inventory that is too old, findings that were left out. */
function runCases({ notices, omitted }: Report): object[] {
	const messages = notices.flatMap(({ level, message }) => (level === 'error' ? [message] : []));
	const left = omittedText(omitted);
	return [...messages, ...(left === null ? [] : [left])].map((message, index) => ({
		'@name': `notice ${index + 1}`,
		'@classname': 'sg-preflight',
		error: { '@type': 'notice', '@message': xmlText(message) },
	}));
}
