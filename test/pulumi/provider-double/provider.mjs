// A double of pulumi-resource-alicloud, for tests of the policy pack. It calls no API and creates nothing: it answers
// the engine like the real provider, as far as a policy pack can tell, and its plugin version shows that it is a
// double. What a real provider sends was recorded with the real one: test/fixtures/pulumi.
import { randomBytes } from 'node:crypto';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import plugin from '@pulumi/pulumi/proto/plugin_pb.js';
import services from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/provider_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import struct from 'google-protobuf/google/protobuf/struct_pb.js';

/** The engine's mark of an unknown string. */
const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** For each type: the inputs that force a new resource, and what the API fills in. */
const types = {
	'alicloud:ecs/securityGroup:SecurityGroup': {
		prefix: 'sg',
		replaces: ['vpcId', 'securityGroupType'],
		computed: { createTime: '2026-01-01T00:00:00Z', innerAccess: true, innerAccessPolicy: 'Accept', tags: {} },
	},
	'alicloud:ecs/securityGroupRule:SecurityGroupRule': {
		prefix: null,
		replaces: ['cidrIp', 'ipProtocol', 'policy', 'portRange', 'priority', 'securityGroupId', 'type'],
		computed: { nicType: 'intranet', prefixListId: '', sourceGroupOwnerAccount: '' },
	},
	'alicloud:ecs/instance:Instance': {
		prefix: 'i',
		replaces: ['availabilityZone'],
		computed: { cpu: 2, memory: 4096, osType: 'linux', privateIp: '10.0.0.11', status: 'Running' },
	},
	'alicloud:ecs/ecsNetworkInterface:EcsNetworkInterface': {
		prefix: 'eni',
		replaces: ['vswitchId'],
		computed: { mac: '00:00:00:00:00:01', networkInterfaceTrafficMode: 'Standard', status: 'Available' },
	},
};

const typeOf = (urn) => urn.split('::')[2].split('$').at(-1);

function known(urn) {
	const type = types[typeOf(urn)];
	if (!type) throw new Error(`The double of the provider does not know ${typeOf(urn)}.`);
	return type;
}

const holdsUnknown = (value) =>
	value === unknown || (typeof value === 'object' && value !== null && Object.values(value).some(holdsUnknown));

function idOf(urn, inputs) {
	const { prefix } = known(urn);
	if (prefix !== null) return `${prefix}-double${randomBytes(6).toString('hex')}`;
	// A rule's id is made of its inputs and so contains the id of its group.
	const { securityGroupId, type, ipProtocol, portRange, cidrIp, policy, priority } = inputs;
	return [securityGroupId, type, ipProtocol, portRange, '<nil>', cidrIp, policy, priority].join(':');
}

/** The inputs that an import finds. A rule's id contains them all. */
function inputsOf(urn, id) {
	if (known(urn).prefix !== null) throw new Error(`The double of the provider cannot import a ${typeOf(urn)}.`);
	const [securityGroupId, type, ipProtocol, portRange, , cidrIp, policy, priority] = id.split(':');
	return { securityGroupId, type, ipProtocol, portRange, cidrIp, policy, priority: Number(priority) };
}

const plain = (value) => value?.toJavaScript() ?? {};
const message = struct.Struct.fromJavaScript;

/** Answers like the real provider in a preview: no id, and no property with an unknown part. */
function planned(outputs) {
	return message({
		...Object.fromEntries(Object.entries(outputs).filter(([, value]) => !holdsUnknown(value))),
		id: '',
	});
}

const methods = {
	getPluginInfo: () => new plugin.PluginInfo().setVersion('3.108.0+double'),
	checkConfig: (request) => new messages.CheckResponse().setInputs(request.getNews()),
	diffConfig: () => new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE),
	configure: () => new messages.ConfigureResponse().setSupportspreview(true).setAcceptresources(true),
	check: (request) => {
		known(request.getUrn());
		const defaults = typeOf(request.getUrn()).endsWith('SecurityGroupRule') ? { policy: 'accept', priority: 1 } : {};
		return new messages.CheckResponse().setInputs(message({ ...defaults, ...plain(request.getNews()) }));
	},
	diff: (request) => {
		const [olds, news] = [plain(request.getOldInputs()), plain(request.getNews())];
		const differs = (name) =>
			name.startsWith('__')
				? false
				: holdsUnknown(news[name]) || JSON.stringify(olds[name]) !== JSON.stringify(news[name]);
		const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(differs);
		const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
		return new messages.DiffResponse()
			.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE)
			.setDiffsList(changed)
			.setReplacesList(changed.filter((name) => known(request.getUrn()).replaces.includes(name)));
	},
	create: (request) => {
		const inputs = plain(request.getProperties());
		const response = new messages.CreateResponse();
		if (request.getPreview()) return response.setProperties(planned(inputs));
		const id = idOf(request.getUrn(), inputs);
		return response.setId(id).setProperties(message({ ...known(request.getUrn()).computed, ...inputs, id }));
	},
	read: (request) => {
		const response = new messages.ReadResponse().setId(request.getId());
		const outputs = plain(request.getProperties());
		if (Object.keys(outputs).length > 0) {
			return response.setProperties(request.getProperties()).setInputs(request.getInputs());
		}
		const inputs = inputsOf(request.getUrn(), request.getId());
		return response
			.setProperties(message({ ...known(request.getUrn()).computed, ...inputs, id: request.getId() }))
			.setInputs(message(inputs));
	},
	update: (request) => {
		const outputs = { ...plain(request.getOlds()), ...plain(request.getNews()) };
		return new messages.UpdateResponse().setProperties(
			request.getPreview() ? planned(outputs) : message({ ...outputs, id: request.getId() }),
		);
	},
	delete: () => new empty.Empty(),
	cancel: () => new empty.Empty(),
	attach: () => new empty.Empty(),
};

const server = new Server();
const implementation = Object.fromEntries(
	Object.entries(services.ResourceProviderService).map(([name]) => [
		name,
		(call, callback) => {
			const method = methods[name];
			if (!method) {
				callback({ code: status.UNIMPLEMENTED, details: `The double of the provider has no ${name}.` });
				return;
			}
			try {
				callback(null, method(call.request));
			} catch (error) {
				callback({ code: status.INVALID_ARGUMENT, details: error.message });
			}
		},
	]),
);
server.addService(services.ResourceProviderService, implementation);
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
	if (error) throw error;
	console.log(port);
});
