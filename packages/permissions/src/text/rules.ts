import type { Rule } from '../finding.js';

const pages = 'https://github.com/sg-preflight/sg-preflight/blob/main/docs/rules';

const addresses = new Map<Rule, string>();

/** Returns the address of a rule's page. The same text each time, because thousands of findings have it. */
export function docsOf(rule: Rule): string {
	const known = addresses.get(rule) ?? `${pages}/${rule}.md`;
	addresses.set(rule, known);
	return known;
}

/** The explanation of a rule: `explain` prints it, and docs/rules/<rule>.md is generated from it. */
export interface RuleText {
	readonly title: string;
	readonly verdict: 'refused' | 'undetermined';
	/** Paragraphs. */
	readonly meaning: readonly string[];
	/** Steps, the likeliest first. */
	readonly remedies: readonly string[];
}

export const rules: Readonly<Record<Rule, RuleText>> = {
	'refused-operation': {
		title: 'The API will refuse this operation on a managed security group',
		verdict: 'refused',
		meaning: [
			'A cloud service (a load balancer, a container cluster, a firewall…) created this security group in managed mode. The account it belongs to may only read it. The vendor lists 16 operations that only the service itself may call. This change calls one of them, and the API will answer `InvalidOperation.ResourceManagedByCloudProduct`: "The specified SecurityGroup … has been managed by serviceID …". Some operations outside that table have the same refusal in their own error list or parameter description. The finding then cites it, and `sg-preflight table` lists them.',
			'The refusal comes in the middle of the apply, after other changes have been made. The provider reacts in one of three ways, depending on the operation: it stops with an error; it retries for five minutes and then stops; or it ignores the error, reports success, and the next plan shows the same change again.',
		],
		remedies: [
			'Use your own security group instead, and leave the managed one to its service. A rule in your own group may use the managed group as its source or destination: that does not act on the managed group.',
			'If the managed group itself must change, make the change through the service that owns it: its console, its API or its support.',
			'If the plan deletes the group, its rules or a membership, remove the resource from the configuration without destroying it (a `removed` block with `destroy = false`, `terraform state rm`, `pulumi state delete`).',
			"If the service added the group after your apply, ignore changes of the attribute (`lifecycle { ignore_changes = […] }`, or Pulumi's `ignoreChanges`).",
			'If this run is the service system that owns the group, pass `--principal service:<ServiceID>`.',
		],
	},
	'unknown-group': {
		title: 'The security group, or whether the call is made, is known only after apply',
		verdict: 'undetermined',
		meaning: [
			'The id of the group comes from a value that the plan does not have yet, and it could not be traced to a group that this same plan creates. It may be the id of a managed group: several cloud services return the group that they created as an attribute.',
			'The rule also applies if the group is known and managed, but a value known after apply decides whether it is this group, or whether the operation is called at all. In a few cases only the version of the provider is missing to decide that: the message says so.',
		],
		remedies: [
			'First apply the resource that returns the id (`-target`, or a configuration of its own), then plan again: the id is then known and judged.',
			'Check the saved binary plan instead of its JSON: it contains the sources, in which locals and functions can be followed.',
			"If the provider's version decides, pass `--provider-version VERSION`, or `--source DIR` with the directory of the lock file.",
			'Use a group that the configuration creates, or one by its id.',
		],
	},
	'unproven-group': {
		title: 'The document cannot show that the value is only the groups created here',
		verdict: 'undetermined',
		meaning: [
			'The attribute is known only after apply, and everything that it refers to is allowed, usually a group that this same plan creates. But plan JSON keeps the references of an expression and loses the literals beside them: `[alicloud_security_group.a.id, "sg-managed"]` and `[alicloud_security_group.a.id]` look the same in it. So the value may also name a group that the document does not show, and that group may be managed.',
			'Plan JSON also loses dynamic blocks. If nested blocks that may name groups are known after apply, and something that the changes depend on is too, a dynamic block may make them.',
			'A Pulumi preview has the same gap for a value that the program makes in one `apply`.',
			'A proof is in the sources. The finding is gone if they show that the value can be nothing else; it is a refusal if they show a managed group.',
		],
		remedies: [
			'Check the saved plan instead of its JSON: `terraform plan -out=plan.tfplan`, then `sg-preflight check plan.tfplan`. It carries the sources.',
			'Pass `--source DIR` with the directory in which the plan was made, after `terraform init`.',
			'If the sources were given and are not what was planned, the message says why. Plan again from the sources that you check.',
		],
	},
	'unlisted-group': {
		title: 'The inventory does not tell whether the security group is managed',
		verdict: 'undetermined',
		meaning: [
			'A plan does not say which groups are managed: that comes from the inventory. This group is not in it, or is in it without the facts that are needed. A group that is not in the inventory may still be managed.',
			'The message names the reason if the inventory has it: the inventory does not cover the region or the account, or it is incomplete.',
		],
		remedies: [
			'Pull a newer inventory, with the region and the account of the message: `sg-preflight inventory pull --region <region>`.',
			'Pass the files of all regions and accounts: `--inventory` can be repeated.',
			'Keep ServiceManaged and ServiceID if you filter the response before you save it.',
			'If the id is a typo or the group no longer exists, correct the configuration.',
		],
	},
	'unlisted-operation': {
		title: 'The group is managed, and the permission table does not cover the operation',
		verdict: 'undetermined',
		meaning: [
			"The operation passes a managed group to an API that the vendor's table does not cover: an ECS operation outside the table, or another product. It may be allowed, refused at once, or accepted now and refused when the product acts on the group later. The message tells what the operation's own error list has, and so does `sg-preflight explain OPERATION`.",
		],
		remedies: [
			'Use your own security group instead.',
			"If the vendor's documentation of the product allows managed groups, waive the finding with that reason.",
			'If you know that it is refused or allowed, tell the project, so that it becomes a fact.',
		],
	},
	member: {
		title: 'The changed resource is in a managed group that the request does not name',
		verdict: 'undetermined',
		meaning: [
			'Accounts may not call this operation on a managed group, and the resource that it changes is in a managed group. But the request does not name the group. The table does not tell whether the API checks the groups that the resource is in, and no recording shows it.',
		],
		remedies: [
			'Remove the resource from the managed group, or change it through the service that owns the group.',
			'If you have seen such a change pass, waive the finding with that reason.',
		],
	},
	'unmapped-resource': {
		title: 'A resource type that refers to security groups is unknown to this version',
		verdict: 'undetermined',
		meaning: [
			'This version of sg-preflight has neither an entry nor a review of the type, and one of its attributes or values refers to a security group. The operations that it calls at apply were not judged.',
			'For other providers, only resources containing a group id are reported, because they may act on it. Resources of AWS and Tencent Cloud are not, because their own ids look the same.',
		],
		remedies: [
			'Update sg-preflight: the provider is newer than the version that was reviewed.',
			'Add the type: docs/adding-a-resource-type.md.',
		],
	},
	'incomplete-plan': {
		title: 'The plan does not contain every change that will be made',
		verdict: 'undetermined',
		meaning: [
			'The plan ended with errors, defers changes to a later run, calls provider actions, or has an action that this version does not know. The changes that it contains were judged; the others could not be.',
		],
		remedies: [
			'Fix the errors and plan again.',
			'Plan without deferral or targets, or check each of the following plans as well.',
			'Update sg-preflight if it does not know an action.',
		],
	},
};

/** The text of docs/rules/<rule>.md. */
export function rulePage(rule: Rule): string {
	const { title, verdict, meaning, remedies } = rules[rule];
	return [
		'<!-- Generated from packages/permissions/src/text/rules.ts: `pnpm generate`. -->',
		`# ${rule}`,
		`**${title}.** Verdict: \`${verdict}\`.`,
		'## What it means',
		...meaning,
		'## What to do',
		remedies.map((remedy) => `- ${remedy}`).join('\n'),
		...(verdict === 'undetermined'
			? [
					'## Exit status',
					`A warning by default. To make it an error: \`--undetermined fail\`, \`--strict\`, or in \`sg-preflight.yaml\`:`,
					`\`\`\`yaml\nundetermined:\n  ${rule}: fail\n\`\`\``,
				]
			: ['## Exit status', 'Always 1, unless a waiver in `sg-preflight.yaml` matches. The API refuses all the same.']),
		'',
	]
		.join('\n\n')
		.replace(/\n+$/, '\n');
}
