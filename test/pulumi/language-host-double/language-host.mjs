// A double of pulumi-language-nodejs, the Node.js language host, which no package registry has. It starts policy packs
// only, as the real host does: run-policy-pack of the @pulumi/pulumi that the pack's folder resolves gets the engine's
// address and the folder, in the folder. Programs are run by the Automation API of the tests.
// Source: pulumi sdk/nodejs/cmd/pulumi-language-nodejs/main.go (RunPlugin).
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import services from '@pulumi/pulumi/proto/language_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/language_pb.js';
import plugin from '@pulumi/pulumi/proto/plugin_pb.js';

function runPlugin(call) {
	const { request } = call;
	const folder = request.getInfo().getProgramDirectory();
	const answer = (fill) => call.write(fill(new messages.RunPluginResponse()));
	let runner;
	try {
		runner = createRequire(path.join(folder, 'index.js')).resolve('@pulumi/pulumi/cmd/run-policy-pack');
	} catch {
		answer((response) => response.setStderr(Buffer.from('It looks like the Pulumi SDK has not been installed.\n')));
		answer((response) => response.setExitcode(1));
		call.end();
		return;
	}
	const env = Object.fromEntries(request.getEnvList().map((one) => one.split(/=(.*)/s, 2)));
	const child = spawn(process.execPath, [runner, ...request.getArgsList(), folder], { cwd: folder, env });
	child.stdout.on('data', (bytes) => answer((response) => response.setStdout(bytes)));
	child.stderr.on('data', (bytes) => answer((response) => response.setStderr(bytes)));
	child.on('close', (code) => {
		answer((response) => response.setExitcode(code ?? 1));
		call.end();
	});
	call.on('cancelled', () => child.kill());
}

const methods = {
	getPluginInfo: (_, callback) => callback(null, new plugin.PluginInfo().setVersion('1.0.0+double')),
	getRequiredPlugins: (_, callback) => callback(null, new messages.GetRequiredPluginsResponse()),
	getRequiredPackages: (_, callback) => callback(null, new messages.GetRequiredPackagesResponse()),
	runPlugin,
};

const unknown = (_, callback) => callback({ code: status.UNIMPLEMENTED, details: 'The double has no such method.' });
const server = new Server();
server.addService(
	services.LanguageRuntimeService,
	Object.fromEntries(Object.keys(services.LanguageRuntimeService).map((name) => [name, methods[name] ?? unknown])),
);
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
	if (error) throw error;
	console.log(port);
});
