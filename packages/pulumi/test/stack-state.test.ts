import { UserError } from '@sg-preflight/documents';
import { parseStackState } from '@sg-preflight/pulumi';
import test from 'ava';

const token = 'alicloud:ecs/securityGroup:SecurityGroup';
const resource = (name: string, more: object = {}) => ({
	urn: `urn:pulumi:dev::proj::${token}::${name}`,
	custom: true,
	id: `sg-${name}`,
	type: token,
	inputs: { vpcId: 'vpc-a' },
	outputs: {
		id: `sg-${name}`,
		vpcId: 'vpc-a',
		description: 'text with ] and } and \\" in it',
		createTime: null,
		tags: {},
	},
	...more,
});
const exported = (resources: unknown, indent?: number): string =>
	JSON.stringify({ version: 3, deployment: { manifest: {}, resources, pending_operations: [] } }, null, indent);

for (const indent of [undefined, 4]) {
	test(`resources are split${indent ? ', indented' : ''}`, (t) => {
		const state = parseStackState(
			exported(
				[resource('a'), resource('b', { delete: true }), resource('c', { pendingReplacement: true }), resource('d')],
				indent,
			),
		);
		t.deepEqual(
			[...state.current.values()].map(({ id }) => id),
			['sg-a', 'sg-d'],
		);
		t.deepEqual(
			state.leftOver.map(({ id }) => id),
			['sg-b'],
		);
		t.deepEqual(state.current.get(resource('a').urn)?.computed, ['description', 'tags']);
	});
}

test('a stack without resources is empty', (t) => {
	for (const text of [exported([]), exported(undefined), exported(null), '{"version":3,"deployment":{}}']) {
		t.is(parseStackState(text).current.size, 0, text);
	}
});

test('a state that is cut off anywhere is refused, and not quoted', (t) => {
	const whole = exported([resource('a'), resource('b')]);
	for (let length = 0; length < whole.length; length++) {
		const error = t.throws(() => parseStackState(whole.slice(0, length)), { instanceOf: UserError });
		t.false(error?.message.includes('sg-a'));
	}
});

for (const [what, text] of Object.entries({
	'another document': '{"resources":[]}',
	'a list': '[]',
	'resources that are not a list': exported({ a: 1 }),
	'a resource that is not an object': exported([1]),
	'a resource without a URN': exported([{ type: token }]),
	'a resource with text as inputs': exported([resource('a', { inputs: 'x' })]),
})) {
	test(`${what} is refused`, (t) => {
		t.throws(() => parseStackState(text), { instanceOf: UserError });
	});
}
