import { UserError } from '@sg-preflight/documents';
import type { ByteSource } from '@sg-preflight/terraform';
import { SavedPlan, UnknownPlan } from '@sg-preflight/terraform/saved-plan';
import { OpenFile } from './byte-source.js';
import type { PlanDocument } from './open-document.js';
import { type ShowRequest, withNamedCopy, withShownPlan } from './terraform-show.js';
import type { TerraformUse } from './terraform-use.js';

type Use<T> = (document: PlanDocument) => T | Promise<T>;

/** Most bytes of an archive, because an archive is held in memory. */
const mostBytes = 256 * 1024 * 1024;

/**
 * Opens a saved plan directly. When something in it is not supported, calls `use` again with the JSON that the tool that
 * made the plan prints.
 * @param terraform if it names a program, only that program reads the plan
 * @throws {UserError} when the archive is damaged, or neither way reads it
 */
export async function withSavedPlan<T>(source: ByteSource, terraform: TerraformUse, use: Use<T>): Promise<T> {
	const savedPlan = new SavedPlan(source.name, bytesOf(source));
	let reason: string | null = null;
	if (terraform.program === undefined) {
		try {
			return await use({ source, content: 'saved-plan', savedPlan, readBy: { reader: 'sg-preflight', reason: null } });
		} catch (error) {
			if (!(error instanceof UnknownPlan)) throw error;
			reason = error.message;
		}
	}
	const tool = savedPlan.facts()?.tool;
	const programs = tool === 'opentofu' ? ['tofu', 'terraform'] : ['terraform', 'tofu'];
	return shown(
		source,
		{ programs: terraform.program === undefined ? programs : [terraform.program], reason, savedPlan, terraform },
		use,
	);
}

/**
 * Opens the output of `tofu show -json` for a plan that OpenTofu encrypted, because its configuration has the keys.
 * @throws {UserError} when tofu is not there or does not read it
 */
export async function withEncryptedPlan<T>(source: ByteSource, terraform: TerraformUse, use: Use<T>): Promise<T> {
	return shown(
		source,
		{
			programs: [terraform.program ?? 'tofu'],
			terraform,
			reason: 'OpenTofu encrypted it, and only its configuration has the key',
			savedPlan: null,
			isEncrypted: true,
		},
		use,
	);
}

/**
 * Refuses a file that only names a plan in HCP Terraform.
 * @throws {UserError} when it is called
 */
export function withCloudPlan(name: string): never {
	throw new UserError({
		where: name,
		problem: 'this names a plan in HCP Terraform or Terraform Enterprise and does not have it',
		next: `Get its JSON where terraform plan ran, and check that: terraform show -json ${name} > plan.json`,
	});
}

function shown<T>(source: ByteSource, request: ShowRequest, use: Use<T>): Promise<T> {
	if (source instanceof OpenFile) return withShownPlan(source.name, source.name, request, use);
	return withNamedCopy(source, (copy) => withShownPlan(source.name, copy, request, use));
}

function bytesOf(source: ByteSource): Uint8Array {
	let bytes = Buffer.alloc(256 * 1024);
	let length = 0;
	for (;;) {
		const more = source.read(bytes.subarray(length), length);
		length += more;
		if (more === 0) return bytes.subarray(0, length);
		if (length > mostBytes) {
			throw new UserError({
				where: source.name,
				problem: `this saved plan is larger than ${mostBytes / 1024 ** 2} MiB`,
				next: `Check its JSON: terraform show -json ${source.name} > plan.json`,
			});
		}
		if (length === bytes.length) {
			const larger = Buffer.alloc(bytes.length * 4);
			bytes.copy(larger, 0, 0, length);
			bytes = larger;
		}
	}
}
