import test from 'ava';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Log } from 'sarif';
import { fingerprint } from '../src/report/fingerprint.js';
import { type FormatName, formatNames, loadFormat } from '../src/report/formats/index.js';
import { marker } from '../src/report/formats/markdown.js';
import type { Report, ReportedFinding } from '../src/report/report.js';

function finding(changes: Partial<ReportedFinding> = {}): ReportedFinding {
	return {
		rule: 'refused-operation',
		verdict: 'refused',
		input: 'plan.json',
		address: 'module.a["x"].alicloud_instance.i[0]',
		deposed: null,
		type: 'alicloud_instance',
		action: 'update',
		product: 'Ecs',
		operation: 'JoinSecurityGroup',
		group: { id: 'sg-1', name: 'nlb <managed> & co', serviceId: 123, role: 'target', attribute: 'security_groups' },
		principal: 'account',
		errorCode: 'InvalidOperation.ResourceManagedByCloudProduct',
		message:
			'module.a["x"].alicloud_instance.i[0]: JoinSecurityGroup on sg-1 is refused: "quotes", <tags>, a | pipe and @somebody.',
		consequence: 'swallowed',
		effect: 'The apply reports success.',
		remedy: 'Take the group out.',
		docs: 'https://example.com/refused-operation.md',
		location: null,
		waiver: null,
		level: 'error',
		...changes,
	};
}

function report(findings: readonly ReportedFinding[], changes: Partial<Report> = {}): Report {
	const refused = findings.filter(({ level }) => level === 'error').length;
	return {
		schemaVersion: 1,
		verdict: refused > 0 ? 'refused' : 'allowed',
		exitStatus: refused > 0 ? 1 : 0,
		inputs: [{ input: 'plan.json', kind: 'terraform-plan', formatVersion: '1.2', coverage: null, error: null }],
		summary: { refused, undetermined: findings.length - refused, allowed: 3, waived: 0, ignored: 0 },
		findings,
		notices: [],
		...changes,
	};
}

const print = async (name: FormatName, given: Report): Promise<string> => (await loadFormat(name))(given, false);

const waived = finding({
	level: 'note',
	waiver: { reason: 'moved next week', owner: 'net', expires: '2099-01-01' },
	address: 'alicloud_instance.w',
});
const located = finding({
	address: 'alicloud_instance.l',
	location: { file: 'modules/my net/main.tf', line: 7, column: 3, via: [{ file: 'main.tf', line: 2, column: 1 }] },
});

for (const name of formatNames) {
	test(`${name} names resource, operation and group of each finding`, async (t) => {
		const printed = await print(name, report([finding()]));
		const plain = printed.replaceAll('&#34;', '"').replaceAll('&quot;', '"').replaceAll('\\"', '"');
		for (const part of ['alicloud_instance', 'JoinSecurityGroup', 'sg-1']) t.true(plain.includes(part), part);
	});

	test(`${name} of a clean run has no form of "fail" that a gate could match`, async (t) => {
		const printed = await print(name, report([]));
		if (name === 'junit') t.regex(printed, /failures="0"/);
		else t.notRegex(printed, /fail/i);
	});
}

test('sarif has a rule, a fingerprint and a place for each finding', async (t) => {
	const log = JSON.parse(await print('sarif', report([finding(), located, waived]))) as Log;
	const [run] = log.runs;
	t.deepEqual(
		run?.tool.driver.rules?.map(({ id }) => id),
		['refused-operation'],
	);
	const [plain, placed, accepted] = run?.results ?? [];
	t.is(plain?.locations?.[0]?.physicalLocation?.artifactLocation?.uri, 'plan.json');
	t.is(plain?.locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName, 'module.a["x"].alicloud_instance.i[0]');
	t.is(placed?.locations?.[0]?.physicalLocation?.artifactLocation?.uri, 'modules/my%20net/main.tf');
	t.is(placed?.locations?.[0]?.physicalLocation?.region?.startLine, 7);
	t.is(placed?.relatedLocations?.[0]?.physicalLocation?.artifactLocation?.uri, 'main.tf');
	t.is(accepted?.suppressions?.[0]?.status, 'accepted');
	t.is(accepted?.level, 'note');
});

test('a fingerprint depends on the finding alone, and differs for another finding', (t) => {
	const one = fingerprint(finding());
	t.is(fingerprint(finding({ message: 'said otherwise', location: located.location, input: 'other.json' })), one);
	const others = [
		finding({ address: 'alicloud_instance.other' }),
		finding({ operation: 'LeaveSecurityGroup' }),
		finding({ group: { id: 'sg-2', name: null, serviceId: 123, role: 'target', attribute: 'security_groups' } }),
		finding({ deposed: 'abcd1234' }),
	].map(fingerprint);
	t.is(new Set([one, ...others]).size, 5);
});

test('gitlab gives each finding its own fingerprint', async (t) => {
	const issues = JSON.parse(await print('gitlab', report([finding(), located, waived]))) as {
		fingerprint: string;
		severity: string;
		location: object;
	}[];
	t.is(new Set(issues.map((issue) => issue.fingerprint)).size, 3);
	t.deepEqual(
		issues.map(({ severity }) => severity),
		['critical', 'critical', 'info'],
	);
	t.deepEqual(issues[1]?.location, { path: 'modules/my net/main.tf', lines: { begin: 7 } });
});

test('junit has a failure for each finding that makes the run fail', async (t) => {
	const undetermined = { rule: 'unknown-group', verdict: 'undetermined' } as const;
	for (const level of ['error', 'warning'] as const) {
		const printed = await print('junit', report([finding({ ...undetermined, level })]));
		t.is(printed.includes('<failure'), level === 'error');
		t.true(printed.includes(`failures="${level === 'error' ? 1 : 0}"`));
	}
});

test('findings that count come first, refusals before the others', async (t) => {
	const undetermined = { rule: 'unknown-group', verdict: 'undetermined' } as const;
	const findings = [
		finding({ ...waived, address: 'w.waived' }),
		finding({ ...undetermined, level: 'warning', address: 'w.warned' }),
		finding({ ...undetermined, level: 'error', address: 'w.failing' }),
		finding({ address: 'w.refused' }),
	];
	for (const format of ['markdown', 'html'] as const) {
		const printed = await print(format, report(findings));
		const rows = printed.slice(printed.search(/<article|\| --- /));
		t.deepEqual(
			[...new Set(rows.match(/w\.(?:waived|warned|failing|refused)/g))],
			['w.refused', 'w.failing', 'w.warned', 'w.waived'],
			format,
		);
	}
});

test('junit is well-formed, and its counts are those of a server', async (t) => {
	const unread = { input: 'bad.json', kind: null, formatVersion: null, coverage: null, error: 'cut off at byte 7' };
	const given = report([finding({ message: 'a \u0007 bell & <tag>' }), waived]);
	const printed = await print('junit', { ...given, exitStatus: 2, inputs: [...given.inputs, unread] });
	t.true(XMLValidator.validate(printed) === true);
	const { testsuites } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(printed);
	const [first, second] = testsuites.testsuite;
	t.deepEqual([first.tests, first.failures, first.errors, first.skipped], ['2', '1', '0', '1']);
	t.is(second.testcase.error.message, 'cut off at byte 7');
});

test('github escapes characters that would end a workflow command', async (t) => {
	const printed = await print('github', report([finding({ message: 'two\nlines, 100%', location: located.location })]));
	t.regex(
		printed,
		/^::error file=modules\/my net\/main\.tf,line=7,col=3,title=JoinSecurityGroup on sg-1 [^:]*%3A refused::two%0Alines, 100%25 /,
	);
	t.is(printed.trimEnd().split('\n').length, 2);
});

test('markdown carries the marker, lets nothing of the plan become markup, and fits into a comment', async (t) => {
	const hostile = finding({ address: 'alicloud_instance.i["`|<script>"]' });
	const printed = await print('markdown', report([hostile]));
	t.true(printed.startsWith(marker));
	t.false(printed.includes('<script>`'));
	t.false(printed.includes('@somebody'));
	t.is(
		printed
			.split('\n')
			.find((line) => line.includes('JoinSecurityGroup'))
			?.match(/(?<!\\)\|/g)?.length,
		6,
	);
	const many = await print(
		'markdown',
		report(Array.from({ length: 2000 }, (_, n) => finding({ address: `alicloud_instance.i[${n}]` }))),
	);
	t.true(many.length < 65_536);
	t.regex(many, /and \d+ more/);
});

test('markdown of a clean run is short', async (t) => {
	t.true((await print('markdown', report([]))).split('\n').filter(Boolean).length <= 3);
});

test('html needs nothing from elsewhere and lets nothing of the plan become markup', async (t) => {
	const printed = await print(
		'html',
		report([finding({ address: 'x["</td><script>alert(1)</script>"]' }), located, waived]),
	);
	t.false(printed.includes('<script>alert'));
	t.notRegex(printed, /(?:src|href)="(?!data:|https:\/\/(?:example\.com|github\.com))/);
});

const plans = Array.from({ length: 200 }, (_, index) => `stacks/${index}/plan.json`);
const inPlans = (changes: (index: number) => Partial<ReportedFinding>): Report =>
	report(
		plans.map((input, index) => finding({ input, ...changes(index) })),
		{ inputs: plans.map((input) => ({ ...(report([]).inputs[0] as Report['inputs'][number]), input })) },
	);

test('text has the reason of a finding in 200 plans once, below the names of all', async (t) => {
	const printed = await print(
		'text',
		inPlans(() => ({})),
	);
	t.is(printed.match(/^ {4}Reason /gm)?.length, 1);
	t.is(printed.match(/^ {4}Fix /gm)?.length, 1);
	for (const plan of plans) t.true(printed.includes(`FAIL module.a["x"].alicloud_instance.i[0] in ${plan}\n`), plan);
});

test('text keeps the place of each finding that shares its reason with others', async (t) => {
	const printed = await print(
		'text',
		inPlans((line) => ({ location: { file: 'main.tf', line, column: 1 } })),
	);
	t.is(printed.match(/^ {4}Reason /gm)?.length, 1);
	t.false(printed.includes('Where'));
	t.true(printed.includes('FAIL module.a["x"].alicloud_instance.i[0] in stacks/7/plan.json (main.tf:7:1)\n'));
});

test('text does not put findings together that differ in their fix or their level', async (t) => {
	const fixes = await print(
		'text',
		inPlans((index) => ({ remedy: `Take the group out of ${index % 2}.` })),
	);
	t.is(fixes.match(/^ {4}Reason /gm)?.length, 2);
	const levels = await print(
		'text',
		inPlans((index) => ({ level: index < 100 ? 'error' : 'warning' })),
	);
	t.is(levels.match(/^ {4}Reason /gm)?.length, 2);
});

test('markdown has a command of a message as one code span', async (t) => {
	const error = 'plan.json: it is truncated. Write it again with: terraform show -json PLANFILE > plan.json';
	const [input] = report([]).inputs as [Report['inputs'][number]];
	const printed = await print('markdown', report([], { inputs: [{ ...input, error }] }));
	t.true(
		printed.includes(
			'`plan.json`: it is truncated. Write it again with: `terraform show -json PLANFILE > plan.json`\n',
		),
	);
});

test('a command in a sentence ends where the sentence goes on', async (t) => {
	const message =
		'Create one with: sg-preflight inventory pull (or: aliyun ecs DescribeSecurityGroups > i.json) and pass it. plan.tfplan: terraform was not found. Ask: terraform validate';
	const printed = await print('markdown', report([], { notices: [{ level: 'note', message }] }));
	t.true(
		printed.includes(
			'> Create one with: `sg-preflight inventory pull` (or: `aliyun ecs DescribeSecurityGroups > i.json`) and pass it. `plan.tfplan`: terraform was not found. Ask: `terraform validate`\n',
		),
	);
});
