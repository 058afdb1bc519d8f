import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import { writeWhole } from '@sg-preflight/documents/atomic-file';
import { command } from '../command-line/command.js';
import { stepsBelow } from '../input/inside-folder.js';
import { packagedFile } from '../input/packaged-file.js';
import { type Project, projectIn } from '../input/project.js';
import { print } from '../terminal/stdout.js';
import { version } from '../version.js';

export const init = command({
	name: 'init',
	summary: 'Write the files that a repository needs: configuration, pre-commit hook, the job of its gate.',
	options: {
		'dry-run': { type: 'boolean', help: 'Print what would be written, and write nothing.' },
	},
	details: `Gates are recognised at the root of the repository: .github, .gitlab-ci.yml, atlantis.yaml, Jenkinsfile,
azure-pipelines.yml, .circleci and bitbucket-pipelines.yml. Existing files stay as they are.`,
	async run(_, { 'dry-run': dry = false }) {
		const project = projectIn(process.cwd());
		const lines: string[] = [];
		const files = filesFor(project).map((made) => ({ ...made, exists: isThere(made.file) }));
		for (const { file, exists } of files) if (!exists) refuseOutside(file, project.root);
		for (const { file, text, next, exists, always = false } of files) {
			const shown = path.relative('', file);
			if (!exists && !dry) {
				fs.mkdirSync(path.dirname(file), { recursive: true });
				writeWhole(file, text);
			}
			const writes = dry ? 'would write' : 'wrote ';
			lines.push(exists ? `exists  ${shown} (unchanged)\n` : `${writes}  ${shown}\n`);
			if (next && (exists || always)) lines.push(`        ${next}\n`);
		}
		if (project.gates.length === 0) {
			lines.push('no gate found: see https://github.com/sg-preflight/sg-preflight/blob/main/docs/gates.md\n');
		}
		if (project.inventory === null) {
			lines.push(
				`\nNo inventory yet. Create it now, and refresh it when groups change:\n  sg-preflight inventory pull ${project.region === null ? '' : `--region ${project.region} `}--output ${newInventory}\nCheck the setup with: sg-preflight doctor\n`,
			);
		}
		await print(lines.join(''));
		return 0;
	},
});

/** A broken link is there too. */
function isThere(file: string): boolean {
	return fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** @throws {UserError} when a link leads from the folder of a file out of the repository */
function refuseOutside(file: string, root: string): void {
	if (stepsBelow(root, path.dirname(file)) !== null) return;
	throw new UserError({
		where: path.relative('', file),
		problem: 'a link leads from its folder out of the repository, so nothing was written',
		next: 'Remove the link, if you did not make it.',
	});
}

const newInventory = 'inventory.yaml';

interface SetupFile {
	/** Absolute path. */
	readonly file: string;
	readonly text: string;
	/** The step that is left to the user if the file exists, or `always`. */
	readonly next?: string;
	readonly always?: true;
}

function filesFor(project: Project): SetupFile[] {
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
