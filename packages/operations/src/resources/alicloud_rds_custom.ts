import type { Condition, Entry } from '../entry/entry-schema.js';

const sendsAll: Condition = { schema: 'instance_name', since: '1.279.0' };

export const alicloud_rds_custom: Entry = {
	type: 'alicloud_rds_custom',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_rds_custom.go',
		scenarios: ['po_alicloud_rds_custom'],
	},
	always: [
		'auto_pay',
		'create_mode',
		'dry_run',
		'force_stop',
		'internet_charge_type',
		'password',
		'period',
		'period_unit',
	],
	create: [
		{
			product: 'Rds',
			operation: 'RunRCInstances',
			groups: [
				{ role: 'target', attribute: 'security_group_ids[]', when: sendsAll },
				{ role: 'target', attribute: 'security_group_ids[]', take: 'head', when: { not: sendsAll } },
			],
			consequence: 'aborts',
			note: 'until 1.278.0 only the first group of the list is sent',
		},
	],
	update: [],
	delete: [{ product: 'Rds', operation: 'DeleteRCInstance', groups: [], consequence: 'aborts' }],
	note: 'another group forces a new instance: the code that would modify it is never reached',
};
