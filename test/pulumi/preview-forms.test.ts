import { ecs } from '@pulumi/alicloud';
import { secret } from '@pulumi/pulumi';
import { operationsOfReading, type PlanReading } from '@sg-preflight/operations';
import { readPreview } from '@sg-preflight/pulumi';
import test from 'ava';
import { PreviewedStack } from './previewed-stack.js';

/** The output of the real CLI without a program, in both forms, for a stack on a double of the provider. */

function rows({ changes }: PlanReading): string[] {
	return operationsOfReading({ changes })
		.map(({ action, operation, groups }) => `${action} ${operation} ${groups.map(({ id }) => id).join(' ')}`)
		.sort();
}

test.serial('a destroy and a refresh, as a document and as streamed events', async (t) => {
	const stack = await PreviewedStack.open();
	t.teardown(() => stack.close());
	await stack.has(async () => {
		const rule = (name: string, parts: Partial<ecs.SecurityGroupRuleArgs>, options = {}) =>
			new ecs.SecurityGroupRule(
				name,
				{ securityGroupId: 'sg-1', type: 'ingress', ipProtocol: 'tcp', portRange: '22/22', ...parts },
				options,
			);
		rule('plain', {});
		rule('retained', { securityGroupId: 'sg-2' }, { retainOnDelete: true });
		rule('secret', { securityGroupId: secret('sg-3') });
	});
	const printed = async (...command: string[]): Promise<PlanReading> => {
		const { status, stdout, output } = stack.pulumi(...command, '--preview-only', '--json');
		t.is(status, 0, output);
		return readPreview(stdout, 'printed.json');
	};
	const forms = async (...command: string[]): Promise<[PlanReading, PlanReading]> => {
		const document = await printed(...command);
		process.env.PULUMI_ENABLE_STREAMING_JSON_PREVIEW = '1';
		try {
			return [document, await printed(...command)];
		} finally {
			delete process.env.PULUMI_ENABLE_STREAMING_JSON_PREVIEW;
		}
	};

	for (const reading of await forms('destroy')) {
		const [first, second, ...rest] = rows(reading);
		t.deepEqual(rest, []);
		t.is(first, 'delete RevokeSecurityGroup sg-1');
		// The double's ids do not carry their group, as the provider's do.
		t.regex(second as string, /^delete RevokeSecurityGroup (sg-3)?$/);
		t.deepEqual(reading.incomplete, []);
	}
	for (const reading of await forms('refresh')) {
		t.deepEqual(rows(reading), []);
		t.deepEqual(reading.incomplete, []);
	}
});
