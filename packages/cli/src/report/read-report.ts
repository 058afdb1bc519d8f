import fs from 'node:fs';
import { UserError } from '@sg-preflight/documents';
import type { Report } from './report.js';

/** Reads what `check --format json` printed. Throws UserError. */
export async function readReport(file: string): Promise<Report> {
	let value: unknown;
	try {
		value = JSON.parse(fs.readFileSync(file, 'utf8'));
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		throw new UserError(`${file}: ${code === undefined ? `this is not JSON (${message})` : message}.`);
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
