import { UserError } from '@sg-preflight/documents';
import { systemError } from '@sg-preflight/documents/system-error';

/**
 * Returns the message of an error for the user. Only a UserError and an error of the operating system are the user's to
 * fix; any other asks for a bug report.
 *
 * @param where the file that was read when a system's error names none
 */
export function errorMessage(error: unknown, where?: string): string {
	if (error instanceof UserError) return error.message;
	const system = systemError(error, (error as { readonly path?: string }).path ?? where);
	if (system !== null) return system.message;
	const [name, message] = error instanceof Error ? [error.name, error.message] : ['error', String(error)];
	return `internal error: ${name}: ${message.split('\n')[0]}. Please report it; SG_PREFLIGHT_DEBUG=1 shows where it came from.`;
}
