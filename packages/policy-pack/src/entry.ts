// The program that Pulumi starts. It constructs the pack; only this file and host/ touch files, other programs and the
// clock.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { PolicyPack } from '@pulumi/policy';
import { AnalyzerService } from '@pulumi/pulumi/proto/analyzer_grpc_pb.js';
import { UserError } from '@sg-preflight/documents';
import { problemOf } from '@sg-preflight/documents/system-error';
import { alwaysRefreshes, asksForRefresh, findEngine } from './host/engine-process.js';
import { watchRequests } from './host/engine-requests.js';
import { projectFile, runFolder } from './host/project-folder.js';
import { exportCommand } from './host/stack-export.js';
import { policiesOf } from './policies.js';

const exportSeconds = 120;

const engine = findEngine();
// The folder form starts in one of the pack's own folders, which are not the user's.
const ownFolders = [__dirname, path.join(__dirname, '../..')].map((own) => fs.realpathSync(own));
const start = process.cwd();
const folder = runFolder({
	engine: engine?.folder ?? null,
	shell: process.env.PWD ?? null,
	start: ownFolders.includes(fs.realpathSync(start)) ? null : start,
});
const requests = watchRequests(AnalyzerService);

// The SDK reads the version from the package.json in the working folder.
process.chdir(__dirname);

new PolicyPack('sg-preflight', {
	displayName: 'sg-preflight',
	description: 'Finds operations that Alibaba Cloud refuses because a cloud service manages the security group.',
	provider: 'alicloud',
	tags: ['alicloud', 'ecs', 'security-group'],
	policies: policiesOf({
		// An engine that does not tell counts as a preview, which is judged as a whole.
		isPreview: () => requests.isPreview() ?? process.env.PULUMI_NODEJS_DRY_RUN !== 'false',
		isRefreshed() {
			const project = projectFile(folder);
			return (
				asksForRefresh(engine?.args ?? []) || (project !== null && alwaysRefreshes(fs.readFileSync(project, 'utf8')))
			);
		},
		markedInputs: requests.markedInputs,
		readFile(name) {
			const file = path.resolve(folder, name);
			try {
				return { name: file, text: fs.readFileSync(file, 'utf8') };
			} catch (error) {
				throw new UserError({
					where: file,
					problem: `this file cannot be read: ${problemOf(error)}`,
					next: "The policy pack's configuration names it: give an absolute path, or one relative to the folder where pulumi runs.",
				});
			}
		},
		exportState: (urn) =>
			run(exportCommand(urn, requests.organization() ?? process.env.PULUMI_NODEJS_ORGANIZATION ?? null)),
		today: () => new Date().toISOString().slice(0, 10),
	}),
});

function run(args: readonly string[]): Promise<string> {
	// An update of the CLI may have replaced the file since the start.
	const program = engine?.program && fs.existsSync(engine.program) ? engine.program : 'pulumi';
	const options = { cwd: folder, maxBuffer: 1 << 30, timeout: exportSeconds * 1000 };
	return new Promise((resolve, reject) => {
		execFile(program, args, options, (error, stdout, stderr) => {
			if (!error) resolve(stdout);
			else if (error.code === 'ENOENT') {
				reject(new UserError('`pulumi stack export` cannot run, because pulumi was not found on the PATH'));
			} else if (error.killed) {
				reject(new UserError(`\`pulumi stack export\` did not end within ${exportSeconds} seconds`));
			} else {
				const [line = 'no message'] = stderr.split('\n').filter((text) => text.trim() !== '');
				reject(new UserError(`\`pulumi stack export\` in ${folder}: ${line.trim()}`));
			}
		});
	});
}
