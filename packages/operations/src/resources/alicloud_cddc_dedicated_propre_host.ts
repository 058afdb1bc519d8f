import type { Entry } from '../entry/entry-schema.js';

export const alicloud_cddc_dedicated_propre_host: Entry = {
	type: 'alicloud_cddc_dedicated_propre_host',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_cddc_dedicated_propre_host.go',
		scenarios: ['po_alicloud_cddc_dedicated_propre_host'],
	},
	create: [
		{
			product: 'cddc',
			operation: 'CreateMyBase',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [],
};
