import { UserError } from '@sg-preflight/documents';
import { command } from '../command-line/command.js';
import { numberOf } from '../command-line/number-option.js';
import { configurationOptions, foundConfiguration } from '../command-line/project-config.js';
import { checkInChild } from '../run-task/child-check.js';
import { serve } from '../run-task/serve.js';
import { logLine } from '../terminal/safe-text.js';

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
		const limits = {
			seconds: numberOf('timeout', values.timeout) ?? 300,
			megabytes: numberOf('memory', values.memory) ?? 1024,
		};
		const checkOptions = optionsOf(values);
		await serve(
			{
				hmacKey,
				origins: (values.origin ?? defaultOrigins).map(originOf),
				check: (plan) => checkInChild(plan, checkOptions, limits),
				log: (line) => console.error(logLine(line)),
				atOnce: numberOf('checks', values.checks) ?? 2,
				mostWaiting: numberOf('queue', values.queue) ?? 100,
				mostBytes: (numberOf('max-size', values['max-size']) ?? 1024) * 1_000_000,
				progressInterval: 300_000,
				firstPause: 1000,
			},
			{ port: portOf(values.port ?? '8080'), host: values.host },
		);
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

function portOf(value: string): number {
	const port = Number(value);
	if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
	throw new UserError(`--port ${value}: expected a port number.`);
}

function originOf(value: string): string {
	const url = URL.canParse(value) ? new URL(value) : null;
	if (url !== null && /^https?:$/.test(url.protocol)) return url.origin;
	throw new UserError(`--origin ${value}: expected an address such as ${defaultOrigins[0]}.`);
}
