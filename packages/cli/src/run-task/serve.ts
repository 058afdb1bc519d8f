import { UserError } from '@sg-preflight/documents';
import { problemOf } from '@sg-preflight/documents/system-error';
import { removeLeftovers } from './run-folder.js';
import { type RunTaskOptions, RunTaskService } from './server.js';

/** The address that a service listens on. */
export interface Listening {
	readonly port: number;
	/** Undefined for every address. */
	readonly host: string | undefined;
}

/**
 * Serves run tasks until SIGINT or SIGTERM, then finishes the checks that are running.
 *
 * @throws {UserError} when the port cannot be listened on
 */
export async function serve(options: RunTaskOptions, { port, host }: Listening): Promise<void> {
	const { log } = options;
	const service = new RunTaskService(options);
	const left = removeLeftovers();
	if (left > 0) log(`sg-preflight: removed what ${left} interrupted checks had left`);
	const { server } = service;
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error) => reject(new UserError(`cannot listen on port ${port}: ${problemOf(error)}.`)));
		server.listen(port, host, () => {
			const address = server.address();
			log(`sg-preflight: serving run tasks on port ${typeof address === 'object' ? address?.port : port}`);
		});
		for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
	});
	await service.stop();
	// An unanswered connection to HCP Terraform must not keep the process alive.
	setTimeout(() => process.exit(), 100).unref();
}
