import { command } from '../command-line/command.js';
import { projectIn } from '../setup/project.js';
import { writeSetup } from '../setup/write-setup.js';
import { print } from '../terminal/stdout.js';

export const init = command({
	name: 'init',
	summary: 'Write the files that a repository needs: configuration, pre-commit hook, the job of its gate.',
	options: {
		'dry-run': { type: 'boolean', help: 'Print what would be written, and write nothing.' },
	},
	details: `Gates are recognised at the root of the repository: .github, .gitlab-ci.yml, atlantis.yaml, Jenkinsfile,
azure-pipelines.yml, .circleci and bitbucket-pipelines.yml. Existing files stay as they are.`,
	async run(_, { 'dry-run': isDry = false }) {
		await print(writeSetup(projectIn(process.cwd()), isDry).join(''));
		return 0;
	},
});
