import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { docsOf, type Rule, rules } from '@sg-preflight/permissions';
import type { Log, Notification, ReportingDescriptor, Result, Location as SarifLocation } from 'sarif';
import { jsonText } from '../../terminal/safe-text.js';
import { version } from '../../version.js';
import { bounded } from '../bounded.js';
import { fingerprint } from '../fingerprint.js';
import { portablePath } from '../portable-path.js';
import type { Report, ReportedFinding } from '../report.js';
import { explanationOf, omittedText } from '../text/finding-text.js';

/** SARIF 2.1.0, for GitHub code scanning and every other reader of it. https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
export const sarif = bounded({ findings: 5_000, inputs: 500 }, (report) => {
	const ids = [...new Set(report.findings.map((finding) => finding.rule))].sort();
	const log: Log = {
		$schema: 'https://json.schemastore.org/sarif-2.1.0.json',
		version: '2.1.0',
		runs: [
			{
				tool: {
					driver: {
						name: 'sg-preflight',
						version,
						semanticVersion: version,
						informationUri: 'https://github.com/sg-preflight/sg-preflight',
						rules: ids.map(rule),
					},
				},
				invocations: [
					{
						executionSuccessful: report.exitStatus !== 2,
						exitCode: report.exitStatus,
						toolExecutionNotifications: notifications(report),
					},
				],
				// GitHub replaces the results of the last run with this id, so the runs of two plans need two ids.
				automationDetails: { id: `sg-preflight/${report.category ? `${report.category}/` : ''}` },
				results: report.findings.map((finding) => result(finding, ids)),
				columnKind: 'utf16CodeUnits',
				properties: { configuration: report.configuration, inventories: report.inventories },
			},
		],
	};
	return `${jsonText(log)}\n`;
});

/** Returns the notifications. Without them a run that could not read its inputs would look clean. */
function notifications({ inputs, notices, omitted }: Report): Notification[] {
	const left = omittedText(omitted);
	return [
		...inputs.flatMap(({ input, error }): Notification[] =>
			error === null
				? []
				: [
						{
							level: 'error',
							message: { text: plain(error) },
							locations: [{ physicalLocation: { artifactLocation: { uri: uri(input === '-' ? 'stdin' : input) } } }],
						},
					],
		),
		...notices.map(({ level, message }): Notification => ({ level, message: { text: plain(message) } })),
		...(left === null ? [] : [{ level: 'warning' as const, message: { text: left } }]),
	];
}

/** Escapes `[text](target)`, which SARIF reads as a link. */
function plain(text: string): string {
	return text.replace(/\](?=\()/g, '\\]');
}

function rule(id: Rule): ReportingDescriptor {
	const { title, meaning, remedies } = rules[id];
	const [text, markdown] = [meaning.join(' '), [...meaning, ...remedies.map((remedy) => `- ${remedy}`)].join('\n\n')];
	return {
		id,
		name: id.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase()),
		shortDescription: { text: title },
		fullDescription: { text },
		help: { text: `${text} ${remedies.join(' ')}`, markdown },
		helpUri: docsOf(id),
		defaultConfiguration: { level: id === 'refused-operation' ? 'error' : 'warning' },
		properties: {
			tags: ['security', 'security-group', 'alibaba-cloud'],
			precision: id === 'refused-operation' ? 'very-high' : 'medium',
			'security-severity': id === 'refused-operation' ? '7.5' : '5.0',
		},
	};
}

function result(finding: ReportedFinding, ids: readonly Rule[]): Result {
	const via = finding.location?.via ?? [];
	return {
		ruleId: finding.rule,
		ruleIndex: ids.indexOf(finding.rule),
		level: finding.level,
		message: { text: plain(explanationOf(finding).join(' ')) },
		locations: [location(finding)],
		...(via.length > 0 && {
			relatedLocations: via.map((call, id) => ({
				id,
				message: { text: 'module call' },
				physicalLocation: {
					artifactLocation: { uri: uri(call.file) },
					region: { startLine: call.line, startColumn: call.column },
				},
			})),
		}),
		partialFingerprints: { 'sgPreflight/v1': fingerprint(finding) },
		...(finding.waiver && {
			suppressions: [
				{
					kind: 'external' as const,
					status: 'accepted' as const,
					justification: `${finding.waiver.reason} (${finding.waiver.owner})`,
				},
			],
		}),
		properties: {
			address: finding.address,
			plan: finding.input,
			action: finding.action,
			operation: finding.operation,
			group: finding.group?.id ?? null,
			errorCode: finding.errorCode,
			consequence: finding.consequence,
			effect: finding.effect,
		},
	};
}

/** Returns the line of the resource; without the sources, the first line of the plan with the address as logical location. */
function location({ location: place, input, address, type }: ReportedFinding): SarifLocation {
	return {
		physicalLocation: {
			artifactLocation: { uri: uri(place?.file ?? (input === '-' ? 'stdin' : input)) },
			region: place ? { startLine: place.line, startColumn: place.column } : { startLine: 1 },
		},
		...(address && {
			logicalLocations: [{ fullyQualifiedName: address, kind: 'resource', ...(type && { name: type }) }],
		}),
	};
}

/** Returns a URI relative to the working directory, which is the repository in CI; for an absolute path a `file:` URI. */
function uri(file: string): string {
	return path.isAbsolute(file)
		? pathToFileURL(file).href
		: portablePath(file).split('/').map(encodeURIComponent).join('/');
}
