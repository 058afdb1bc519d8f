/** Options of running Terraform for a saved plan that sg-preflight cannot read. Survives a structured clone. */
export interface TerraformUse {
	/** Program that the user named for every saved plan; undefined to use terraform or tofu when one is needed. */
	readonly program: string | undefined;
	/** Whether it may be run at all; the same for Pulumi, which exports a state. */
	readonly isAllowed: boolean;
	/** Whether it gets every variable of the environment, credentials too. */
	readonly hasWholeEnvironment: boolean;
}

/** The options of every command that reads saved plans. */
export const terraformOptions = {
	'terraform-bin': {
		type: 'string',
		value: 'PATH',
		help: 'Terraform or OpenTofu that shows saved plans. It runs the providers in the folder of the plan.',
	},
	'terraform-env': { type: 'boolean', help: 'Pass it the whole environment, credentials too.' },
	'no-terraform': { type: 'boolean', help: 'Never run Terraform, OpenTofu or Pulumi.' },
} as const;

export interface TerraformValues {
	readonly 'terraform-bin'?: string;
	readonly 'terraform-env'?: boolean;
	readonly 'no-terraform'?: boolean;
}

/** @param configured program that the configuration names */
export function terraformUse(values: TerraformValues, configured?: string): TerraformUse {
	return {
		program: values['terraform-bin'] ?? configured,
		isAllowed: !values['no-terraform'],
		hasWholeEnvironment: values['terraform-env'] ?? false,
	};
}
