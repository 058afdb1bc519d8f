import type { Entry } from '../entry/entry-schema.js';

export const alicloud_dms_airflow: Entry = {
	type: 'alicloud_dms_airflow',
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_dms_airflow.go', scenarios: [] },
	create: [
		{
			product: 'Dms',
			operation: 'CreateAirflow',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [{ product: 'Dms', operation: 'DeleteAirflow', groups: [], consequence: 'aborts' }],
};
