import fs from 'node:fs';
import test from 'ava';
import { locate, parseSources } from '../src/sources/index.js';

const recordings = new URL('../../../../test/fixtures/terraform/', import.meta.url);

interface Recorded {
	readonly configuration: {
		readonly root_module: { readonly module_calls?: { readonly [name: string]: { readonly source: string } } };
	};
	readonly resource_changes?: readonly {
		readonly address: string;
		readonly mode: string;
		readonly type: string;
		readonly name: string;
		readonly module_address?: string;
		readonly change: { readonly actions: readonly string[] };
	}[];
}

test('every changed resource of every recording with sources is found at the line of its block', (t) => {
	let found = 0;
	const scenarios = fs.readdirSync(recordings).filter((name) => fs.existsSync(new URL(`${name}/after.tf`, recordings)));
	for (const scenario of scenarios) {
		// The recorder replaces a line of its own by a placeholder.
		const text = (path: string) =>
			fs.readFileSync(new URL(`${scenario}/${path}`, recordings), 'utf8').replace('@PROVIDER@', '');
		const plan = JSON.parse(text('plan.json')) as Recorded;
		const calls = Object.entries(plan.configuration.root_module.module_calls ?? {});
		const files = new Map([
			['', 'after.tf'],
			...calls.map(([name, { source }]) => [name, `${source}/main.tf`] as const),
		]);
		const sources = parseSources(
			[...files].map(([key, path]) => ({ key, directory: '.', files: [{ path, text: text(path) }] })),
		);
		for (const { address, mode, type, name, module_address: module = '', change } of plan.resource_changes ?? []) {
			if (mode !== 'managed') continue;
			const file = files.get(module.replace(/^module\./, '').replace(/\[.*/, '')) ?? '';
			const start = new RegExp(`^resource +"${type}" +"${name}"`);
			const line =
				text(file)
					.split('\n')
					.findIndex((line) => start.test(line)) + 1;
			const location = locate(sources, address, null, null);
			t.is(location?.line ?? 0, line, `${scenario} ${address}`);
			if (line === 0)
				t.true(
					change.actions.every((action) => /delete|forget|no-op/.test(action)),
					`${scenario} ${address}`,
				);
			else {
				t.is(location?.file, file);
				t.is(location?.via?.length ?? 0, module === '' ? 0 : 1);
				found++;
			}
		}
	}
	t.log(`${found} blocks in ${scenarios.length} recordings`);
	t.true(found > 100);
});

test('a literal id is found at its attribute, in nested and dynamic blocks too', (t) => {
	const text = `resource "alicloud_instance" "i" {
  security_groups = [
    "sg-1"
  ]
  network_interfaces {
    security_group_ids = ["sg-2"]
  }
  dynamic "network_interfaces" {
    for_each = [1]
    content {
      security_group_ids = concat(["sg-3"], [alicloud_security_group.a.id])
    }
  }
}
`;
	const sources = parseSources([{ key: '', directory: '.', files: [{ path: 'main.tf', text }] }]);
	const line = (attribute: string, id: string) => locate(sources, 'alicloud_instance.i[0]', attribute, id)?.line;
	t.is(line('security_groups', 'sg-1'), 2);
	t.is(line('network_interfaces.security_group_ids', 'sg-2'), 6);
	t.is(line('network_interfaces.security_group_ids', 'sg-3'), 11);
	t.is(line('security_groups', 'sg-9'), 1);
	t.is(locate(sources, 'alicloud_instance.gone', null, null), null);
	t.is(locate(sources, 'module.gone.alicloud_instance.i', null, null), null);
});
