import { UserError } from '@sg-preflight/documents';

type Fields = { readonly [key: string]: unknown };

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names of the API, by their letters in lower case. Source: DescribeSecurityGroups, ECS 2014-05-26. */
const apiNames = new Map(
	[
		'SecurityGroups',
		'SecurityGroup',
		'SecurityGroupId',
		'SecurityGroupName',
		'ServiceManaged',
		'ServiceID',
		'RegionId',
		'VpcId',
		'TotalCount',
		'NextToken',
		'Code',
		'Message',
	].map((name) => [plain(name), name]),
);

/** `SecurityGroupId`, `securityGroupId` and `security_group_id` are one name. */
function plain(name: string): string {
	return name.replaceAll('_', '').toLowerCase();
}

/**
 * Returns a response of the API in the API's own names: taken out of what an SDK wraps around it (`body`, beside
 * `headers` and `statusCode`), and with the names that an SDK's objects have turned back. Any other value as it is.
 */
export function asResponse(value: unknown): unknown {
	if (!isFields(value)) return value;
	if (hasName(value, 'SecurityGroups') || hasName(value, 'SecurityGroupId')) return inApiNames(value);
	for (const wrapper of ['body', 'Body', 'data', 'Data', 'response']) {
		const inner = value[wrapper];
		if (isFields(inner) && (hasName(inner, 'SecurityGroups') || hasName(inner, 'Code'))) return inApiNames(inner);
	}
	return value;
}

function hasName(fields: Fields, name: string): boolean {
	return Object.keys(fields).some((key) => plain(key) === plain(name));
}

function inApiNames(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(inApiNames);
	if (!isFields(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => {
			const name = apiNames.get(plain(key)) ?? key;
			return [name, name === 'SecurityGroups' || name === 'SecurityGroup' ? inApiNames(inner) : inner];
		}),
	);
}

const howToGet =
	'Only DescribeSecurityGroups reports ServiceManaged: `sg-preflight inventory pull --output inventory.yaml`, or `aliyun ecs DescribeSecurityGroups`';

/**
 * Refuses a document that lists groups without saying which are managed, or that is not a list of groups at all, with
 * what it is.
 *
 * @throws {UserError} when it is the output of a data source, a report, a state or a document of Pulumi
 */
export function refuseOtherLists(value: unknown, name: string): void {
	if (!isFields(value)) return;
	if (Array.isArray(value.findings) && 'exitStatus' in value) {
		throw new UserError({ where: name, problem: 'this is a report of sg-preflight, not an inventory', next: howToGet });
	}
	if ('lineage' in value || ('terraform_version' in value && 'resources' in value)) {
		throw new UserError({ where: name, problem: 'this is a Terraform state, not an inventory', next: howToGet });
	}
	if ('deployment' in value || 'steps' in value) {
		throw new UserError({ where: name, problem: 'this is a document of Pulumi, not an inventory', next: howToGet });
	}
	const isOutput = (output: unknown): boolean => isFields(output) && 'sensitive' in output && 'value' in output;
	const outputs = Object.values(value);
	const lists = 'schemaVersion' in value ? [] : [value.groups, value.security_groups].filter(Array.isArray);
	const saysManaged = lists
		.flat()
		.some((group: unknown) => isFields(group) && ('managed' in group || hasName(group, 'ServiceManaged')));
	if ((outputs.length > 0 && outputs.every(isOutput)) || (lists.length > 0 && !saysManaged)) {
		throw new UserError({
			where: name,
			problem:
				'this lists security groups without ServiceManaged, as the data source alicloud_security_groups and Ansible do',
			next: `${howToGet}.`,
		});
	}
}

/**
 * Refuses the text that Python prints of bytes.
 *
 * @throws {UserError} when the text begins like `b'{`
 */
export function refusePrintedBytes(text: string, name: string): void {
	if (!/^\s*b['"]\s*[{[]/.test(text)) return;
	throw new UserError({
		where: name,
		problem: "this is what Python prints of bytes (b'…'), not JSON",
		next: 'Save the decoded text instead: print(response.decode()).',
	});
}
