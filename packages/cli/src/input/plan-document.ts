import fs from 'node:fs';
import { UserError } from '@sg-preflight/documents';
import type { PlanSource } from '@sg-preflight/terraform';
import { OpenFile, StreamSource } from './byte-source.js';

/** A document that is open for reading. */
export interface PlanDocument {
	readonly source: PlanSource;
	/** Told by the first bytes; whether it really is one, its reader says. */
	readonly content: 'terraform-plan' | 'pulumi-preview';
	/** Path of the saved binary plan that the document was made from, else null. */
	readonly savedPlan: string | null;
}

/** Names that the first key of a Pulumi preview, or of an event of a streamed one, can have. */
const pulumiKeys = new Set(['config', 'steps', 'diagnostics', 'duration', 'changeSummary', 'maybeCorrupt', 'sequence']);

/**
 * Opens what the user named: a file, or `-` for standard input. A saved plan is opened as what `terraform show -json`
 * prints of it. What needs a file on the way has one that only this user can read and that ends with the run.
 *
 * @param terraform the program that reads saved plans, or undefined for `terraform` and then `tofu` on the PATH
 */
export async function withPlanDocument<T>(
	input: string,
	terraform: string | undefined,
	use: (document: PlanDocument) => T | Promise<T>,
): Promise<T> {
	const programs = terraform === undefined ? ['terraform', 'tofu'] : [terraform];
	const descriptor = input === '-' ? 0 : openPlan(input);
	try {
		const source = input === '-' ? new StreamSource(input, 0) : openSource(input, descriptor);
		const head = Buffer.alloc(4096);
		const content = contentOf(head.subarray(0, source.read(head, 0)));
		if (content !== 'saved-plan') return await use({ source, content, savedPlan: null });
		const { withNamedCopy, withShownPlan } = await import('./terraform-show.js');
		if (source instanceof OpenFile) return await withShownPlan(input, input, programs, use);
		return await withNamedCopy(source, (copy) => withShownPlan(input, copy, programs, use));
	} finally {
		if (descriptor !== 0) fs.closeSync(descriptor);
	}
}

/** A pipe or a device that is named like a file is read as a stream. */
function openSource(input: string, descriptor: number): OpenFile | StreamSource {
	return fs.fstatSync(descriptor).isFile() ? new OpenFile(input, descriptor) : new StreamSource(input, descriptor);
}

function openPlan(input: string): number {
	const stats = fs.statSync(input, { throwIfNoEntry: false });
	if (stats === undefined) {
		throw new UserError(`${input}: there is no such file. Make it with: terraform plan -out=plan.tfplan`);
	}
	if (stats.isDirectory()) throw new UserError(`${input}: this is a directory. Name the plan files in it.`);
	try {
		return fs.openSync(input, 'r');
	} catch (error) {
		throw new UserError(`${input}: it cannot be opened: ${(error as Error).message}.`);
	}
}

/** Whether a file is a saved binary plan; false where it cannot be opened. */
export function isSavedPlan(file: string): boolean {
	try {
		const descriptor = fs.openSync(file, 'r');
		const head = Buffer.alloc(4);
		fs.readSync(descriptor, head);
		fs.closeSync(descriptor);
		return contentOf(head) === 'saved-plan';
	} catch {
		return false;
	}
}

function contentOf(head: Buffer): PlanDocument['content'] | 'saved-plan' {
	if (head.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return 'saved-plan';
	return isPulumi(head.toString('latin1')) ? 'pulumi-preview' : 'terraform-plan';
}

/** Pulumi's reader also names the documents of Pulumi that are not previews, and the text around one. */
function isPulumi(head: string): boolean {
	const [, key] = /^\s*\{\s*"(\w+)"/m.exec(head) ?? [];
	if (key !== undefined && (pulumiKeys.has(key) || key.endsWith('Event'))) return true;
	return (
		key !== 'format_version' &&
		/urn:pulumi:|"resourcePlans"|"(deployment|checkpoint)"\s*:/.test(head) &&
		!head.includes('"terraform_version"')
	);
}
