import { UserError } from '@sg-preflight/documents';
import { defaultCacheFolder, type LiveRequest } from '../input/inventories/live-inventory.js';
import { type ConnectionValues, connectionOf, connectionOptions } from './connection-options.js';

const requires = 'live';

/** The options of looking groups up in the API. */
export const liveOptions = {
	live: { type: 'boolean', help: 'Look the groups up in the ECS API instead of an inventory.' },
	region: {
		type: 'string',
		multiple: true,
		value: 'ID',
		requires,
		help: 'Region that --live searches for groups without a region in the plan. Default: every region.',
	},
	offline: { type: 'boolean', requires, help: 'Use only cached answers of --live; no network.' },
	'cache-dir': {
		type: 'string',
		value: 'DIR',
		requires,
		help: "Cache of --live. Default: the user's cache directory.",
	},
	timeout: { ...connectionOptions.timeout, requires },
	endpoint: { ...connectionOptions.endpoint, requires },
	'ecs-endpoint': { ...connectionOptions['ecs-endpoint'], requires },
	'sts-endpoint': { ...connectionOptions['sts-endpoint'], requires },
} as const;

interface LiveValues extends ConnectionValues {
	readonly inventory?: readonly string[];
	readonly region?: readonly string[];
	readonly offline?: boolean;
	readonly 'cache-dir'?: string;
}

/** @throws {UserError} when an inventory is given too, or the timeout is not a number */
export function liveRequestOf(values: LiveValues): LiveRequest {
	if (values.inventory) {
		throw new UserError('--live and --inventory are two ways to say which groups are managed; give one.');
	}
	return {
		connection: connectionOf(values),
		regions: values.region ?? [],
		cacheFolder: values['cache-dir'] ?? defaultCacheFolder(),
		offline: values.offline ?? false,
	};
}
