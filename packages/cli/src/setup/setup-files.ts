import path from 'node:path';
import { packagedFile } from '../input/packaged-file.js';
import { version } from '../version.js';
import type { Project } from './project.js';

/** Name of the inventory that a new project pulls. */
export const newInventory = 'inventory.yaml';

/** A file that a repository needs. */
export interface SetupFile {
	/** Absolute path. */
	readonly file: string;
	readonly text: string;
	/** The step that is left to the user if the file exists, or `always`. */
	readonly next?: string;
	readonly always?: true;
}

/** Returns the files that a project needs: the configuration, the pre-commit hook, and those of its gates. */
export function filesFor(project: Project): SetupFile[] {
	const { root } = project;
	return [
		{
			file: path.resolve('sg-preflight.yaml'),
			text: `# yaml-language-server: $schema=https://raw.githubusercontent.com/sg-preflight/sg-preflight/v${version}/docs/sg-preflight.generated.schema.json
inventory: ${project.inventory ?? newInventory}
undetermined: warn
`,
		},
		{
			file: path.join(root, '.pre-commit-config.yaml'),
			text: `repos:\n${hook}`,
			next: `Add to its repos:\n${hook.replace(/^/gm, '        ').trimEnd()}`,
		},
		...project.gates.flatMap((gate) =>
			filesOf[gate](project).map((made) => ({ ...made, file: path.join(root, made.file) })),
		),
	];
}

const hook = `  - repo: https://github.com/sg-preflight/sg-preflight
    rev: v${version}
    hooks:
      - id: sg-preflight-scan
`;

/** Returns the files of each gate, relative to the repository's root. */
const filesOf: { readonly [Gate in Project['gates'][number]]: (project: Project) => SetupFile[] } = {
	github: (project) => [
		{
			file: '.github/workflows/sg-preflight.yml',
			text: exampleText(project.tool === 'pulumi' ? 'github/pulumi-preview.yml' : 'github/terraform-plan.yml', project),
		},
		{ file: '.github/workflows/sg-preflight-inventory.yml', text: exampleText('github/inventory.yml', project) },
	],
	gitlab: (project) => [
		{
			file: 'sg-preflight.gitlab-ci.yml',
			text: exampleText('gitlab/sg-preflight.gitlab-ci.yml', project),
			next: 'Include it in .gitlab-ci.yml (include: [{ local: sg-preflight.gitlab-ci.yml }]); it takes the plan of an earlier job.',
			always: true,
		},
	],
	atlantis: (project) => [
		{
			file: 'sg-preflight.repos.yaml',
			text: exampleText('atlantis/repos.yaml', project),
			next: 'Pass it to the server (--repo-config), or copy its workflow: custom policy checks are configured there.',
			always: true,
		},
	],
	jenkins: (project) => [
		{
			file: 'Jenkinsfile.sg-preflight',
			text: exampleText('jenkins/Jenkinsfile', project),
			next: 'Copy the stage sg-preflight into your Jenkinsfile.',
			always: true,
		},
	],
	azure: (project) => [
		{
			file: 'azure-pipelines.sg-preflight.yml',
			text: exampleText('azure/azure-pipelines.yml', project),
			next: 'Copy the step sg-preflight into your azure-pipelines.yml.',
			always: true,
		},
	],
	circleci: (project) => [
		{
			file: '.circleci/sg-preflight.yml',
			text: exampleText('circleci/config.yml', project),
			next: 'Copy the job sg-preflight into your .circleci/config.yml.',
			always: true,
		},
	],
	bitbucket: (project) => [
		{
			file: 'bitbucket-pipelines.sg-preflight.yml',
			text: exampleText('bitbucket/bitbucket-pipelines.yml', project),
			next: 'Copy the step sg-preflight into your bitbucket-pipelines.yml.',
			always: true,
		},
	],
};

/** Returns an example of this project, with the user's region and inventory. */
function exampleText(name: string, { region, inventory }: Project): string {
	const text = packagedFile(`examples/${name}`);
	return text
		.replaceAll('cn-hangzhou', region ?? 'cn-hangzhou')
		.replaceAll('inventory.yaml', inventory ?? newInventory);
}
