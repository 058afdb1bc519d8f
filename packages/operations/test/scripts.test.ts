import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { entrySchema } from '../src/entry/entry-schema.js';
import { entries } from '../src/index.js';

const packageRoot = fileURLToPath(new URL('../../', import.meta.url));

/** A copy of what the scripts read and write; `lists` replaces the provider's lists by small made ones. */
function copyOf(t: ExecutionContext, lists?: Record<string, unknown>): string {
	const root = fs.mkdtempSync(path.join(os.tmpdir(), 'operations-'));
	t.teardown(() => fs.rmSync(root, { recursive: true }));
	for (const folder of ['scripts', 'provider', 'src/resources', 'test/cases']) {
		fs.cpSync(path.join(packageRoot, folder), path.join(root, folder), { recursive: true });
	}
	fs.symlinkSync(path.join(packageRoot, 'node_modules'), path.join(root, 'node_modules'));
	for (const [name, value] of Object.entries(lists ?? {})) {
		fs.writeFileSync(path.join(root, 'provider', name), typeof value === 'string' ? value : JSON.stringify(value));
	}
	return root;
}

function run(root: string, script: string, ...args: string[]) {
	const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'scripts', script), ...args], {
		encoding: 'utf8',
		cwd: root,
	});
	return { status, stdout, stderr };
}

const content = (root: string, file: string): string => fs.readFileSync(path.join(root, file), 'utf8');
const json = (root: string, file: string) => JSON.parse(content(root, file));

test('new-resource writes the entry and the cases from the group arguments, and lists the entry', (t) => {
	const root = copyOf(t);
	const type = 'alicloud_nlb_load_balancer';
	fs.rmSync(path.join(root, `src/resources/${type}.ts`));
	fs.rmSync(path.join(root, `test/cases/${type}.ts`));
	const { status, stdout } = run(root, 'new-resource.mjs', type);
	t.is(status, 0);
	t.regex(stdout, /resource_alicloud_nlb_load_balancer\.go/);
	t.regex(content(root, `src/resources/${type}.ts`), /LoadBalancerJoinSecurityGroup[\s\S]*security_group_ids\[\]/);
	t.regex(content(root, `test/cases/${type}.ts`), /LoadBalancerJoinSecurityGroup\(sg-1\)/);
	t.is(
		content(root, 'src/resources/index.ts'),
		fs.readFileSync(path.join(packageRoot, 'src/resources/index.ts'), 'utf8'),
	);
});

test('an unedited draft of any type is refused by the schema, for each call and for the source', async (t) => {
	const { draftOf } = (await import(pathToFileURL(path.join(packageRoot, 'scripts/entry-draft.mjs')).href)) as {
		draftOf(type: string): { entry: unknown };
	};
	for (const { type } of entries) {
		const { entry } = draftOf(type);
		const result = entrySchema.safeParse(entry);
		t.true(
			result.error?.issues.some(({ path: [first] }) => first === 'evidence'),
			type,
		);
		const checked = JSON.parse(JSON.stringify(entry).replaceAll('unchecked ', ''));
		t.true(entrySchema.safeParse(checked).success, `${type} is right in form`);
	}
});

test('new-resource refuses a name that the provider does not know, and names the nearest', (t) => {
	const root = copyOf(t);
	const { status, stderr } = run(root, 'new-resource.mjs', 'alicloud_nlb_loadbalancer');
	t.is(status, 2);
	t.regex(stderr, /^alicloud_nlb_loadbalancer is not a resource type .* Did you mean alicloud_nlb_load_balancer\?/);
	t.false(fs.existsSync(path.join(root, 'src/resources/alicloud_nlb_loadbalancer.ts')));
});

test('new-resource never overwrites, and leaves reviewed types and aliases alone', (t) => {
	const root = copyOf(t);
	const before = content(root, 'src/resources/alicloud_instance.ts');
	for (const [type, message] of [
		['alicloud_instance', /exists: nothing was written/],
		['alicloud_vpc', /alicloud_vpc is reviewed/],
		['alicloud_network_interface', /another name of alicloud_ecs_network_interface/],
	] as const) {
		const { status, stderr } = run(root, 'new-resource.mjs', type);
		t.is(status, 2, type);
		t.regex(stderr, message);
	}
	t.is(run(root, 'new-resource.mjs').status, 2);
	t.is(content(root, 'src/resources/alicloud_instance.ts'), before);
});

const lists = {
	'types.txt': 'alicloud_gone\nalicloud_instance\nalicloud_old_instance\nalicloud_vpc\n',
	'group-arguments.json': {
		provider: 'aliyun/alicloud',
		version: '1.0.0',
		commit: 'a',
		types: {
			alicloud_instance: {
				aliases: ['alicloud_old_instance'],
				source: 'alicloud/resource_alicloud_instance.go',
				arguments: { 'security_groups[]': '', 'nics[].security_group_id': '' },
				not_groups: { security_group_name: 'a name' },
			},
		},
		lookalikes: {},
	},
	'reviewed.json': { 'takes none': ['alicloud_gone', 'alicloud_vpc'] },
};

const instance = {
	block: {
		attributes: {
			security_groups: { type: ['set', 'string'], optional: true },
			security_group_name: { type: 'string', optional: true },
			computed_security_group_id: { type: 'string', computed: true },
			security_group_rules: { type: 'bool', optional: true },
		},
		block_types: {
			nics: { nesting_mode: 'list', block: { attributes: { security_group_id: { type: 'string', required: true } } } },
		},
	},
};

function schemaFile(t: ExecutionContext, root: string, resource_schemas: Record<string, unknown>): string {
	const file = path.join(root, 'schema.json');
	fs.writeFileSync(
		file,
		JSON.stringify({ provider_schemas: { 'registry.terraform.io/aliyun/alicloud': { resource_schemas } } }),
	);
	t.true(fs.existsSync(file));
	return file;
}

test('refresh-types has nothing to say of a schema that the lists describe', (t) => {
	const root = copyOf(t, lists);
	const schemas = {
		alicloud_gone: { block: {} },
		alicloud_instance: instance,
		alicloud_old_instance: instance,
		alicloud_vpc: { block: {} },
	};
	const { status, stdout } = run(root, 'refresh-types.mjs', schemaFile(t, root, schemas));
	t.is(status, 0);
	t.is(stdout, 'Nothing to review.\n');
});

interface Block {
	attributes: Record<string, unknown>;
	block_types: Record<string, { nesting_mode: string; block: Block }>;
}

/** A block of a schema (a double of the provider's) that has the arguments at these paths. */
function blockOf(paths: readonly string[]): Block {
	const root: Block = { attributes: {}, block_types: {} };
	for (const path of paths) {
		let block = root;
		const steps = path.split('.');
		const last = steps.pop() as string;
		for (const step of steps) {
			const name = step.replace('[]', '');
			block.block_types[name] ??= { nesting_mode: 'list', block: { attributes: {}, block_types: {} } };
			block = block.block_types[name].block;
		}
		const type = last.endsWith('[]') ? ['set', 'string'] : 'string';
		block.attributes[last.replace('[]', '')] = { type, optional: true };
	}
	return root;
}

test("refresh-types has nothing to say of the reviewed version's own arguments", (t) => {
	const root = copyOf(t);
	const known = json(root, 'provider/group-arguments.json');
	const names = content(root, 'provider/types.txt').trim().split('\n');
	const schemas: Record<string, unknown> = Object.fromEntries(names.map((type) => [type, { block: {} }]));
	for (const [type, { aliases, ...entry }] of Object.entries<Record<string, never>>(known.types)) {
		const block = blockOf([...Object.keys(entry.arguments ?? {}), ...Object.keys(entry.not_groups ?? {})]);
		for (const name of [type, ...(aliases ?? [])]) schemas[name] = { block };
	}
	for (const [type, attributes] of Object.entries<Record<string, string>>(known.lookalikes)) {
		schemas[type] = { block: blockOf(Object.keys(attributes)) };
	}
	const { stdout } = run(root, 'refresh-types.mjs', schemaFile(t, root, schemas));
	t.is(stdout, 'Nothing to review.\n');
	t.deepEqual(json(root, 'provider/group-arguments.json'), known);
});

test('refresh-types prints every change of a new version and updates the lists', (t) => {
	const root = copyOf(t, lists);
	const group = { type: 'string', optional: true };
	const secret = { ...group, sensitive: true };
	const schemas = {
		alicloud_cluster: {
			block: {
				block_types: {
					nodes: { nesting_mode: 'set', block: { attributes: { sg_id: group, password: secret } } },
					login: { nesting_mode: 'list', block: { attributes: { password: secret } } },
				},
			},
		},
		alicloud_instance: {
			block: { attributes: { ...instance.block.attributes, extra_security_group_id: group, password: secret } },
		},
		alicloud_old_instance: { block: { attributes: { ...instance.block.attributes, extra_security_group_id: group } } },
		alicloud_plain: { block: { attributes: { name: group } } },
		alicloud_vpc: {
			block: {
				attributes: {
					rules: { type: ['list', ['object', { security_group_ids: ['set', 'string'] }]], optional: true },
				},
			},
		},
	};
	const { status, stdout } = run(root, 'refresh-types.mjs', schemaFile(t, root, schemas), '1.1.0');
	t.is(status, 0);
	for (const line of [
		'  alicloud_cluster: takes a group in nodes[].sg_id',
		'  alicloud_plain',
		'  alicloud_instance: extra_security_group_id',
		'  alicloud_vpc: rules[].security_group_ids[]',
		'  alicloud_gone',
		'  alicloud_instance: nics[].security_group_id',
	]) {
		t.true(stdout.split('\n').includes(line), line);
	}
	t.is(content(root, 'provider/types.txt').split('\n').length, 6);
	const { version, types } = json(root, 'provider/group-arguments.json');
	t.is(version, '1.1.0');
	t.deepEqual(Object.keys(types.alicloud_instance.arguments), ['security_groups[]', 'extra_security_group_id']);
	t.deepEqual(Object.keys(types.alicloud_cluster.arguments), ['nodes[].sg_id']);
	t.deepEqual(json(root, 'provider/reviewed.json'), { 'takes none': [] });
	t.deepEqual(json(root, 'provider/sensitive.json'), {
		alicloud_cluster: ['login[].password', 'nodes{}'],
		alicloud_instance: ['password'],
	});

	t.is(run(root, 'new-resource.mjs', 'alicloud_cluster').status, 0, 'the new type can be drafted');
	t.regex(content(root, 'src/resources/alicloud_cluster.ts'), /nodes\[\]\.sg_id/);
});

test('refresh-types refuses a file that is not a provider schema and writes nothing', (t) => {
	const root = copyOf(t, lists);
	const file = path.join(root, 'other.json');
	for (const [text, message] of [
		['{', /cannot be read as JSON/],
		['{"provider_schemas":{}}', /has no schema of aliyun\/alicloud/],
	] as const) {
		fs.writeFileSync(file, text);
		const { status, stderr } = run(root, 'refresh-types.mjs', file);
		t.is(status, 2);
		t.regex(stderr, message);
		t.notRegex(stderr, /\n {4}at /);
	}
	t.is(run(root, 'refresh-types.mjs').status, 2);
	t.is(content(root, 'provider/types.txt'), lists['types.txt']);
});

test('the review of a new provider version lists the changed files and their new attributes and lines', (t) => {
	const repository = fs.mkdtempSync(path.join(os.tmpdir(), 'provider-'));
	t.teardown(() => fs.rmSync(repository, { recursive: true }));
	const git = (...args: string[]): void => {
		const identity = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'];
		const { status, stderr } = spawnSync('git', ['-C', repository, ...identity, ...args], { encoding: 'utf8' });
		t.is(status, 0, stderr);
	};
	const source = path.join(repository, 'alicloud/resource_alicloud_instance.go');
	const schema = (name: string): string =>
		`\treturn &schema.Resource{\n\t\tSchema: map[string]*schema.Schema{\n\t\t\t"${name}": {\n\t\t\t},\n\t\t},\n\t}\n`;
	fs.mkdirSync(path.dirname(source));
	git('init', '-q');
	fs.writeFileSync(source, schema('vpc_id'));
	const service = path.join(repository, 'alicloud/service_alicloud_ecs.go');
	fs.writeFileSync(service, 'a := ecsClient.JoinSecurityGroup(request)\n');
	git('add', '-A');
	git('commit', '-qm', 'one');
	git('tag', 'v1.289.0');
	fs.writeFileSync(source, `${schema('groups')}\taction := "ModifyInstanceAttribute"\n`);
	fs.writeFileSync(service, 'request["SecurityGroupIds"] = ids\n');
	git('commit', '-qam', 'two');
	git('tag', 'v1.290.0');
	const review = (...args: string[]) =>
		spawnSync(process.execPath, [path.join(packageRoot, 'scripts/review-provider.mjs'), repository, ...args], {
			encoding: 'utf8',
		});
	const { status, stdout } = review('1.289.0', '1.290.0');
	t.is(status, 0);
	t.regex(stdout, /^1 of \d+ source files of mapped types changed from 1\.289\.0 to 1\.290\.0\.$/m);
	t.regex(
		stdout,
		/^alicloud_instance: .*\n {2}new attributes:\n {4}groups\n {2}attributes that are gone:\n {4}vpc_id$/m,
	);
	t.regex(stdout, /action := "ModifyInstanceAttribute"/);
	t.regex(
		stdout,
		/^shared functions: .*service_alicloud_ecs\.go\n.*new:\n.*SecurityGroupIds.*\n.*gone:\n.*JoinSecurityGroup/m,
	);
	const missing = review('1.289.0', '9.0.0');
	t.is(missing.status, 2);
	t.regex(missing.stderr, /has no tag v9\.0\.0\. Fetch the tags/);
});
