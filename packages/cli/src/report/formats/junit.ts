import { XMLBuilder } from 'fast-xml-parser';
import { groupName, titleOf } from '../finding-text.js';
import type { Report } from '../report.js';

/**
 * JUnit XML: a suite for each input, a case for each finding, which fails where the finding makes the run fail; a clean
 * input is one passed case.
 */
export function junit(report: Report): string {
	const suites = report.inputs.map((input) => {
		const findings = report.findings.filter((finding) => finding.input === input.input);
		const cases: object[] = findings.map((finding) => ({
			'@name': xml(titleOf(finding)),
			'@classname': xml(finding.address ?? input.input),
			...(finding.waiver
				? { skipped: { '@message': xml(`waived by ${finding.waiver.owner}: ${finding.waiver.reason}`) } }
				: finding.level === 'error'
					? {
							failure: {
								'@type': finding.rule,
								'@message': xml(finding.message),
								'#text': xml(`${groupName(finding)}\n${finding.remedy}\n${finding.docs}`),
							},
						}
					: { 'system-out': xml(`${finding.message}\n${finding.remedy}\n${finding.docs}`) }),
		}));
		if (input.error !== null) {
			cases.push({
				'@name': 'readable',
				'@classname': xml(input.input),
				error: { '@type': 'unreadable', '@message': xml(input.error) },
			});
		} else if (cases.length === 0) {
			cases.push({ '@name': 'no operation is refused', '@classname': xml(input.input) });
		}
		const failures = findings.filter(({ level }) => level === 'error').length;
		return {
			'@name': xml(input.input),
			'@tests': cases.length,
			'@failures': failures,
			'@errors': input.error === null ? 0 : 1,
			'@skipped': findings.filter(({ waiver }) => waiver).length,
			testcase: cases,
		};
	});
	const builder = new XMLBuilder({
		attributeNamePrefix: '@',
		ignoreAttributes: false,
		format: true,
		suppressEmptyNode: true,
	});
	return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: { '@name': 'sg-preflight', testsuite: suites } })}`;
}

/** Characters that XML 1.0 cannot hold are left out. */
function xml(text: string): string {
	return [...text].filter((character) => character >= ' ' || character === '\n' || character === '\t').join('');
}
