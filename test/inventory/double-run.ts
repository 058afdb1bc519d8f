import os from 'node:os';
import type { ExecutionContext } from 'ava';
import { type Run, sgPreflight } from '../cli/command-run.js';
import { type DoubleOptions, startEcsDouble } from './ecs-double.js';

export const credentials = {
	ALIBABA_CLOUD_ACCESS_KEY_ID: 'double-key-id',
	ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'double-key-secret',
};

/** Runs the command as a user does, with no credentials but those in `env`. */
export function run(
	args: readonly string[],
	env: NodeJS.ProcessEnv = credentials,
	started?: (interrupt: () => void) => void,
): Promise<Run> {
	const { PATH } = process.env;
	return sgPreflight(args, {
		cwd: os.tmpdir(),
		environment: { PATH, HOME: '/nonexistent', ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true', ...env },
		...(started ? { started } : {}),
	});
}

/** Starts a double of the API for one test. */
export async function double(t: ExecutionContext, options: DoubleOptions) {
	const server = await startEcsDouble(options);
	t.teardown(server.close);
	return server;
}
