/** Options of running Terraform for a saved plan that sg-preflight cannot read. Survives a structured clone. */
export interface TerraformUse {
	/** Program that the user named for every saved plan; undefined to use terraform or tofu when one is needed. */
	readonly program: string | undefined;
	/** Whether it may be run at all; the same for Pulumi, which exports a state. */
	readonly isAllowed: boolean;
	/** Whether it gets every variable of the environment, credentials too. */
	readonly hasWholeEnvironment: boolean;
}
