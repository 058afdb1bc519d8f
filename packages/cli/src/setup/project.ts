import fs from 'node:fs';
import path from 'node:path';
import { readRegularFile } from '@sg-preflight/documents/regular-file';
import { repositoryOf } from '../input/inside-folder.js';
import { portablePath } from '../report/portable-path.js';

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
	/** Path of the directory from there, with slashes; empty if it is the root. */
	readonly folder: string;
	readonly gates: readonly (keyof typeof signs)[];
	readonly tool: 'terraform' | 'pulumi';
	/** Region of the provider, from its configuration or the environment; null if none is written there. */
	readonly region: string | null;
	/** Name of the inventory file in the directory; null if there is none. */
	readonly inventory: string | null;
}

/** @param directory absolute */
export function projectIn(directory: string): Project {
	const root = repositoryOf(directory) ?? directory;
	const has = (name: string): boolean => fs.existsSync(path.join(directory, name));
	return {
		root,
		folder: portablePath(path.relative(root, directory)),
		gates: (Object.keys(signs) as (keyof typeof signs)[]).filter((gate) =>
			signs[gate].some((sign) => fs.existsSync(path.join(root, sign))),
		),
		tool: has('Pulumi.yaml') || has('Pulumi.yml') ? 'pulumi' : 'terraform',
		region: regionIn(directory),
		inventory: ['inventory.yaml', 'inventory.yml', 'inventory.json'].find(has) ?? null,
	};
}

/** Files larger than this have no provider block that a person wrote. */
const largestFile = 1024 * 1024;

function regionIn(directory: string): string | null {
	for (const name of fs.readdirSync(directory).sort()) {
		const file = path.join(directory, name);
		const pattern = regionPatterns.find(({ files }) => files.test(name));
		if (pattern === undefined) continue;
		const stats = fs.statSync(file, { throwIfNoEntry: false });
		if (!stats?.isFile() || stats.size > largestFile) continue;
		const region = writtenRegion(readRegularFile(file, largestFile), pattern);
		if (region !== null) return region;
	}
	return process.env.ALICLOUD_REGION ?? process.env.ALIBABA_CLOUD_REGION ?? null;
}

interface RegionPattern {
	readonly files: RegExp;
	/** The line that opens the block of the region; null if it is in no block. A brace at the start of a line closes it. */
	readonly block: RegExp | null;
	readonly region: RegExp;
}

/** Literal regions alone: a variable's value is not in the file. */
const regionPatterns: readonly RegionPattern[] = [
	{
		files: /\.(tf|tofu)$/,
		block: /^provider\s+"alicloud"\s*\{/,
		region: /(?:^\s*|\{\s*)region\s*=\s*"([a-z]{2}-[a-z0-9-]+)"/,
	},
	{ files: /^Pulumi\..+\.ya?ml$/, block: null, region: /^\s*alicloud:region:\s*["']?([a-z]{2}-[a-z0-9-]+)/ },
];

/** Searches line by line: a pattern over the whole text takes quadratic time on a file that somebody made for it. */
function writtenRegion(text: string, { block, region }: RegionPattern): string | null {
	let isInside = block === null;
	for (const line of text.split('\n')) {
		const opens = block?.test(line) === true;
		const found = isInside || opens ? region.exec(line)?.[1] : undefined;
		if (found !== undefined) return found;
		if (opens) isInside = !line.includes('}');
		else if (block !== null && line.startsWith('}')) isInside = false;
	}
	return null;
}
