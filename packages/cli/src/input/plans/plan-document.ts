import fs from 'node:fs';
import { UserError } from '@sg-preflight/documents';
import { systemError } from '@sg-preflight/documents/system-error';
import { OpenFile, StreamSource } from './byte-source.js';
import type { PlanDocument } from './open-document.js';
import type { TerraformUse } from './terraform-use.js';

/** Names that the first key of a Pulumi preview, or of an event of a streamed one, can have. */
const pulumiKeys = new Set(['config', 'steps', 'diagnostics', 'duration', 'changeSummary', 'maybeCorrupt', 'sequence']);

/**
 * Opens a file, or `-` for standard input. A saved plan is read directly. For an encrypted plan, or one that this reader
 * does not support, `use` gets the output of `terraform show -json` or `tofu show -json`, in the second case after a first
 * call.
 *
 * @param terraform options of running Terraform for a saved plan
 * @throws {UserError} when the document cannot be opened
 */
export async function withPlanDocument<T>(
	input: string,
	terraform: TerraformUse,
	use: (document: PlanDocument) => T | Promise<T>,
): Promise<T> {
	const descriptor = input === '-' ? 0 : openPlan(input);
	try {
		const source = input === '-' ? new StreamSource(input, 0) : openSource(input, descriptor);
		const head = Buffer.alloc(4096);
		const length = source.read(head, 0);
		if (input === '-' && length === 0) {
			throw new UserError('standard input is empty: the command that should have written it may have ended early.');
		}
		const content = contentOf(head.subarray(0, length));
		if (content === 'terraform-plan' || content === 'pulumi-preview') {
			return await use({ source, content, savedPlan: null, readBy: null });
		}
		const { withCloudPlan, withEncryptedPlan, withSavedPlan } = await import('./saved-plan.js');
		if (content === 'cloud-plan') return withCloudPlan(input);
		return await (content === 'encrypted-plan' ? withEncryptedPlan : withSavedPlan)(source, terraform, use);
	} finally {
		if (descriptor !== 0) fs.closeSync(descriptor);
	}
}

/** A pipe or a device that is named like a file is read as a stream. */
function openSource(input: string, descriptor: number): OpenFile | StreamSource {
	return fs.fstatSync(descriptor).isFile() ? new OpenFile(input, descriptor) : new StreamSource(input, descriptor);
}

function openPlan(input: string): number {
	try {
		if (fs.statSync(input).isDirectory())
			throw new UserError(`${input}: this is a directory. Name the plan files in it.`);
		return fs.openSync(input, 'r');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			throw new UserError(`${input}: there is no such file. Make it with: terraform plan -out=plan.tfplan`);
		}
		throw systemError(error, input) ?? error;
	}
}

/** Whether a file is a saved binary plan; false if it cannot be opened. */
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

function contentOf(head: Buffer): PlanDocument['content'] | 'encrypted-plan' | 'cloud-plan' {
	if (head.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return 'saved-plan';
	const text = head.toString('latin1');
	const [, key = ''] = /^\s*\{\s*"(\w+)"/.exec(text) ?? [];
	if (encryptedKeys.has(key)) return 'encrypted-plan';
	if (cloudKeys.has(key)) return 'cloud-plan';
	return isPulumi(text) ? 'pulumi-preview' : 'terraform-plan';
}

/** The possible first keys of a plan that OpenTofu encrypted. Source: opentofu internal/encryption/base.go. */
const encryptedKeys = new Set(['meta', 'encrypted_data', 'encryption_version']);
/** The possible first keys of the plan file of a run in HCP Terraform. Source: terraform internal/cloud/cloudplan. */
const cloudKeys = new Set(['remote_plan_format', 'run_id', 'hostname']);

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
