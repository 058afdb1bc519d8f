import { UserError } from '@sg-preflight/documents';
import { command } from '../command-line/command.js';
import { configurationOptions, foundConfiguration } from '../command-line/project-config.js';
import { logLine } from '../report/safe-text.js';
import { checkInChild } from '../run-task/child-check.js';
import { removeLeftovers } from '../run-task/run-folder.js';
import { RunTaskService } from '../run-task/server.js';

/** HCP Terraform answers a request for a plan with a redirect to the second. */
const defaultOrigins = ['https://app.terraform.io', 'https://archivist.terraform.io'];

export const serveRunTask = command({
	name: 'serve run-task',
	summary: 'Serve an HCP Terraform run task for the post-plan stage: check the plan of each run and report the result.',
	options: {
		inventory: {
			type: 'string',
			multiple: true,
			value: 'FILE',
			help: 'Inventory file listing managed groups, read for each run.',
		},
		...configurationOptions,
		port: { type: 'string', value: 'PORT', help: 'Port to listen on. Default: 8080.' },
		host: { type: 'string', value: 'HOST', help: 'Address to listen on. Default: all.' },
		origin: {
			type: 'string',
			multiple: true,
			value: 'URL',
			help: `Origin that plans may come from, redirects included. Default: ${defaultOrigins.join(' and ')}.`,
		},
		checks: { type: 'string', value: 'N', help: 'Plans checked at once. Default: 2.' },
		queue: {
			type: 'string',
			value: 'N',
			help: 'Plans that may wait. Further requests get 503. Default: 100.',
		},
		timeout: { type: 'string', value: 'SECONDS', help: 'Time limit of one check. Default: 300.' },
		memory: { type: 'string', value: 'MB', help: 'Memory limit of one check. Default: 1024.' },
		'max-size': {
			type: 'string',
			value: 'MB',
			help: 'Size limit of a plan and of a configuration. Default: 1024.',
		},
	},
	details: `The HMAC key of the run task is read from the environment variable SG_PREFLIGHT_HMAC_KEY, never from an argument.
GET /healthz answers 200. Other options of check are read from the configuration, which the working directory of the
service may hold. The sources of a run are fetched with its plan.`,
	async run(_, values) {
		const hmacKey = process.env.SG_PREFLIGHT_HMAC_KEY;
		if (!hmacKey) {
			throw new UserError('SG_PREFLIGHT_HMAC_KEY is not set. Set it to the HMAC key that the run task was made with.');
		}
		const port = Number(values.port ?? 8080);
		if (!Number.isInteger(port) || port < 0 || port > 65_535)
			throw new UserError(`--port ${values.port}: expected a port number.`);
		const limits = {
			seconds: numberOf('timeout', values.timeout, 300),
			megabytes: numberOf('memory', values.memory, 1024),
		};
		const log = (line: string): void => console.error(logLine(line));
		const service = new RunTaskService({
			hmacKey,
			origins: (values.origin ?? defaultOrigins).map(originOf),
			check: (plan) => checkInChild(plan, optionsOf(values), limits),
			log,
			atOnce: numberOf('checks', values.checks, 2),
			mostWaiting: numberOf('queue', values.queue, 100),
			mostBytes: numberOf('max-size', values['max-size'], 1024) * 1_000_000,
			progressInterval: 300_000,
			firstPause: 1000,
		});
		const left = removeLeftovers();
		if (left > 0) log(`sg-preflight: removed what ${left} interrupted checks had left`);
		const { server } = service;
		await new Promise<void>((resolve, reject) => {
			server.once('error', (error) => reject(new UserError(`cannot listen on port ${port}: ${error.message}.`)));
			server.listen(port, values.host, () => {
				const address = server.address();
				log(`sg-preflight: serving run tasks on port ${typeof address === 'object' ? address?.port : port}`);
			});
			for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
		});
		await service.stop();
		// A connection to HCP Terraform that does not answer must not keep the process.
		setTimeout(() => process.exit(), 100).unref();
		return 0;
	},
});

interface ServeValues {
	readonly inventory?: readonly string[];
	readonly config?: string;
	readonly 'no-config'?: boolean;
}

/** The options of each check. The working directory is the operator's here, so that a configuration in it counts. */
function optionsOf(values: ServeValues): string[] {
	const config = values.config ?? (process.env.SG_PREFLIGHT_CONFIG ? undefined : (foundConfiguration() ?? undefined));
	const named = config === undefined ? [] : ['--config', config];
	return [
		...(values.inventory ?? []).flatMap((name) => ['--inventory', name]),
		...(values['no-config'] ? ['--no-config'] : named),
	];
}

function numberOf(option: string, value: string | undefined, otherwise: number): number {
	if (value === undefined) return otherwise;
	if (/^[1-9]\d{0,4}$/.test(value)) return Number(value);
	throw new UserError(`--${option} ${value}: expected a number from 1 to 99999.`);
}

function originOf(value: string): string {
	const url = URL.canParse(value) ? new URL(value) : null;
	if (url !== null && /^https?:$/.test(url.protocol)) return url.origin;
	throw new UserError(`--origin ${value}: expected an address such as ${defaultOrigins[0]}.`);
}
