import type { Rule } from '../finding.js';

const pages = 'https://github.com/sg-preflight/sg-preflight/blob/main/docs/rules';

/** Address of a rule's page. */
export function docsOf(rule: Rule): string {
	return `${pages}/${rule}.md`;
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
			'A cloud service (a load balancer, a container cluster, a firewall…) created this security group in managed mode. The account that it stands in may only query it. The vendor lists 16 operations that only the service itself may call; this change calls one of them, and the API will answer `InvalidOperation.ResourceManagedByCloudProduct`. Some operations outside that table have the same refusal in their own error list or parameter description; the finding then cites it, and `sg-preflight table` lists them.',
			'The refusal comes in the middle of the apply, after other changes have been made. What the provider then does depends on the operation: it stops; or it tries for five minutes and stops; or it swallows the refusal, reports success and shows the same change in the next plan.',
		],
		remedies: [
			'Name a security group of your own instead, and leave the managed one to its service. A rule of your own group may name the managed group as its source or destination: that does not act on the managed group.',
			'Where the managed group itself must change, do it through the service that owns it: its console, its API or its support.',
			'Where the plan deletes the group, its rules or a membership, take the resource out of the configuration without destroying it (a `removed` block with `destroy = false`, `terraform state rm`, `pulumi state delete`).',
			"Where the group was put there by the service after your apply, keep it (`lifecycle { ignore_changes = […] }`, or Pulumi's `ignoreChanges`).",
			'Where this run is the service system that owns the group, say so: `--principal service:<ServiceID>`.',
		],
	},
	'unknown-group': {
		title: 'The security group, or whether the call is made, is known only at apply',
		verdict: 'undetermined',
		meaning: [
			'The id of the group comes from a value that the plan does not have yet, and it could not be traced to a group that this same plan creates. It may be the id of a managed group: several cloud services return the group that they created as an attribute.',
			'The same is said where the group is known and managed, but a value known only at apply decides whether it is this group, or whether the operation is called at all.',
		],
		remedies: [
			'Apply the resource that returns the id first (`-target`, or a configuration of its own), and plan again: the id is then known and judged.',
			'Give the check the saved binary plan instead of its JSON: it carries the sources, in which locals and functions can be followed.',
			'Name a group that the configuration creates, or one whose id is written out.',
		],
	},
	'unproven-group': {
		title: 'The document cannot show that the value is only the groups created here',
		verdict: 'undetermined',
		meaning: [
			'The attribute is known only after apply, and everything that it refers to is allowed, usually a group that this same plan creates. But plan JSON keeps the references of an expression and loses the literals beside them: `[alicloud_security_group.a.id, "sg-managed"]` and `[alicloud_security_group.a.id]` look the same in it. So the value may also name a group that the document does not show, and that group may be managed.',
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
		title: 'The inventory does not say whether the security group is managed',
		verdict: 'undetermined',
		meaning: [
			'Which groups are managed stands in no plan: it comes from the inventory. This group is not in it, or is in it without the facts that are needed. A group that is not in the inventory is never taken for one that is not managed.',
			'The message says where the inventory itself tells the reason: the region or the account is not in it, or it is incomplete.',
		],
		remedies: [
			'Pull a newer inventory, with the region and the account of the message: `sg-preflight inventory pull --region <region>`.',
			'Give the files of all regions and accounts: `--inventory` may be repeated.',
			'Keep ServiceManaged and ServiceID where the response is filtered before it is saved.',
			'Where the id is a slip or the group is gone, correct the configuration.',
		],
	},
	'unlisted-operation': {
		title: 'The group is managed, and the permission table does not have the operation',
		verdict: 'undetermined',
		meaning: [
			"The operation hands a managed group to an API that the vendor's table says nothing of: an ECS operation outside the table, or another product. It may be allowed, refused at once, or accepted now and refused when the product acts on the group later. The message says what the operation's own error list has, and `sg-preflight explain OPERATION` too.",
		],
		remedies: [
			'Name a security group of your own instead.',
			"Where the vendor's documentation of the product allows managed groups, waive the finding with that as the reason.",
			'Where it is known to be refused or allowed, tell the project, so that it becomes a fact.',
		],
	},
	member: {
		title: 'The changed resource belongs to a managed group that the request does not carry',
		verdict: 'undetermined',
		meaning: [
			'The operation is in the table with No for the account, and the resource that it changes is a member of a managed group; but the request does not name the group. The table does not say whether the API looks at the groups that the resource belongs to, and no recording shows it.',
		],
		remedies: [
			'Take the resource out of the managed group, or change it through the service that owns the group.',
			'Where such a change has been seen to pass, waive the finding with that as the reason.',
		],
	},
	'unmapped-resource': {
		title: 'A resource type that speaks of security groups is not known',
		verdict: 'undetermined',
		meaning: [
			'The type has neither an entry nor a review in this version of sg-preflight, and one of its attributes or values speaks of a security group. What it calls when it is applied was not judged.',
			'Of another provider’s type only a group id counts (it may run what it is given), and not of AWS and Tencent Cloud, whose own ids look the same.',
		],
		remedies: [
			'Use a newer sg-preflight: the provider is newer than the version that was reviewed.',
			'Add the type: docs/adding-a-resource-type.md.',
		],
	},
	'incomplete-plan': {
		title: 'The plan does not hold every change that will be made',
		verdict: 'undetermined',
		meaning: [
			'The plan ended with errors, defers changes to a later run, calls provider actions, or holds an action that this version does not know. What it holds was judged; what it leaves out could not be.',
		],
		remedies: [
			'Mend the errors and plan again.',
			'Plan without deferral or targets, or check each of the following plans as well.',
			'Use a newer sg-preflight where it does not know an action.',
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
					`A warning unless the user says otherwise: \`--undetermined fail\`, \`--strict\`, or in \`sg-preflight.yaml\`:`,
					`\`\`\`yaml\nundetermined:\n  ${rule}: fail\n\`\`\``,
				]
			: ['## Exit status', 'Always 1, unless a waiver in `sg-preflight.yaml` matches. The API refuses all the same.']),
		'',
	]
		.join('\n\n')
		.replace(/\n+$/, '\n');
}
