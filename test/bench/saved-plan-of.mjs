// Makes saved plans of many resources from one real plan: its messages and its state repeated under other addresses.

import { fileOf, withoutField } from '../../packages/terraform/dist/test/plan-message.js';
import { recordedPlans } from '../../packages/terraform/dist/test/saved-plan-fixtures.js';
import { zipOf } from '../../packages/terraform/dist/test/zip-file.js';
import {
	BinaryReader,
	BinaryWriter,
	WireType,
} from '../../packages/terraform/node_modules/@bufbuild/protobuf/dist/esm/wire/index.js';

const tool = 'terraform-1.11.4';
const name = 'inst_add_sg';
const type = 'alicloud_instance';
const recorded = recordedPlans.find((plan) => plan.tool === tool && plan.name === name);
const [shown] = JSON.parse(Buffer.from(recorded.json).toString()).resource_changes.filter((one) => one.type === type);

const sources = `terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
  }
}
provider "alicloud" {
  region = "cn-hangzhou"
}
resource "${type}" "i" {
  count           = 10000
  security_groups = ["sg-lit1", "sg-lit3"]
}
`;

/** The types of the plan's attributes, for the double of the provider. */
export function typesOfPlan() {
	const { before, after } = shown.change;
	return { [type]: Object.fromEntries(Object.keys(after).map((key) => [key, typeOf([before[key], after[key]])])) };
}

/** Returns Terraform's type of values in JSON; for null any type. */
function typeOf(values) {
	const value = values.find((one) => one !== null && one !== undefined && !(Array.isArray(one) && one.length === 0));
	if (Array.isArray(value)) return ['list', typeOf(values.flat())];
	if (value === undefined) return values.some(Array.isArray) ? ['list', 'string'] : 'string';
	if (typeof value !== 'object') return typeof value === 'boolean' ? 'bool' : typeof value;
	const isMap = Object.values(value).every((one) => typeof one === 'string');
	if (isMap && Object.keys(value).length === 0) return ['map', 'string'];
	return ['object', Object.fromEntries(Object.keys(value).map((key) => [key, typeOf([value[key]])]))];
}

/** Returns the bytes of a plan of so many instances; the first few are updated. */
export function savedPlanOf(resources, updates) {
	const message = fileOf(recorded.bytes, 'tfplan');
	const [update] = fieldsOf(message, 3);
	const noOp = new BinaryWriter()
		.tag(2, WireType.LengthDelimited)
		.bytes(fieldsOf(fieldsOf(update, 9)[0], 2)[0])
		.finish();
	const plan = new BinaryWriter().raw(withoutField(message, 3));
	for (let index = 0; index < resources; index++) {
		const rest = withoutField(index < updates ? update : withoutField(update, 9), 13);
		const change = new BinaryWriter().raw(rest);
		if (index >= updates) change.tag(9, WireType.LengthDelimited).bytes(noOp);
		change.tag(13, WireType.LengthDelimited).string(`${type}.i[${index}]`);
		plan.tag(3, WireType.LengthDelimited).bytes(change.finish());
	}
	const state = JSON.parse(Buffer.from(fileOf(recorded.bytes, 'tfstate')).toString());
	const [resource] = state.resources.filter((one) => one.type === type);
	state.resources = [
		{
			...resource,
			name: 'i',
			each: 'list',
			instances: Array.from({ length: resources }, (_, index) => ({ ...resource.instances[0], index_key: index })),
		},
	];
	const stateText = JSON.stringify(state);
	return zipOf([
		['tfplan', plan.finish()],
		['tfstate', stateText],
		['tfstate-prev', stateText],
		['tfconfig/m-/main.tf', sources],
		['tfconfig/modules.json', '[{"Key":"","Dir":"."}]'],
		['.terraform.lock.hcl', fileOf(recorded.bytes, '.terraform.lock.hcl')],
	]);
}

function fieldsOf(message, number) {
	const reader = new BinaryReader(message);
	const found = [];
	while (reader.pos < message.length) {
		const [field, wire] = reader.tag();
		if (field === number && wire === WireType.LengthDelimited) found.push(reader.bytes());
		else reader.skip(wire);
	}
	return found;
}
