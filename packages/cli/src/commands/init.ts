import fs from 'node:fs';
import path from 'node:path';
import { writeWhole } from '@sg-preflight/documents/atomic-file';
import { command } from '../command-line/command.js';
import { print } from '../terminal/stdout.js';

export const init = command({
	name: 'init',
	summary:
		'Writes what a repository needs: sg-preflight.yaml, a pre-commit hook, and the file of the gate that it has already.',
	options: {
		'dry-run': { type: 'boolean', help: 'Says what would be written, and writes nothing.' },
	},
	details: `Gates are told by .github, .gitlab-ci.yml, atlantis.yaml and Jenkinsfile in the working directory. A file that is
there is left as it is.`,
	async run(_, { 'dry-run': dry = false }) {
		const lines: string[] = [];
		for (const { file, text, next } of filesFor()) {
			if (fs.existsSync(file)) {
				lines.push(`left   ${file}, which is there already\n`);
				if (next) lines.push(`       ${next}\n`);
				continue;
			}
			if (!dry) {
				fs.mkdirSync(path.dirname(file), { recursive: true });
				writeWhole(file, text);
			}
			lines.push(`${dry ? 'would write' : 'wrote '} ${file}\n`);
			if (next && file !== preCommit) lines.push(`       ${next}\n`);
		}
		const inventory = knownInventory() ?? inventories[0];
		if (!fs.existsSync(inventory)) {
			lines.push(
				`\nThe inventory is missing. Ask the API for it, and again when groups were added:\n  aliyun ecs DescribeSecurityGroups --RegionId REGION --MaxResults 100 > ${inventory}\n`,
			);
		}
		await print(lines.join(''));
		return 0;
	},
});

interface Written {
	readonly file: string;
	readonly text: string;
	/** What is left to do by hand. */
	readonly next?: string;
}

const inventories = ['inventory.json', 'inventory.yaml', 'inventory.yml'] as const;
const preCommit = '.pre-commit-config.yaml';

const knownInventory = () => inventories.find((name) => fs.existsSync(name));

function filesFor(): Written[] {
	return [
		{
			file: 'sg-preflight.yaml',
			text: `# yaml-language-server: $schema=https://raw.githubusercontent.com/sg-preflight/sg-preflight/main/docs/sg-preflight.generated.schema.json
inventory: ${knownInventory() ?? inventories[0]}
undetermined: warn
`,
		},
		{
			file: preCommit,
			text: `repos:\n${hook}`,
			next: `Add to its repos:\n${hook.replace(/^/gm, '       ').trimEnd()}`,
		},
		...gates.flatMap(({ sign, example, file, next }) =>
			fs.existsSync(sign) ? [{ file, text: exampleText(example), ...(next ? { next } : {}) }] : [],
		),
	];
}

const hook = `  - repo: https://github.com/sg-preflight/sg-preflight
    rev: main
    hooks:
      - id: sg-preflight-scan
`;

/** What shows that a repository has a gate, and what it gets: an example of this project. */
const gates: readonly {
	readonly sign: string;
	readonly example: string;
	readonly file: string;
	readonly next?: string;
}[] = [
	{ sign: '.github', example: 'github/terraform-plan.yml', file: '.github/workflows/sg-preflight.yml' },
	{
		sign: '.gitlab-ci.yml',
		example: 'gitlab/sg-preflight.gitlab-ci.yml',
		file: 'sg-preflight.gitlab-ci.yml',
		next: 'Include it in .gitlab-ci.yml (include: [{ local: sg-preflight.gitlab-ci.yml }]); it takes plan.json of an earlier job.',
	},
	{
		sign: 'atlantis.yaml',
		example: 'atlantis/repos.yaml',
		file: 'sg-preflight.repos.yaml',
		next: 'Give it to the server (--repo-config), or take its workflow over: custom policy checks are set there.',
	},
	{
		sign: 'Jenkinsfile',
		example: 'jenkins/Jenkinsfile',
		file: 'Jenkinsfile.sg-preflight',
		next: 'Take the stage sg-preflight over into Jenkinsfile.',
	},
];

/** The examples stand beside the packages, in a checkout as in the image. */
function exampleText(name: string): string {
	return fs.readFileSync(new URL(`../../../../examples/${name}`, import.meta.url), 'utf8');
}
