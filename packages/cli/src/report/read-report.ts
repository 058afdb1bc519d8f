import { UserError } from '@sg-preflight/documents';
import { readNamedFile } from '@sg-preflight/documents/regular-file';
import type { Report } from './report.js';

/**
 * Reads the output of `check --format json`.
 *
 * @throws {UserError} when the file is anything else; the message quotes none of it
 */
export async function readReport(file: string): Promise<Report> {
	const text = readNamedFile(file);
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		throw new UserError({ where: file, problem: 'this is not JSON' }, { cause: error });
	}
	const [{ reportSchema }, { z }] = await Promise.all([import('./schema.js'), import('zod')]);
	const result = reportSchema.safeParse(value);
	if (result.success) return result.data as Report;
	const [first] = result.error.issues;
	const place = first ? z.core.toDotPath(first.path) : '';
	throw new UserError(
		`${file}: this is not what sg-preflight check --format json prints: ${place || 'the document'}: ${first?.message}.`,
	);
}
