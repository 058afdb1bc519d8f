import type { Entry } from '../entry/entry-schema.js';

export const alicloud_ens_instance_security_group_attachment: Entry = {
	type: 'alicloud_ens_instance_security_group_attachment',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_ens_instance_security_group_attachment.go',
		scenarios: ['po_alicloud_ens_instance_security_group_attachment'],
	},
	create: [
		{
			product: 'Ens',
			operation: 'JoinSecurityGroup',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
			note: 'not the ECS operation of the same name',
		},
	],
	update: [],
	delete: [
		{
			product: 'Ens',
			operation: 'LeaveSecurityGroup',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
			note: 'not the ECS operation of the same name',
		},
	],
	note: 'the ids are of security groups of Edge Node Service (ENS): an inventory of ECS lists none of them',
};
