import fs from 'node:fs';
import path from 'node:path';

const signs = {
	github: ['.github'],
	gitlab: ['.gitlab-ci.yml'],
	atlantis: ['atlantis.yaml'],
	jenkins: ['Jenkinsfile'],
	azure: ['azure-pipelines.yml', '.azure-pipelines'],
	circleci: ['.circleci'],
	bitbucket: ['bitbucket-pipelines.yml'],
} as const;

/** Facts about a user's project, read from its files. */
export interface Project {
	/** Absolute path of the repository's root; the directory itself outside a repository. */
	readonly root: string;
	readonly gates: readonly (keyof typeof signs)[];
	readonly tool: 'terraform' | 'pulumi';
	/** Region of the provider, from its configuration or the environment; null if none is written there. */
	readonly region: string | null;
	/** Name of the inventory file in the directory; null if there is none. */
	readonly inventory: string | null;
}

/** @param directory absolute */
export function projectIn(directory: string): Project {
	const root = repositoryRoot(directory);
	const has = (name: string): boolean => fs.existsSync(path.join(directory, name));
	return {
		root,
		gates: (Object.keys(signs) as (keyof typeof signs)[]).filter((gate) =>
			signs[gate].some((sign) => fs.existsSync(path.join(root, sign))),
		),
		tool: has('Pulumi.yaml') || has('Pulumi.yml') ? 'pulumi' : 'terraform',
		region: regionIn(directory),
		inventory: ['inventory.yaml', 'inventory.yml', 'inventory.json'].find(has) ?? null,
	};
}

function repositoryRoot(directory: string): string {
	for (let folder = directory; ; folder = path.dirname(folder)) {
		if (fs.existsSync(path.join(folder, '.git'))) return folder;
		if (folder === path.dirname(folder)) return directory;
	}
}

/** Files larger than this have no provider block that a person wrote. */
const largestFile = 1024 * 1024;

function regionIn(directory: string): string | null {
	for (const name of fs.readdirSync(directory).sort()) {
		const file = path.join(directory, name);
		const pattern = regionPatterns.find(({ files }) => files.test(name))?.region;
		if (pattern === undefined) continue;
		const stats = fs.statSync(file, { throwIfNoEntry: false });
		if (!stats?.isFile() || stats.size > largestFile) continue;
		const [, region] = pattern.exec(fs.readFileSync(file, 'utf8')) ?? [];
		if (region !== undefined) return region;
	}
	return process.env.ALICLOUD_REGION ?? process.env.ALIBABA_CLOUD_REGION ?? null;
}

/** Literal regions alone: a variable's value is not in the file. */
const regionPatterns = [
	{
		files: /\.(tf|tofu)$/,
		region: /^provider\s+"alicloud"\s*\{[^}]*?^\s*region\s*=\s*"([a-z]{2}-[a-z0-9-]+)"/m,
	},
	{ files: /^Pulumi\..+\.ya?ml$/, region: /^\s*alicloud:region:\s*["']?([a-z]{2}-[a-z0-9-]+)/m },
];
