import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../cli/command-run.js';

/**
 * Builds the double of the alicloud provider (test/provider-double) into .cache/, unless it is there, and returns the
 * environment in which Terraform uses it instead of the real one.
 */
export function providerDouble(): NodeJS.ProcessEnv {
	const cache = path.join(root, '.cache/provider-double');
	const binary = path.join(cache, 'terraform-provider-alicloud');
	const configuration = path.join(cache, 'terraform.rc');
	const sources = path.join(root, 'test/provider-double');
	const newest = Math.max(...fs.readdirSync(sources).map((name) => fs.statSync(path.join(sources, name)).mtimeMs));
	if ((fs.statSync(binary, { throwIfNoEntry: false })?.mtimeMs ?? 0) < newest) {
		fs.mkdirSync(cache, { recursive: true });
		execFileSync('go', ['build', '-o', binary, '.'], { cwd: sources, stdio: 'inherit' });
	}
	fs.writeFileSync(
		configuration,
		`provider_installation {\n  dev_overrides { "aliyun/alicloud" = ${JSON.stringify(cache)} }\n  direct {}\n}\n`,
	);
	return { TF_CLI_CONFIG_FILE: configuration, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };
}
