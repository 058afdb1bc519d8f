import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { UserError } from '@sg-preflight/documents';
import { problemOf } from '@sg-preflight/documents/system-error';

const exportSeconds = 120;

/**
 * Reads the state that an update plan was made from: a file, or the output of `pulumi stack export` in the working
 * folder. Secrets stay encrypted.
 *
 * @param file undefined to export the state
 * @param update.urn any URN of the plan
 * @param update.plan name of the plan, for messages
 * @param update.mayRun whether Pulumi may be run: it sends its token to the backend that the folder's Pulumi.yaml names
 * @throws {UserError} when the file cannot be read, or the export fails or is not allowed
 */
export async function readPulumiState(
	file: string | undefined,
	{ urn, plan, mayRun }: { readonly urn: string; readonly plan: string; readonly mayRun: boolean },
): Promise<{ readonly name: string; readonly text: string }> {
	if (file === undefined) return { name: 'pulumi stack export', text: await exported(urn, plan, mayRun) };
	return { name: file, text: orUnreadable(file, () => fs.readFileSync(file, 'utf8')) };
}

/**
 * Refuses a file that cannot be the state, before any plan asks for it.
 *
 * @throws {UserError} when it does not exist, is a directory, or may not be read
 */
export function refuseUnreadableState(file: string): void {
	orUnreadable(file, () => {
		fs.accessSync(file, fs.constants.R_OK);
		if (fs.statSync(file).isDirectory()) throw new UserError('it is a directory');
	});
}

/** @throws {UserError} when reading fails */
function orUnreadable<T>(file: string, read: () => T): T {
	try {
		return read();
	} catch (error) {
		throw new UserError({
			where: file,
			problem: `the state cannot be read: ${problemOf(error)}`,
			next: 'Write it with: pulumi stack export > state.json',
		});
	}
}

/** Exports a stack. Tries its whole name second, because outside the project's folder only that is found. */
async function exported(urn: string, plan: string, mayRun: boolean): Promise<string> {
	const [, stack, project] = /^urn:pulumi:([\w.-]+)::([\w.-]+)::/.exec(urn) ?? [];
	const next = "Give the stack's state with --pulumi-state FILE (write it with: pulumi stack export > FILE).";
	if (!mayRun) {
		const problem =
			"an update plan of Pulumi is read with the stack's state, and Pulumi may not be run for it (--no-terraform)";
		throw new UserError({ where: plan, problem, next });
	}
	if (stack === undefined) throw new UserError({ where: plan, problem: 'its URNs do not name a stack', next });
	const first = await exportOf(stack);
	const result = first.kind === 'error' ? await exportOf(`organization/${project}/${stack}`) : first;
	if (result.kind === 'exported') return result.text;
	const reason = (first.kind === 'error' ? first : result).reason;
	throw new UserError({
		where: plan,
		problem: `an update plan of Pulumi is read with the stack's state, and ${reason.replace(/\.$/, '')}`,
		next,
	});
}

type Export =
	| { readonly kind: 'exported'; readonly text: string }
	/** The program ended with an error, or could not do so. */
	| { readonly kind: 'error' | 'not run'; readonly reason: string };

function exportOf(stack: string): Promise<Export> {
	const args = ['stack', 'export', '--non-interactive', `--stack=${stack}`];
	const options = { maxBuffer: 1 << 30, timeout: exportSeconds * 1000 };
	return new Promise((resolve) => {
		execFile('pulumi', args, options, (error, stdout, stderr) => {
			const [line = 'no message'] = stderr.split('\n').filter((text) => text.trim() !== '');
			if (!error) resolve({ kind: 'exported', text: stdout });
			else if (error.code === 'ENOENT') resolve({ kind: 'not run', reason: 'pulumi was not found on the PATH' });
			else if (error.killed) {
				resolve({ kind: 'not run', reason: `\`pulumi stack export\` did not end within ${exportSeconds} seconds` });
			} else resolve({ kind: 'error', reason: `\`pulumi stack export\` ended with an error: ${line.trim()}` });
		});
	});
}
