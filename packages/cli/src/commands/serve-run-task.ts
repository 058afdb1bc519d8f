import { execFile } from 'node:child_process';
import { UserError } from '@sg-preflight/documents';
import { command } from '../command-line/command.js';
import type { Report } from '../report/report.js';
import { runTaskServer } from '../run-task/server.js';

export const serveRunTask = command({
	name: 'serve run-task',
	summary: 'Serves an HCP Terraform run task for the post-plan stage: checks the plan of each run and reports it.',
	options: {
		inventory: {
			type: 'string',
			multiple: true,
			value: 'FILE',
			help: 'Says which groups are managed; read anew for each run.',
		},
		port: { type: 'string', value: 'PORT', help: 'Port to listen on; 8080 by default.' },
		host: { type: 'string', value: 'HOST', help: 'Address to listen on; all by default.' },
		origin: {
			type: 'string',
			multiple: true,
			value: 'URL',
			help: 'Where plans come from; https://app.terraform.io by default.',
		},
	},
	details: `The HMAC key of the run task stands in the environment variable SG_PREFLIGHT_HMAC_KEY, never in an argument.
GET /healthz answers 200. Everything else that check knows is read from sg-preflight.yaml.`,
	async run(_, values) {
		const hmacKey = process.env.SG_PREFLIGHT_HMAC_KEY;
		if (!hmacKey) {
			throw new UserError('SG_PREFLIGHT_HMAC_KEY is not set. Set it to the HMAC key that the run task was made with.');
		}
		const port = Number(values.port ?? 8080);
		if (!Number.isInteger(port) || port < 0 || port > 65_535)
			throw new UserError(`--port ${values.port}: expected a port number.`);
		const server = runTaskServer({
			hmacKey,
			origins: values.origin ?? ['https://app.terraform.io'],
			check: (file) => checkApart(file, values.inventory ?? []),
			log: (line) => console.error(line),
		});
		await new Promise<void>((resolve, reject) => {
			server.once('error', (error) => reject(new UserError(`cannot listen on port ${port}: ${error.message}.`)));
			server.listen(port, values.host, () => {
				const address = server.address();
				console.error(`sg-preflight: serving run tasks on port ${typeof address === 'object' ? address?.port : port}`);
			});
			for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close(() => resolve()));
		});
		return 0;
	},
});

/** Checks in a process of its own: a run's memory is gone with it, and the configuration is read anew. */
function checkApart(file: string, inventory: readonly string[]): Promise<Report> {
	const args = [
		process.argv[1] as string,
		'check',
		file,
		'--format',
		'json',
		...inventory.flatMap((name) => ['--inventory', name]),
	];
	return new Promise((resolve, reject) => {
		execFile(process.execPath, args, { maxBuffer: 1 << 28 }, (_error, stdout, stderr) => {
			if (stdout === '') reject(new Error(stderr.replace(/^sg-preflight: /, '').trim() || 'the check printed nothing'));
			else resolve(JSON.parse(stdout) as Report);
		});
	});
}
