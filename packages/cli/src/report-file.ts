import fs from 'node:fs';
import { CannotCheck } from './command.js';
import type { Report } from './report.js';

/** Reads what `check --format json` printed. Throws CannotCheck. */
export async function readReport(file: string): Promise<Report> {
	let value: unknown;
	try {
		value = JSON.parse(fs.readFileSync(file, 'utf8'));
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		throw new CannotCheck(`${file}: ${code === undefined ? `this is not JSON (${message})` : message}.`);
	}
	const [{ reportSchema }, { z }] = await Promise.all([import('./report-schema.js'), import('zod')]);
	const result = reportSchema.safeParse(value);
	if (result.success) return result.data as Report;
	const [first] = result.error.issues;
	const place = first ? z.core.toDotPath(first.path) : '';
	throw new CannotCheck(
		`${file}: this is not what sg-preflight check --format json prints: ${place || 'the document'}: ${first?.message}.`,
	);
}
