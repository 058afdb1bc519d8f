import { packagedFile } from '../input/packaged-file.js';
import type { Project } from './project.js';

/** Returns an example with the region, the inventory, the tool and the directory of a project. */
export function exampleText(name: string, project: Project): string {
	const { region, folder, tool } = project;
	const inventory = project.inventory ?? newInventory;
	const replacements: readonly (readonly [string, string])[] = [
		['cn-hangzhou', region ?? 'cn-hangzhou'],
		...(folder === ''
			? []
			: ([
					['working-directory: .', `working-directory: ${folder}`],
					['SG_PREFLIGHT_DIRECTORY: .', `SG_PREFLIGHT_DIRECTORY: ${folder}`],
					['SG_PREFLIGHT_INVENTORY: inventory.yaml', `SG_PREFLIGHT_INVENTORY: ${folder}/inventory.yaml`],
					['-chdir=.', `-chdir=${folder}`],
					['plan: plan/', `plan: ${'../'.repeat(folder.split('/').length)}plan/`],
				] as const)),
		['inventory.yaml', inventory],
		...(tool === 'pulumi' ? forPulumi : []),
	];
	return replacements.reduce((text, [example, own]) => text.replaceAll(example, own), packagedFile(`examples/${name}`));
}

/** The inventory of a project that has none yet. */
export const newInventory = 'inventory.yaml';

/** The commands of Terraform in the examples, and those of Pulumi that do the same. */
const forPulumi: readonly (readonly [string, string])[] = [
	['init -input=false', 'install'],
	['plan -input=false -out="$PWD/plan.tfplan"', 'preview --json --stack dev > preview.json'],
	['apply -input=false "$PWD/plan.tfplan"', 'up --yes --stack dev'],
	['terraform -chdir=', 'pulumi --cwd='],
	['plan.tfplan', 'preview.json'],
	['hashicorp/terraform:1.11.4', 'pulumi/pulumi:3.274.1'],
	['Node.js and Terraform', 'Node.js and Pulumi'],
	['with a plan', 'with a preview'],
];
