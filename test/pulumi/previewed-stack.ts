import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { LocalWorkspace, PulumiCommand, type PulumiFn, type Stack } from '@pulumi/pulumi/automation/index.js';
import { languageHost, pulumiFolder } from './pulumi-cli.js';

const root = path.resolve(import.meta.dirname, '../../..');

/** The places where a project can name its backend, and its passphrase. */
export type Backend = 'environment' | 'project file' | 'environment, relative';

/** The two forms of the pack in a checkout; the language host starts the folder. */
export const forms = {
	executable: path.join(root, 'packages/policy-pack/bin/sg-preflight-policy.cjs'),
	folder: path.join(root, 'packages/policy-pack'),
} as const;

/** The part of PulumiCommand that its types leave out. */
interface Runner {
	run(args: readonly string[], ...more: unknown[]): Promise<unknown>;
}

export interface Outcome {
	readonly status: number;
	/** The whole output of the command. */
	readonly output: string;
}

export interface PackOptions {
	/** Configuration of the policy managed-security-groups. */
	readonly config?: object;
	/** The executable form unless said otherwise. */
	readonly pack?: string;
	readonly target?: string[];
	readonly refresh?: boolean;
}

/**
 * A stack of the real CLI on a backend of files, with a double of the provider (provider-double/provider.mjs) on the
 * PATH: its resources exist nowhere.
 */
export class PreviewedStack {
	readonly #folder: string;
	readonly #env: Record<string, string>;
	readonly #stack: Stack;

	/** Options that the Automation API does not have, added to its next command. */
	readonly #options: string[];

	private constructor(folder: string, env: Record<string, string>, stack: Stack, options: string[]) {
		this.#folder = folder;
		this.#env = env;
		this.#stack = stack;
		this.#options = options;
	}

	static async open(backendIn: Backend = 'environment'): Promise<PreviewedStack> {
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-stack-'));
		const workDir = path.join(folder, 'project');
		const backend = path.join(workDir, 'backend');
		fs.mkdirSync(backend, { recursive: true });
		fs.writeFileSync(path.join(workDir, 'passphrase.txt'), 'for tests');
		const provider = path.join(root, 'test/pulumi/provider-double');
		const env = {
			PATH: [provider, languageHost.folder, pulumiFolder(), process.env.PATH].join(path.delimiter),
			PULUMI_HOME: path.join(folder, 'home'),
			...(backendIn === 'environment'
				? { PULUMI_CONFIG_PASSPHRASE: 'for tests', PULUMI_BACKEND_URL: `file://${backend}` }
				: { PULUMI_CONFIG_PASSPHRASE_FILE: './passphrase.txt' }),
			...(backendIn === 'environment, relative' ? { PULUMI_BACKEND_URL: 'file://./backend' } : {}),
			PULUMI_SKIP_UPDATE_CHECK: 'true',
			PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
		};
		// The Automation API looks for the CLI on the PATH of its own process.
		process.env.PATH = env.PATH;
		const options: string[] = [];
		const command = await PulumiCommand.get();
		const runner = command as unknown as Runner;
		const run = runner.run.bind(command);
		runner.run = (args, ...more) => run([...args, ...options.splice(0)], ...more);
		const stack = await LocalWorkspace.createStack(
			{ stackName: 'dev', projectName: 'proj', program: async () => {} },
			{
				workDir,
				envVars: env,
				pulumiCommand: command,
				...(backendIn === 'project file'
					? { projectSettings: { name: 'proj', runtime: 'nodejs', backend: { url: `file://${backend}` } } }
					: {}),
			},
		);
		return new PreviewedStack(folder, env, stack, options);
	}

	close(): void {
		fs.rmSync(this.#folder, { recursive: true, force: true });
	}

	/** Writes a file in the project's folder. */
	write(name: string, text: string): void {
		const file = path.join(this.#folder, 'project', name);
		fs.mkdirSync(path.dirname(file), { recursive: true });
		fs.writeFileSync(file, text);
	}

	/** Runs an update without the pack, for the resources that the stack has before. */
	async has(program: PulumiFn): Promise<void> {
		await this.#stack.up({ program });
	}

	/** `pulumi preview --policy-pack …` */
	preview(program: PulumiFn, options: PackOptions): Promise<Outcome> {
		return outcomeOf(this.#stack.preview({ program, ...this.#flags(options) }));
	}

	/** `pulumi preview --json --save-plan …` and `pulumi stack export`: both documents, and the state that they are of. */
	async documents(
		program: PulumiFn,
	): Promise<{ readonly preview: string; readonly plan: string; readonly state: string }> {
		const file = path.join(this.#folder, 'plan.json');
		this.#options.push('--json');
		const { stdout } = await this.#stack.preview({ program, plan: file });
		return { preview: stdout, plan: fs.readFileSync(file, 'utf8'), state: this.pulumi('stack', 'export').stdout };
	}

	/** `pulumi up --skip-preview --policy-pack …` */
	update(program: PulumiFn, options: PackOptions): Promise<Outcome> {
		return outcomeOf(this.#stack.up({ program, ...this.#flags(options) }));
	}

	/** Runs the CLI itself. */
	pulumi(...args: string[]): Outcome & { readonly stdout: string } {
		const { status, stdout, stderr } = spawnSync('pulumi', [...args, '--stack', 'dev', '--non-interactive'], {
			cwd: path.join(this.#folder, 'project'),
			env: { ...process.env, ...this.#env },
			encoding: 'utf8',
		});
		return { status: status ?? -1, output: stdout + stderr, stdout };
	}

	/** Names of the stack's resources. */
	async names(): Promise<string[]> {
		const { deployment } = await this.#stack.exportStack();
		return (deployment.resources as { urn: string; type: string }[])
			.filter(({ type }) => type.startsWith('alicloud:'))
			.map(({ urn }) => urn.split('::').at(-1) as string);
	}

	#flags({ config, pack = forms.executable, target, refresh }: PackOptions) {
		const file = path.join(this.#folder, 'policy-config.json');
		fs.writeFileSync(file, JSON.stringify(config ? { 'managed-security-groups': config } : {}));
		return {
			color: 'never' as const,
			policyPacks: [pack],
			policyPackConfigs: [file],
			...(target ? { target } : {}),
			...(refresh ? { refresh } : {}),
		};
	}
}

async function outcomeOf(command: Promise<{ stdout: string; stderr: string }>): Promise<Outcome> {
	try {
		const { stdout, stderr } = await command;
		return { status: 0, output: stdout + stderr };
	} catch (error) {
		const output = String(error);
		return { status: Number(/failed with exit code (\d+)/.exec(output)?.[1] ?? -1), output };
	}
}
