import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { inventory, root, scratch, sgPreflight } from '../cli/command-run.js';
import { providerDouble } from './provider-double.js';

const fixtures = path.join(root, 'test/fixtures/terraform');

type Value = null | boolean | number | string | readonly Value[] | { readonly [name: string]: Value };
type Type = string | readonly [kind: string, inner: Type | { readonly [name: string]: Type }];

/** Returns the attributes of every recorded type, in the form of the double of the provider. */
function recordedTypes(scenarios: readonly string[]): { readonly [type: string]: { readonly [name: string]: Type } } {
	const values = new Map<string, Map<string, Value[]>>();
	for (const scenario of scenarios) {
		const plan = JSON.parse(fs.readFileSync(path.join(fixtures, scenario, 'plan.json'), 'utf8')) as {
			resource_changes?: {
				mode: string;
				type: string;
				change: { before: Value; after: Value; after_unknown: Value };
			}[];
		};
		for (const { mode, type, change } of plan.resource_changes ?? []) {
			if (mode !== 'managed') continue;
			const attributes = values.get(type) ?? new Map<string, Value[]>();
			values.set(type, attributes);
			for (const state of [change.before, change.after, change.after_unknown]) {
				for (const [name, value] of Object.entries(state ?? {})) {
					attributes.set(name, [
						...(attributes.get(name) ?? []),
						...(value === true && state === change.after_unknown ? [] : [value]),
					]);
				}
			}
		}
	}
	return Object.fromEntries(
		[...values].map(([type, attributes]) => [
			type,
			Object.fromEntries([...attributes].map(([name, all]) => [name, typeOf(all)])),
		]),
	);
}

/** Returns Terraform's type of values in JSON: the first value with a type decides. */
function typeOf(values: readonly Value[]): Type {
	const lists = values.filter((value): value is readonly Value[] => Array.isArray(value));
	if (lists.length > 0) return ['list', typeOf(lists.flat().filter((value) => typeof value !== 'boolean'))];
	const objects = values.filter((value) => typeof value === 'object' && value !== null);
	const names = [...new Set(objects.flatMap((object) => Object.keys(object as object)))];
	if (names.length > 0) {
		const of = (name: string) => objects.map((object) => (object as { [name: string]: Value })[name] ?? null);
		const types = Object.fromEntries(names.map((name) => [name, typeOf(of(name))]));
		return names.every((name) => of(name).every((value) => value === null || typeof value === 'string'))
			? ['map', 'string']
			: ['object', types];
	}
	if (objects.length > 0) return ['map', 'string'];
	const known = values.find((value) => value !== null);
	if (known === undefined || typeof known === 'string') return 'string';
	return typeof known === 'boolean' ? 'bool' : 'number';
}

const provider = 'terraform {\n  required_providers {\n    alicloud = { source = "aliyun/alicloud" }\n  }\n}\n';

interface Report {
	readonly time: string;
	readonly inputs: readonly { readonly input: string; readonly savedPlan?: { readonly reader: string } }[];
	readonly notices: readonly { readonly message: string }[];
}

test('every recorded configuration, planned by the real Terraform, gives the same in both ways', async (t) => {
	// The double has no data sources.
	const scenarios = fs.readdirSync(fixtures).filter((name) => !name.startsWith('unk_datasource'));
	const cwd = scratch(t, { 'types.json': JSON.stringify(recordedTypes(scenarios)) });
	const env = { ...providerDouble(), DOUBLE_TYPES: path.join(cwd, 'types.json') };
	const planned = scenarios.filter((scenario) => plan(path.join(cwd, scenario), scenario, env));
	t.log(`${planned.length} of ${scenarios.length} configurations were planned`);
	t.true(planned.length >= 100);

	const check = async (...options: string[]) => {
		const { stdout, stderr, status } = await sgPreflight(
			['check', '.', '--inventory', inventory, '--format', 'json', ...options],
			{ cwd, env },
		);
		t.is(stderr, '');
		const { inputs, notices, time: _, ...report } = JSON.parse(stdout) as Report;
		t.is(inputs.length, planned.length);
		return {
			readers: new Set(inputs.map(({ savedPlan }) => savedPlan?.reader)),
			said: {
				...report,
				status,
				inputs: inputs.map((input) => ({ ...input, savedPlan: null, formatVersion: null })),
				// The double has attributes where the real provider has blocks, which plan JSON then writes differently.
				notices: notices.filter(({ message }) => !/; read (without|by) |do not show what was planned/.test(message)),
			},
		};
	};
	const direct = await check();
	const shown = await check('--terraform-bin', 'terraform');
	t.deepEqual([...direct.readers, ...shown.readers], ['sg-preflight', 'terraform show']);
	t.deepEqual(direct.said, shown.said);
});

/** Plans a recorded configuration, after what it had before was applied; false if the double cannot do that. */
function plan(cwd: string, scenario: string, env: NodeJS.ProcessEnv): boolean {
	fs.cpSync(path.join(fixtures, scenario), cwd, {
		recursive: true,
		filter: (file) => !file.endsWith('.json') && !/(before|after)\.tf$/.test(file),
	});
	const modules = path.join(cwd, 'modules');
	const folders = fs.existsSync(modules) ? fs.readdirSync(modules).map((name) => path.join(modules, name)) : [];
	for (const folder of [cwd, ...folders]) fs.writeFileSync(path.join(folder, 'provider.tf'), provider);
	const terraform = (...args: string[]) =>
		execFileSync('terraform', args, { cwd, env: { ...process.env, ...env }, stdio: 'pipe' });
	try {
		for (const [from, ...args] of [
			['before.tf', 'apply', '-auto-approve'],
			['after.tf', 'plan', '-out=plan.tfplan'],
		] as const) {
			const file = path.join(fixtures, scenario, from);
			if (!fs.existsSync(file)) continue;
			fs.copyFileSync(file, path.join(cwd, 'main.tf'));
			if (folders.length > 0) terraform('get');
			terraform(...args);
		}
		return true;
	} catch {
		fs.rmSync(cwd, { recursive: true });
		return false;
	}
}
