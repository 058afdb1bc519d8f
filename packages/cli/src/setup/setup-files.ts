import path from 'node:path';
import { version } from '../version.js';
import { exampleText, newInventory } from './example-text.js';
import type { Project } from './project.js';

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
			text: configurationOf(project),
		},
		{
			file: path.join(root, '.pre-commit-config.yaml'),
			text: `repos:\n${hookOf(project)}`,
			next: `Add to its repos:\n${hookOf(project).replace(/^/gm, '        ').trimEnd()}`,
		},
		...project.gates.flatMap((gate) =>
			filesOf[gate](project).map((made) => ({ ...made, file: path.join(root, made.file) })),
		),
	];
}

function configurationOf({ inventory, gates }: Project): string {
	const isRefreshed = gates.includes('github') || gates.includes('gitlab');
	const lines = [
		`# yaml-language-server: $schema=https://raw.githubusercontent.com/sg-preflight/sg-preflight/v${version}/docs/sg-preflight.generated.schema.json`,
		`inventory: ${inventory ?? newInventory}`,
		'undetermined: warn',
		...(isRefreshed ? ['# The job that keeps the inventory fresh commits at least once a week.', 'maxAge: 8d'] : []),
	];
	return lines.map((line) => `${line}\n`).join('');
}

/** pre-commit runs its hooks in the root, from where a configuration further down is not found. */
function hookOf({ folder }: Project): string {
	const lines = [
		'  - repo: https://github.com/sg-preflight/sg-preflight',
		`    rev: v${version}`,
		'    hooks:',
		'      - id: sg-preflight-scan',
		...(folder === '' ? [] : [`        args: [--config, ${folder}/sg-preflight.yaml, --]`]),
	];
	return lines.map((line) => `${line}\n`).join('');
}

/** Step for gates whose inventory is not in the repository: the file tells its place. */
const keepFresh = 'Replace its inventory on a schedule, by that of: sg-preflight inventory pull';

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
		{
			file: 'sg-preflight-inventory.gitlab-ci.yml',
			text: exampleText('gitlab/inventory.gitlab-ci.yml', project),
			next: 'Include it too, and make a pipeline schedule for it: it keeps the inventory fresh.',
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
			next: `Copy the stage sg-preflight into your Jenkinsfile. ${keepFresh}`,
			always: true,
		},
	],
	azure: (project) => [
		{
			file: 'azure-pipelines.sg-preflight.yml',
			text: exampleText('azure/azure-pipelines.yml', project),
			next: `Copy the step sg-preflight into your azure-pipelines.yml. ${keepFresh}`,
			always: true,
		},
	],
	circleci: (project) => [
		{
			file: '.circleci/sg-preflight.yml',
			text: exampleText('circleci/config.yml', project),
			next: `Copy the job sg-preflight into your .circleci/config.yml. ${keepFresh}`,
			always: true,
		},
	],
	bitbucket: (project) => [
		{
			file: 'bitbucket-pipelines.sg-preflight.yml',
			text: exampleText('bitbucket/bitbucket-pipelines.yml', project),
			next: `Copy the step sg-preflight into your bitbucket-pipelines.yml. ${keepFresh}`,
			always: true,
		},
	],
};
