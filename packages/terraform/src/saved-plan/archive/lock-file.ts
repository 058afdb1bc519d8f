/** The facts of a `.terraform.lock.hcl` that a program wrote: Terraform or OpenTofu writes it anew into every saved plan. */
export interface LockFile {
	/** The tool that wrote it, by its first line; null when that names neither. */
	readonly tool: 'terraform' | 'opentofu' | null;
	/** The locked version of each provider by its address: `registry.terraform.io/aliyun/alicloud` has `1.289.0`. */
	readonly providers: ReadonlyMap<string, string>;
}

/**
 * Reads a lock file as a tool writes it: one `provider` block after the other, each `version` on its own line. A provider
 * that the lock file leaves out (`dev_overrides`, a built-in one) has no version.
 */
export function lockFileOf(text: string): LockFile {
	const lines = text.split(/\r?\n/);
	const [, command] = /^# .*"(terraform|tofu) init"/.exec(lines[0] ?? '') ?? [];
	const providers = new Map<string, string>();
	let provider: string | undefined;
	for (const line of lines) {
		const [, address] = /^provider\s+"([^"\\]+)"\s*\{\s*$/.exec(line) ?? [];
		const [, version] = /^\s+version\s*=\s*"([^"\\]+)"\s*$/.exec(line) ?? [];
		if (address !== undefined) provider = address;
		else if (line.startsWith('}')) provider = undefined;
		else if (version !== undefined && provider !== undefined) providers.set(provider, version);
	}
	return { tool: toolsByCommand.get(command ?? '') ?? null, providers };
}

const toolsByCommand: ReadonlyMap<string, LockFile['tool']> = new Map([
	['terraform', 'terraform'],
	['tofu', 'opentofu'],
]);

/** The locked version of the provider `aliyun/alicloud`, of any registry; null when the lock file has none. */
export function alicloudVersionOf({ providers }: LockFile): string | null {
	for (const [address, version] of providers) if (/(^|\/)(aliyun|hashicorp)\/alicloud$/.test(address)) return version;
	return null;
}
