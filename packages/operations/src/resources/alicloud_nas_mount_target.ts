import type { Entry } from '../entry/entry-schema.js';

export const alicloud_nas_mount_target: Entry = {
	type: 'alicloud_nas_mount_target',
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_nas_mount_target.go', scenarios: [] },
	create: [
		{
			product: 'NAS',
			operation: 'CreateMountTarget',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [{ product: 'NAS', operation: 'DeleteMountTarget', groups: [], consequence: 'aborts' }],
	note: 'the update sends no group, although another one does not force a new object',
};
