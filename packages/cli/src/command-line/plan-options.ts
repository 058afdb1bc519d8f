import { UserError } from '@sg-preflight/documents';
import { parseVersion } from '@sg-preflight/operations';
import type { TerraformUse } from '../input/plans/terraform-use.js';

/** The options of every command that reads plans. */
export const planOptions = {
	'provider-version': {
		type: 'string',
		value: 'VERSION',
		help: 'Version of aliyun/alicloud that applies the plan; by default the one that the plan or its lock file tells.',
	},
	'pulumi-state': {
		type: 'string',
		value: 'FILE',
		help: 'State of the stack (pulumi stack export) for a Pulumi update plan. Default: exported.',
	},
	'terraform-bin': {
		type: 'string',
		value: 'PATH',
		help: 'Terraform or OpenTofu that shows saved plans. It runs the providers in the folder of the plan.',
	},
	'terraform-env': { type: 'boolean', help: 'Pass it the whole environment, credentials too.' },
	'no-terraform': { type: 'boolean', help: 'Never run Terraform, OpenTofu or Pulumi.' },
} as const;

interface PlanValues {
	readonly 'provider-version'?: string;
	readonly 'pulumi-state'?: string;
	readonly 'terraform-bin'?: string;
	readonly 'terraform-env'?: boolean;
	readonly 'no-terraform'?: boolean;
}

/** How plans are read. */
export interface PlanUse {
	readonly terraform: TerraformUse;
	/** File of the state that an update plan of Pulumi was made from; undefined to export it. */
	readonly pulumiState: string | undefined;
	/** Version of the provider that the user named; undefined for the version in the plan or its sources. */
	readonly providerVersion: string | undefined;
}

/**
 * @param configured program that the configuration names
 * @throws {UserError} when the version of the provider does not have three numbers, or the state cannot be read
 */
export async function planUseOf(values: PlanValues, configured?: string): Promise<PlanUse> {
	const { 'provider-version': version, 'pulumi-state': pulumiState } = values;
	if (pulumiState !== undefined) {
		const { refuseUnreadableState } = await import('../input/plans/pulumi-state.js');
		refuseUnreadableState(pulumiState);
	}
	return {
		terraform: {
			program: values['terraform-bin'] ?? configured,
			isAllowed: !values['no-terraform'],
			hasWholeEnvironment: values['terraform-env'] ?? false,
		},
		pulumiState,
		providerVersion: version === undefined ? undefined : providerVersionOf(version),
	};
}

function providerVersionOf(value: string): string {
	const version = parseVersion(value);
	if (version !== undefined) return version;
	throw new UserError(`--provider-version ${value}: expected a version such as 1.241.0.`);
}
