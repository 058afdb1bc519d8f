import { createHmac, timingSafeEqual } from 'node:crypto';
import { UserError } from '@sg-preflight/documents';

/** A request of HCP Terraform. */
export interface TaskRequest {
	readonly stage: string;
	readonly accessToken: string;
	readonly callback: URL;
	readonly plan: URL | null;
	/** Archive of the run's configuration; null if the request has none. */
	readonly configuration: URL | null;
	/** Steps of the path of the folder in the archive in which Terraform runs. */
	readonly workingDirectory: readonly string[];
	readonly outcomes: boolean;
	readonly runId: string;
}

export function isSigned(body: Buffer, signature: string | string[] | undefined, key: string): boolean {
	// Buffer.from(…, 'hex') stops at the first other letter.
	if (typeof signature !== 'string' || !/^[0-9a-f]{128}$/.test(signature)) return false;
	return timingSafeEqual(Buffer.from(signature, 'hex'), createHmac('sha512', key).update(body).digest());
}

/**
 * Parses a request whose signature was verified.
 *
 * @returns null for the request by which HCP Terraform only verifies the address
 * @throws {UserError} when something is missing, or an address is not of an allowed origin
 */
export function taskOf(body: Buffer, origins: readonly string[]): TaskRequest | null {
	const fields = parse(body);
	const text = (name: string): string => {
		const value = fields[name];
		if (typeof value !== 'string' || value === '') throw new UserError(`the request has no ${name}`);
		return value;
	};
	const url = (name: string): URL => {
		const parsed = URL.canParse(text(name)) ? new URL(text(name)) : null;
		if (parsed === null || !mayRequest(parsed, origins))
			throw new UserError(`${name} leads to a host that is not allowed (--origin)`);
		return parsed;
	};
	const urlOrNull = (name: string): URL | null => (fields[name] ? url(name) : null);
	if (fields.stage === 'test') return null;
	// fetch would repeat a token that is not valid in a header in its message.
	if (!/^[\x21-\x7e]+$/.test(text('access_token'))) throw new UserError('the access_token is not a token');
	const { capabilities, workspace_working_directory: directory } = fields;
	return {
		stage: text('stage'),
		accessToken: text('access_token'),
		callback: url('task_result_callback_url'),
		plan: urlOrNull('plan_json_api_url'),
		configuration: urlOrNull('configuration_version_download_url'),
		workingDirectory:
			typeof directory === 'string' ? directory.split('/').filter((step) => !['', '.'].includes(step)) : [],
		outcomes: isObject(capabilities) && capabilities.outcomes === true,
		runId: typeof fields.run_id === 'string' ? fields.run_id : '-',
	};
}

/** Whether an address is of an allowed origin. One with a name and a password is not: messages about it would repeat them. */
export function mayRequest(url: URL, origins: readonly string[]): boolean {
	const isPlain = /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
	return isPlain && origins.includes(url.origin);
}

function parse(body: Buffer): { readonly [name: string]: unknown } {
	let value: unknown;
	try {
		value = JSON.parse(body.toString('utf8'));
	} catch {
		throw new UserError('the request is not JSON');
	}
	if (!isObject(value)) throw new UserError('the request is not a JSON object');
	return value;
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
	return typeof value === 'object' && value !== null;
}
