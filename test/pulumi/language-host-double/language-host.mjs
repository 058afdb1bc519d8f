// A double of pulumi-language-nodejs, the Node.js language host, for a machine that has none. The Go module proxy has the
// host only in sdk/v3 up to v3.68.0, whose RunPlugin answers "not supported"; the module that it has become is not there,
// and the npm package pulumi downloads it from Pulumi's own site. The double starts programs and policy packs as the host does: `run` of the @pulumi/pulumi that the program's folder resolves gets the program,
// and run-policy-pack gets the engine's address and the pack's folder, in that folder.
// Source: pulumi sdk/nodejs/cmd/pulumi-language-nodejs/main.go (Run, RunPlugin).
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import services from '@pulumi/pulumi/proto/language_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/language_pb.js';
import plugin from '@pulumi/pulumi/proto/plugin_pb.js';

const engine = process.argv.slice(2).find((arg) => !arg.startsWith('-'));

function resolved(name, folder) {
	return createRequire(path.join(folder, 'index.js')).resolve(`@pulumi/pulumi/cmd/${name}`);
}

function run({ request }, callback) {
	const folder = request.getInfo()?.getProgramDirectory() || request.getPwd();
	const flags = {
		monitor: request.getMonitorAddress(),
		engine,
		organization: request.getOrganization(),
		project: request.getProject(),
		stack: request.getStack(),
		pwd: request.getPwd(),
		'dry-run': request.getDryrun() ? 'true' : '',
		parallel: String(request.getParallel()),
	};
	const args = Object.entries(flags).flatMap(([name, value]) => (value ? [`--${name}`, value] : []));
	const env = {
		...process.env,
		PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
		PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
	};
	const child = spawn(process.execPath, [resolved('run', folder), ...args, folder], {
		cwd: request.getPwd(),
		env,
		stdio: 'ignore',
	});
	child.on('close', (code) => {
		const response = new messages.RunResponse();
		// 32: the program has reported its error itself.
		if (code === 32) response.setBail(true);
		else if (code !== 0) response.setError(`Program exited with non-zero exit code: ${code}`);
		callback(null, response);
	});
}

function runPlugin(call) {
	const { request } = call;
	const folder = request.getInfo().getProgramDirectory();
	const answer = (fill) => call.write(fill(new messages.RunPluginResponse()));
	let runner;
	try {
		runner = resolved('run-policy-pack', folder);
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
	run,
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
