import type { Entry } from '../entry/entry-schema.js';

export const alicloud_arms_prometheus: Entry = {
	type: 'alicloud_arms_prometheus',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_arms_prometheus.go',
		scenarios: ['po_alicloud_arms_prometheus'],
	},
	create: [
		{
			product: 'ARMS',
			operation: 'CreatePrometheusInstance',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [{ product: 'ARMS', operation: 'UninstallPromCluster', groups: [], consequence: 'aborts' }],
};
