import { parseNative } from '../../language/parser/native.js';
import type { WrittenExpression } from '../../language/syntax/expression.js';

/** The facts of a `.terraform.lock.hcl`. Terraform and OpenTofu write a new one into every saved plan. */
export interface LockFile {
	/** The tool that wrote it, by the first line; null when the line names neither. */
	readonly tool: 'terraform' | 'opentofu' | null;
	/** The locked version of each provider by its address: `registry.terraform.io/aliyun/alicloud` has `1.289.0`. */
	readonly providers: ReadonlyMap<string, string>;
}

/** Reads a lock file. A provider that it leaves out (`dev_overrides`, a built-in one) has no version. */
export function lockFileOf(text: string): LockFile {
	const [, command = ''] = /^# .*"(terraform|tofu) init"/.exec(text) ?? [];
	const parsed = parseNative(text);
	const providers = new Map<string, string>();
	for (const { type, labels, attributes } of parsed.kind === 'blocks' ? parsed.blocks : []) {
		const version = textOf(attributes.get('version')?.written);
		if (type === 'provider' && labels[0] !== undefined && version !== null) providers.set(labels[0], version);
	}
	return { tool: toolsByCommand.get(command) ?? null, providers };
}

/** Returns the text of a literal; null for any other expression. */
function textOf(written: WrittenExpression | undefined): string | null {
	return written?.kind === 'literal' && typeof written.value === 'string' ? written.value : null;
}

const toolsByCommand: ReadonlyMap<string, LockFile['tool']> = new Map([
	['terraform', 'terraform'],
	['tofu', 'opentofu'],
]);

/** Returns the locked version of the provider `aliyun/alicloud`, of any registry; null when the lock file has none. */
export function alicloudVersionOf({ providers }: LockFile): string | null {
	for (const [address, version] of providers) if (/(^|\/)(aliyun|hashicorp)\/alicloud$/.test(address)) return version;
	return null;
}
