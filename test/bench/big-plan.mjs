#!/usr/bin/env node
// Writes a large Terraform plan JSON, shaped like `terraform show -json` of a big estate: the document
// order, one-line form and value sizes come from a real plan of the real provider, repeated with new
// addresses and ids. Most resources are no-op, as they are in a real plan.
//
//   node big-plan.mjs --from REAL_PLAN.json --resources 9000 --out big.json [--touch 5] [--touch-id sg-managed-0001]
//
// --touch N: N of the resources are updates that add --touch-id to the instance's security groups.
import fs from 'node:fs';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
	options: {
		from: { type: 'string' },
		out: { type: 'string' },
		resources: { type: 'string', default: '9000' },
		touch: { type: 'string', default: '0' },
		'touch-id': { type: 'string', default: 'sg-managed-0001' },
	},
});
const real = JSON.parse(fs.readFileSync(options.from, 'utf8'));
const template = real.resource_changes.find((change) => change.type === 'alicloud_instance');
const planned = real.planned_values.root_module.resources.find((r) => r.type === 'alicloud_instance');
const prior = real.prior_state.values.root_module.resources.find((r) => r.type === 'alicloud_instance');
const count = Number(options.resources);
const touch = Number(options.touch);
const every = touch > 0 ? Math.floor(count / touch) : Infinity;

const out = fs.openSync(options.out, 'w');
let buffer = [];
let size = 0;
function write(text) {
	buffer.push(text);
	size += text.length;
	if (size > 1 << 22) flush();
}

function flush() {
	fs.writeSync(out, buffer.join(''));
	buffer = [];
	size = 0;
}

const module = (n) => `module.svc["team-${Math.floor(n / 40)}"]`;
const unrelated = (n) => n % 5 === 0;
const type = (n) => (unrelated(n) ? 'random_pet' : 'alicloud_instance');
const address = (n) => `${module(n)}.${type(n)}.node[${n % 40}]`;
const values = (n, groups) =>
	unrelated(n)
		? {
				id: `pet-${n}`,
				keepers: { service: `svc-${n}`, note: 'a "quoted" { brace } \\ and \u00fcnicode \u{1f512}' },
				length: 2,
				prefix: null,
				separator: '-',
			}
		: {
				...template.change.before,
				id: `i-mock${n}`,
				instance_name: `node-${n}`,
				private_ip: `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
				security_groups: groups,
			};

function* join(make) {
	for (let n = 0; n < count; n++) {
		if (n > 0) yield ',';
		yield JSON.stringify(make(n));
	}
}

const touched = (n) => !unrelated(n) && touch > 0 && n % every === 1;
const before = (n) => values(n, [`sg-own-${n % 97}`]);
const after = (n) => (touched(n) ? values(n, [`sg-own-${n % 97}`, options['touch-id']]) : before(n));
const listed = (base, make) => (n) => ({
	...base,
	address: address(n),
	type: type(n),
	name: 'node',
	index: n % 40,
	values: make(n),
});

write(
	`{"format_version":"1.2","terraform_version":"${real.terraform_version}","planned_values":{"root_module":{"child_modules":[{"address":"module.svc","resources":[`,
);
for (const text of join(listed(planned, after))) write(text);
write(']}]}},"resource_drift":[],"resource_changes":[');
for (const text of join((n) => ({
	...template,
	address: address(n),
	module_address: module(n),
	type: type(n),
	name: 'node',
	index: n % 40,
	provider_name: unrelated(n) ? 'registry.terraform.io/hashicorp/random' : template.provider_name,
	change: {
		...template.change,
		actions: [touched(n) ? 'update' : 'no-op'],
		before: before(n),
		after: after(n),
		after_unknown: {},
	},
})))
	write(text);
write(']');
write(
	',"prior_state":{"format_version":"1.0","terraform_version":"' +
		real.terraform_version +
		'","values":{"root_module":{"child_modules":[{"address":"module.svc","resources":[',
);
for (const text of join(listed(prior, before))) write(text);
write(
	`]}]}}},"configuration":${JSON.stringify(real.configuration)},"timestamp":"2026-01-01T00:00:00Z","applyable":true,"complete":true,"errored":false}\n`,
);
flush();
fs.closeSync(out);
