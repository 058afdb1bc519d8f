import { execFileSync } from 'node:child_process';
import path from 'node:path';
import test from 'ava';
import { formatNames } from '../src/report/formats/index.js';

const index = path.resolve(import.meta.dirname, '../src/report/formats/index.js');

/** Prints a report of 100,000 findings in its own process, and reports its length and the memory in MB that the format added. */
const program = `
const { loadFormat } = await import(process.argv[1]);
const count = 100_000;
const finding = (n) => ({
	rule: 'refused-operation', verdict: 'refused', level: 'error', input: 'plan.json',
	address: 'alicloud_security_group_rule.r[' + n + ']', deposed: null, type: 'alicloud_security_group_rule',
	action: 'create', product: 'Ecs', operation: 'AuthorizeSecurityGroup',
	group: { id: 'sg-' + (n % 90), name: 'nlb', serviceId: 1, role: 'target', attribute: 'security_group_id' },
	principal: 'account', errorCode: 'InvalidOperation.ResourceManagedByCloudProduct',
	message: 'alicloud_security_group_rule.r[' + n + ']: it is managed by a cloud service.', consequence: 'aborts',
	effect: 'The apply stops.', remedy: 'Remove this rule.', docs: 'https://example.com/rule.md', location: null, waiver: null,
});
const report = {
	schemaVersion: 1, verdict: 'refused', exitStatus: 1, notices: [],
	inputs: [{ input: 'plan.json', kind: 'terraform-plan', formatVersion: '1.2', coverage: null, error: null }],
	summary: { refused: count, undetermined: 0, allowed: 0, waived: 0, ignored: 0 },
	findings: Array.from({ length: count }, (_, n) => finding(n)),
};
const before = process.resourceUsage().maxRSS / 1024;
const text = (await loadFormat(process.argv[2]))(report, false);
console.log(JSON.stringify([Buffer.byteLength(text), process.resourceUsage().maxRSS / 1024 - before, /more findings/.test(text)]));
`;

for (const format of formatNames) {
	test.serial(
		`${format} of 100,000 findings stays below 10 MB, takes at most 220 MB beside them, and counts the omitted findings`,
		(t) => {
			const args = ['--input-type=module', '-e', program, index, format];
			const [length, memory, isSaid] = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
			t.true(length <= 10_000_000, `${length} bytes`);
			t.true(memory <= 220, `${memory} MB`);
			if (format !== 'json') t.true(isSaid);
		},
	);
}
