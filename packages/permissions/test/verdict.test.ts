import test from 'ava';
import {
	conclude,
	type Finding,
	type Judgement,
	type Policies,
	type Rule,
	reasons,
	uniformPolicies,
} from '../src/index.js';

const finding = (rule: Rule, waived = false): Finding => ({
	rule,
	verdict: rule === 'refused-operation' ? 'refused' : 'undetermined',
	input: 'plan.json',
	address: 'alicloud_instance.i',
	deposed: null,
	type: 'alicloud_instance',
	action: 'update',
	product: 'Ecs',
	operation: 'JoinSecurityGroup',
	group: null,
	principal: 'account',
	errorCode: null,
	message: '',
	consequence: null,
	effect: null,
	remedy: '',
	docs: '',
	location: null,
	waiver: waived ? { reason: 'r', owner: 'o', expires: null } : null,
});

const judgement = (...findings: Finding[]): Judgement => ({ findings, allowed: [] });

const verdict = test.macro(
	(t, findings: Finding[], policies: Partial<Policies>, expected: [string, number, object?]) => {
		const conclusion = conclude([judgement(...findings)], { ...uniformPolicies(), ...policies });
		t.deepEqual([conclusion.verdict, conclusion.exitStatus], expected.slice(0, 2));
		t.deepEqual(conclusion.summary, { refused: 0, undetermined: 0, allowed: 0, waived: 0, ignored: 0, ...expected[2] });
	},
);

const refused = finding('refused-operation');
test('nothing found', verdict, [], {}, ['allowed', 0]);
test('refused', verdict, [refused, finding('member')], {}, ['refused', 1, { refused: 1, undetermined: 1 }]);
test('refused, whatever the policies', verdict, [refused], { member: 'ignore' }, ['refused', 1, { refused: 1 }]);
test('refused and waived', verdict, [finding('refused-operation', true)], {}, ['allowed', 0, { waived: 1 }]);
test('one of two waived', verdict, [refused, finding('refused-operation', true)], {}, [
	'refused',
	1,
	{ refused: 1, waived: 1 },
]);
for (const reason of reasons) {
	test(`${reason} warns by default`, verdict, [finding(reason)], {}, ['undetermined', 0, { undetermined: 1 }]);
	test(`${reason}: fail`, verdict, [finding(reason)], { [reason]: 'fail' }, ['undetermined', 1, { undetermined: 1 }]);
	test(`${reason}: ignore`, verdict, [finding(reason)], { [reason]: 'ignore' }, ['allowed', 0, { ignored: 1 }]);
	test(`${reason}: fail, and waived`, verdict, [finding(reason, true)], { [reason]: 'fail' }, [
		'allowed',
		0,
		{ waived: 1 },
	]);
}
test('the policy of another reason', verdict, [finding('member')], { 'unknown-group': 'fail' }, [
	'undetermined',
	0,
	{ undetermined: 1 },
]);

test('several documents are concluded together, and ignored findings are left out', (t) => {
	const { summary, findings } = conclude(
		[
			{ findings: [finding('member'), finding('unknown-group', true)], allowed: [] },
			{ findings: [refused], allowed: [] },
		],
		uniformPolicies('ignore'),
	);
	t.deepEqual(summary, { refused: 1, undetermined: 0, allowed: 0, waived: 1, ignored: 1 });
	t.deepEqual(
		findings.map(({ rule }) => rule),
		['unknown-group', 'refused-operation'],
	);
});
