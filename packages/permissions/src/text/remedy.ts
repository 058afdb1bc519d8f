import { type InventoryGroup, ownerOf } from '@sg-preflight/inventory';
import {
	AttributePath,
	compareVersions,
	type EcsOperation,
	type GroupReference,
	type PlanReading,
	parseVersion,
	type ResourceChange,
} from '@sg-preflight/operations';
import type { Rule } from '../finding.js';

/** The words of each tool. */
interface Wording {
	readonly plan: string;
	/** Returns the words to ignore changes of an attribute. */
	keep(attribute: string): string;
	/** Returns the words to remove an object from the state without destroying it. */
	forget(address: string): string;
	/** The step after which an unknown value is known. */
	readonly settle: string;
	/** The step that shows the parts of a value. */
	readonly prove: string;
}

const wordings: Readonly<Record<PlanReading['kind'], Wording>> = {
	'terraform-plan': {
		plan: 'plan',
		keep: (attribute) => `\`lifecycle { ignore_changes = [${attribute}] }\``,
		forget: (address) =>
			`a \`removed\` block with \`lifecycle { destroy = false }\`, or \`terraform state rm ${quoted(address)}\``,
		settle: 'first apply the resource that the value comes from (`-target`), then plan again',
		prove:
			'Check the saved plan (`terraform plan -out=plan.tfplan`, `sg-preflight check plan.tfplan`), or pass `--source DIR` with the directory in which the plan was made.',
	},
	'pulumi-preview': {
		plan: 'preview',
		keep: (attribute) =>
			`\`ignoreChanges: ["${attribute.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase())}"]\``,
		forget: (address) => `\`retainOnDelete: true\`, or \`pulumi state delete ${quoted(address)}\``,
		settle: 'first run `pulumi up --target` for the resource that the value comes from, then preview again',
		prove: 'Run `pulumi up --target` for the groups first, and preview again: their ids are then known.',
	},
};

/** Quotes a word for a POSIX shell. */
function quoted(word: string): string {
	return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Returns whether the provider's version alone decides whether the call is made on the group. */
export function dependsOnVersion(
	{ certain, byVersion }: Pick<EcsOperation, 'certain' | 'byVersion'>,
	group: Pick<GroupReference, 'certain' | 'byVersion'>,
): boolean {
	if (certain) return group.byVersion === true;
	return byVersion === true && (group.certain !== false || group.byVersion === true);
}

/** Returns the next step for a finding, by its operation, group and tool; `change` is the one that calls the operation. */
export function remedyOf(
	rule: Rule,
	kind: PlanReading['kind'],
	about?: {
		readonly operation: EcsOperation;
		/** Called only if the text names the resource. */
		readonly address: () => string;
		readonly group: GroupReference;
		readonly change: ResourceChange | undefined;
		/** Without the name if the group is sensitive. */
		readonly listing?: InventoryGroup | undefined;
		/** Version of the tool that made the plan. */
		readonly toolVersion?: string | undefined;
	},
): string {
	const wording = wordings[kind];
	const attribute = about?.group.attribute ?? 'the attribute';
	switch (rule) {
		case 'refused-operation':
			return about
				? refusedRemedy(
						about.operation,
						about.address,
						about.group,
						about.change,
						wordingFor(wording, kind, about.toolVersion),
					) + throughOwner(about.operation, about.listing)
				: 'Leave the group to its service.';
		case 'unknown-group':
			if (about && dependsOnVersion(about.operation, about.group)) {
				return `Remove the group from ${attribute}. To get a verdict instead, name the version of the provider that runs: \`--provider-version VERSION\`${kind === 'terraform-plan' ? ', or pass `--source DIR` with the directory of its lock file' : ''}.`;
			}
			return about?.group.id
				? `Remove the group from ${attribute}. To get a verdict instead, ${wording.settle}.`
				: `To get a verdict, ${wording.settle}. Or use a group that this configuration creates, or one by its id.`;
		case 'unproven-group':
			return wording.prove;
		case 'unlisted-group': {
			const region = about?.operation.region;
			const pull = `sg-preflight inventory pull${region ? ` --region ${region}` : ''}`;
			return `Pull a newer inventory (\`${pull}\`), or add the inventory file that lists the group with ServiceManaged and ServiceID.`;
		}
		case 'unlisted-operation':
			return `Use your own group in ${attribute}. If the product's documentation allows managed groups, waive the finding with that reason.`;
		case 'member':
			return about?.operation.action === 'create'
				? 'Use your own group in the launch template or configuration that the resource takes its groups from.'
				: 'Make the change through the service that owns the group, or remove the resource from the group there first.';
		case 'unmapped-resource':
			return 'Update sg-preflight, or add an entry for the type (docs/adding-a-resource-type.md).';
		case 'incomplete-plan':
			return `Fix the error above and ${wording.plan} again, or check each ${wording.plan} that follows as well.`;
	}
}

/** From this version of Terraform a resource block itself can say that its object is not destroyed. */
const forgetsInPlace = '1.16.0';

function wordingFor(wording: Wording, kind: PlanReading['kind'], toolVersion: string | undefined): Wording {
	if (kind !== 'terraform-plan' || toolVersion === undefined) return wording;
	const version = parseVersion(toolVersion);
	if (version === undefined || compareVersions(version, forgetsInPlace) < 0) return wording;
	return {
		...wording,
		forget: (address) => `\`lifecycle { destroy = false }\` in its resource block, or ${wording.forget(address)}`,
	};
}

/** Operations on the group itself: its owner can make the change, or take the group away. */
const changesGroup: ReadonlySet<string> = new Set([
	'AuthorizeSecurityGroup',
	'AuthorizeSecurityGroupEgress',
	'RevokeSecurityGroup',
	'RevokeSecurityGroupEgress',
	'ModifySecurityGroupRule',
	'ModifySecurityGroupEgressRule',
	'ModifySecurityGroupAttribute',
	'ModifySecurityGroupPolicy',
	'DeleteSecurityGroup',
]);

/** The way through the service's own resource, if it is known; empty if not. */
function throughOwner({ product, operation }: EcsOperation, listing: InventoryGroup | undefined): string {
	const resource = listing && ownerOf(listing)?.resource;
	if (!resource || product !== 'Ecs' || !changesGroup.has(operation)) return '';
	return ` Or delete or change the ${resource}: its group goes with it.`;
}

function refusedRemedy(
	{ action, deposed, product, operation }: EcsOperation,
	address: () => string,
	{ attribute }: GroupReference,
	change: ResourceChange | undefined,
	wording: Wording,
): string {
	const keep = (): string => wording.keep(AttributePath.parse(attribute).attribute);
	if (action === 'delete') {
		if (deposed !== null) {
			return `Ask the service to release it. This object is left over from an earlier replacement: \`terraform state rm ${quoted(address())}\` removes the whole resource from the state, and \`terraform import\` brings the current object back.`;
		}
		if (change?.actions.includes('create')) {
			return `Undo the change that forces the replacement, or remove the old object from the state without destroying it: ${wording.forget(address())}.`;
		}
		return `Remove it from the state without destroying it: ${wording.forget(address())}. The group belongs to the service.`;
	}
	switch (operation) {
		case 'JoinSecurityGroup':
			return `Remove the group from ${attribute}: the service adds its own members. Instead, a rule in your own group may use it as source or destination.`;
		case 'LeaveSecurityGroup':
			return `Keep the group in ${attribute}, or ignore changes of the attribute: ${keep()}. Only the service removes members.`;
		case 'RunInstances':
		case 'CreateInstance':
		case 'CreateNetworkInterface':
			return `Use your own group in ${attribute}. If the service added this one later, ignore changes of the attribute: ${keep()}.`;
		case 'ModifyNetworkInterfaceAttribute':
		case 'ModifyInstanceAttribute':
			return `Remove the service's groups from ${attribute}, or ignore changes of the attribute: ${keep()}.`;
		case 'ModifySecurityGroupAttribute':
		case 'ModifySecurityGroupPolicy':
			return `Remove the group from the configuration without destroying it: ${wording.forget(address())}. The service that owns it makes its changes.`;
		case 'ModifyInstanceVpcAttribute':
		case 'CreateContainerGroup':
			return `Use your own group in ${attribute}.`;
		default:
			if (product !== 'Ecs') return `Use your own group in ${attribute}.`;
			return 'Remove this rule, or put it in your own group. The service that owns the managed group makes its changes.';
	}
}
