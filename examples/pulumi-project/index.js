const alicloud = require('@pulumi/alicloud');

// Allowed: the group is made by this program.
const web = new alicloud.ecs.SecurityGroup('web', { securityGroupName: 'web', vpcId: 'vpc-a' });
new alicloud.ecs.SecurityGroupRule('https', {
	securityGroupId: web.id,
	type: 'ingress',
	ipProtocol: 'tcp',
	portRange: '443/443',
	cidrIp: '0.0.0.0/0',
});

// Refused: sg-lit3 belongs to a load balancer (../inventory.json), and only that may change it.
new alicloud.ecs.SecurityGroupRule('from-office', {
	securityGroupId: 'sg-lit3',
	type: 'ingress',
	ipProtocol: 'tcp',
	portRange: '22/22',
	cidrIp: '10.0.0.0/8',
});
