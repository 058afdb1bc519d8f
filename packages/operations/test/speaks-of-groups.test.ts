import test from 'ava';
import { speaksOfGroups } from '../src/index.js';

for (const [title, type, value, expected] of [
	['an attribute of a new type', 'alicloud_new', { security_group_id: null }, true],
	['an id in it, wherever it stands', 'alicloud_new', { a: [{ b: 'sg-1' }] }, true],
	['a new type without either', 'alicloud_new', { vpc_id: 'vpc-1', note: 'an sg-1' }, false],
	['a type of Pulumi', 'alicloud:new/thing:Thing', { securityGroupIds: [] }, true],
	['what runs anything, with an id', 'null_resource', { triggers: { group: 'sg-1' } }, true],
	['what runs anything, without one', 'null_resource', { triggers: { security_group: 'web' } }, false],
	['the attribute of another cloud', 'azurerm_network_interface', { network_security_group_id: '/sub/nsg' }, false],
	['another cloud, where ids look the same', 'aws_instance', { vpc_security_group_ids: ['sg-0a1b2c3d'] }, false],
	['the same in Pulumi', 'aws-native:ec2:Instance', { securityGroupIds: ['sg-0a1b2c3d'] }, false],
] as const) {
	test(`${title} ${expected ? 'speaks' : 'does not speak'} of groups`, (t) => {
		t.is(speaksOfGroups(type, [null, value]), expected);
	});
}
