export { alicloud_ecs_instance_set } from './alicloud_ecs_instance_set.js';
export { alicloud_ecs_launch_template } from './alicloud_ecs_launch_template.js';
export { alicloud_ecs_network_interface } from './alicloud_ecs_network_interface.js';
export { alicloud_ecs_network_interface_attachment } from './alicloud_ecs_network_interface_attachment.js';
export { alicloud_instance } from './alicloud_instance.js';
export { alicloud_security_group } from './alicloud_security_group.js';
export { alicloud_security_group_rule } from './alicloud_security_group_rule.js';
