import type { EcsOperation, GroupReference, PlanReading } from '@sg-preflight/operations';
import type { Rule } from './finding.js';

/** How each tool says it. */
const wording = {
	'terraform-plan': {
		keep: (attribute: string): string => `\`lifecycle { ignore_changes = [${attribute}] }\``,
		forget: (address: string): string =>
			`a \`removed\` block with \`lifecycle { destroy = false }\`, or \`terraform state rm '${address}'\``,
		first: 'apply what it comes from first (`-target`) and plan again',
		plan: 'plan',
	},
	'pulumi-preview': {
		keep: (attribute: string): string => `\`ignoreChanges\` for ${attribute}`,
		forget: (address: string): string => `\`retainOnDelete: true\`, or \`pulumi state delete '${address}'\``,
		first: 'run `pulumi up --target` for what it comes from first, and preview again',
		plan: 'preview',
	},
} as const;

const rulesOfGroup =
	'Take it out of the configuration and leave the group to its service, or put the rule on a group of your own';

/** What to do about a finding, for its operation, group and tool. */
export function remedyOf(
	rule: Rule,
	operation: EcsOperation | null,
	group: GroupReference | null,
	kind: PlanReading['kind'],
): string {
	const tool = wording[kind];
	switch (rule) {
		case 'refused-operation':
			return operation && group ? refusedRemedy(operation, group, tool) : 'Leave the group to its service.';
		case 'unknown-group':
			return group?.id
				? `Settle the value that is known only at apply: ${tool.first}; or take the group out of ${group.attribute}.`
				: `To have it judged, ${tool.first}; or name a group that the configuration creates, or one by its id.`;
		case 'unlisted-group':
			return `Pull a newer inventory${operation?.region ? ` with the region (\`sg-preflight inventory pull --region ${operation.region}\`)` : ' (`sg-preflight inventory pull`)'}, or add the file that lists the group with ServiceManaged and ServiceID.`;
		case 'unlisted-operation':
			return `Name a group of your own in ${group?.attribute ?? 'the attribute'}; or, where the product's documentation allows managed groups, waive the finding with that as the reason.`;
		case 'member':
			return 'Make the change through the service that owns the group, or take the resource out of the group there first.';
		case 'unmapped-resource':
			return 'Use a newer sg-preflight, or add an entry for the type (docs/adding-a-resource-type.md).';
		case 'incomplete-plan':
			return `Mend what the message says and ${tool.plan} again, or check each of the ${tool.plan}s that follow as well.`;
	}
}

function refusedRemedy(
	operation: EcsOperation,
	{ attribute }: GroupReference,
	tool: (typeof wording)[keyof typeof wording],
): string {
	if (operation.action === 'delete') {
		return `Have it forgotten instead of destroyed (${tool.forget(operation.address)}); the group and what is in it belong to the service.`;
	}
	switch (operation.operation) {
		case 'JoinSecurityGroup':
			return `Take the group out of ${attribute}; the service adds its own members. A rule of a group of your own may name it as a source instead.`;
		case 'LeaveSecurityGroup':
			return `Keep the group in ${attribute}, or leave it as it is with ${tool.keep(attribute)}; only the service takes members out.`;
		case 'RunInstances':
		case 'CreateInstance':
		case 'CreateNetworkInterface':
		case 'ModifyNetworkInterfaceAttribute':
		case 'ModifyInstanceAttribute':
			return `Name a group of your own in ${attribute} instead of the managed one; where the service put the group there, leave it as it is with ${tool.keep(attribute)}.`;
		case 'ModifySecurityGroupAttribute':
		case 'ModifySecurityGroupPolicy':
			return `Leave the group as it is (${tool.keep('all')}), or take it out of the configuration (${tool.forget(operation.address)}); changes go through the service that owns it.`;
		default:
			return `${rulesOfGroup}; changes of the managed group go through the service that owns it.`;
	}
}
