// What Pulumi starts: constructs the pack, and is the only part that touches files, other programs and the clock.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PolicyPack } from '@pulumi/policy';
import { getOrganization, runtime } from '@pulumi/pulumi';
import { type AnalyzerService, watchRequests } from './engine-requests.js';
import { policiesOf } from './policies.js';
import { exportCommand } from './stack-export.js';

// The working folder is the pack's: the SDK reads the version from the package.json there.
const require = createRequire(path.resolve('package.json'));
const sdk = createRequire(require.resolve('@pulumi/policy'));
const { AnalyzerService: service } = sdk('@pulumi/pulumi/proto/analyzer_grpc_pb') as {
	AnalyzerService: AnalyzerService;
};
const requests = watchRequests(service);

new PolicyPack('sg-preflight', {
	displayName: 'sg-preflight',
	description: 'Finds what Alibaba Cloud will refuse because a security group is managed by a cloud service.',
	provider: 'alicloud',
	tags: ['alicloud', 'ecs', 'security-group'],
	policies: policiesOf({
		isPreview: () => requests.isPreview() ?? runtime.isDryRun(),
		markedInputs: requests.markedInputs,
		readFile: (name) => {
			const file = path.resolve(name);
			try {
				return { name: file, text: fs.readFileSync(file, 'utf8') };
			} catch (error) {
				const { code } = error as NodeJS.ErrnoException;
				throw new Error(
					`${file}: cannot be read (${code}). The policy pack's configuration names it: give an absolute path, or one relative to the pack's folder.`,
				);
			}
		},
		exportState: (urn) => run(exportCommand(urn, requests.organization() ?? getOrganization())),
		today: () => new Date().toISOString().slice(0, 10),
	}),
});

function run([program, ...args]: readonly [string, ...string[]]): Promise<string> {
	return new Promise((resolve, reject) => {
		execFile(program, args, { maxBuffer: 1 << 30, timeout: 120_000 }, (error, stdout, stderr) => {
			if (!error) resolve(stdout);
			else if (error.code === 'ENOENT') reject(new Error('no pulumi on the PATH to run `pulumi stack export` with'));
			else {
				const [line = 'no message'] = stderr.split('\n').filter((text) => text.trim() !== '');
				reject(new Error(`\`pulumi stack export\`: ${line.trim()}`));
			}
		});
	});
}
