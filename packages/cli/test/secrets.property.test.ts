import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseInventory } from '@sg-preflight/inventory';
import { type Entry, entries, operationsOfReading } from '@sg-preflight/operations';
import { uniformPolicies } from '@sg-preflight/permissions';
import test from 'ava';
import fc from 'fast-check';
import { checkPlan } from '../src/check/check-plan.js';
import { readDocument } from '../src/check/read-document.js';
import { planUseOf } from '../src/command-line/plan-options.js';
import { withPlanDocument } from '../src/input/plans/plan-document.js';
import { ledgerOf } from '../src/ledger/ledger.js';
import { formatNames, loadFormat } from '../src/report/formats/index.js';
import { reportOf } from '../src/report/report.js';

const runs = Number(process.env.SG_PREFLIGHT_SECRET_CASES ?? 300);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-secrets-'));
test.after.always(() => fs.rmSync(folder, { recursive: true }));

const inventory = await parseInventory([
	{
		name: 'inventory.json',
		text: JSON.stringify({
			TotalCount: 2,
			SecurityGroups: {
				SecurityGroup: [
					{ SecurityGroupId: 'sg-managed', SecurityGroupName: 'nlb', ServiceManaged: true, ServiceID: 1 },
					{
						SecurityGroupId: 'sg-s3cr3t-managed',
						SecurityGroupName: 's3cr3t-name',
						ServiceManaged: true,
						ServiceID: 1,
					},
				],
			},
		}),
	},
]);

/** Returns the attributes that an entry reads; the paths of groups separately. */
function attributesOf({ create, update, delete: remove }: Entry): { groups: string[]; others: string[] } {
	const calls = [...create, ...update, ...remove];
	const groups = calls.flatMap((call) => call.groups.map(({ attribute }) => attribute)).filter((name) => name !== 'id');
	const named = JSON.stringify(calls).match(/(?<=")[a-z][a-z0-9_]*(?=[".[])/g) ?? [];
	const heads = new Set(groups.map((group) => group.split(/[.[]/)[0]));
	return {
		groups: [...new Set(groups)],
		others: [...new Set(named)].filter((name) => name !== 'id' && !heads.has(name)),
	};
}

/** Puts a value at a path, with one element in each list. */
function put(object: { [name: string]: unknown }, pathText: string, value: unknown): void {
	const [first = '', ...rest] = pathText.split('.');
	const name = first.replaceAll('[]', '');
	const isList = first !== name;
	if (rest.length === 0) {
		object[name] = isList ? [value] : value;
		return;
	}
	const inner = (isList ? (object[name] as object[] | undefined)?.[0] : object[name]) ?? {};
	put(inner as { [name: string]: unknown }, rest.join('.'), value);
	object[name] = isList ? [inner] : inner;
}

/** A secret of any type that an attribute can have; each is recognised by `s3cr3t` or 31337. */
const secret = fc.oneof(
	fc.nat(99).map((n) => `s3cr3t-${n}`),
	fc.constant('sk-s3cr3t "quoted" <b>|`'),
	fc.constant(31337001),
	fc.constant(['s3cr3t-element']),
	fc.constant({ s3cr3t_key: 's3cr3t-value' }),
);

const state = (entry: Entry) => {
	const { groups, others } = attributesOf(entry);
	return fc
		.record({
			values: fc.array(secret, { minLength: others.length + 2, maxLength: others.length + 2 }),
			ids: fc.array(fc.constantFrom('sg-managed', 'sg-other', 'sg-s3cr3t-managed', 'sg-s3cr3t-unlisted'), {
				minLength: groups.length,
				maxLength: groups.length,
			}),
		})
		.map(({ values, ids }) => {
			const object: { [name: string]: unknown } = { id: 'sg-managed' };
			const mask: { [name: string]: unknown } = {};
			for (const [index, name] of [...others, 'password', 'unheard_of'].entries()) object[name] = values[index];
			for (const [index, group] of groups.entries()) {
				put(object, group, ids[index]);
				if (ids[index]?.includes('s3cr3t')) put(mask, group, true);
			}
			return { object, mask };
		});
};

const change = fc.constantFrom(...entries).chain((entry) =>
	fc
		.record({
			before: state(entry),
			after: state(entry),
			actions: fc.constantFrom(['create'], ['update'], ['delete'], ['delete', 'create'], ['create', 'delete']),
			unknown: fc.boolean(),
		})
		.map(({ before, after, actions, unknown }) => ({
			address: `${entry.type}.x`,
			mode: 'managed',
			type: entry.type,
			name: 'x',
			change: {
				actions,
				before: actions[0] === 'create' && actions.length === 1 ? null : before.object,
				after: actions.join() === 'delete' ? null : after.object,
				after_unknown: unknown ? { unheard_of: true } : {},
				before_sensitive: before.mask,
				after_sensitive: after.mask,
			},
		})),
);

/** Sometimes puts a secret into a field of another type, because the message must not quote it. */
const plan = fc
	.record({
		changes: fc.array(change, { minLength: 1, maxLength: 4 }),
		broken: fc.constantFrom(null, null, null, null, null, null, 'actions', 'type', 'configuration', 'complete'),
	})
	.map(({ changes, broken }) => {
		const document: { [name: string]: unknown } = {
			format_version: '1.2',
			variables: { token: { value: 's3cr3t-variable' } },
			resource_changes: changes.map((one, index) => ({
				...one,
				address: `${one.address}${index}`,
				...(broken === 'type' ? { type: ['s3cr3t-type'] } : {}),
			})),
			output_changes: { out: { actions: ['create'], after: 's3cr3t-output' } },
			configuration:
				broken === 'configuration'
					? 's3cr3t-configuration'
					: { root_module: { variables: { token: { default: 's3cr3t-default' } } } },
		};
		if (broken === 'complete') document.complete = 's3cr3t-complete';
		return document;
	});

test('no output of any format has a secret of the plan', async (t) => {
	const formats = await Promise.all(formatNames.map(loadFormat));
	const file = path.join(folder, 'plan.json');
	let findings = 0;
	let refusals = 0;
	await fc.assert(
		fc.asyncProperty(plan, async (document) => {
			fs.writeFileSync(file, JSON.stringify(document));
			const checked = await checkPlan(file, {
				inventory,
				principal: 'account',
				waivers: { rules: [], today: '2026-01-01' },
				terraform: (await planUseOf({})).terraform,
				source: undefined,
			});
			const report = reportOf([checked], uniformPolicies(), []);
			const printed = formats.flatMap((format) => [format(report, false), format(report, true)]);
			if (checked.kind === 'unreadable') refusals++;
			else {
				findings += report.findings.length;
				const reading = await withPlanDocument(file, (await planUseOf({})).terraform, (opened) => readDocument(opened));
				printed.push(JSON.stringify(ledgerOf(reading, operationsOfReading(reading))));
			}
			for (const text of printed) if (/s3cr3t|31337/.test(text)) throw new Error(text.slice(0, 4000));
		}),
		{ numRuns: runs },
	);
	t.true(findings > runs, 'the plans have findings to print');
	t.true(refusals > 0, 'some plans cannot be read');
});
