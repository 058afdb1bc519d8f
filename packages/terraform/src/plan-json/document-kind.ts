import type { JsonScanner } from '../json-scanner/json-scanner.js';

const properly =
	'In PowerShell write it with: cmd /c "terraform show -json PLANFILE > plan.json"; elsewhere with: terraform show -json PLANFILE > plan.json';

/** Keys that only a plan has. */
export const planKeys: readonly string[] = [
	'resource_changes',
	'planned_values',
	'configuration',
	'prior_state',
	'output_changes',
	'resource_drift',
	'deferred_changes',
	'relevant_attributes',
	'applyable',
	'complete',
	'errored',
];

/** Refuses a document that is not a JSON object by its first bytes, and names what it may be. */
export function refuseOtherContent(scanner: JsonScanner): void {
	const { head } = scanner;
	const start = head.toString('latin1', 0, 4096);
	const text = start.trimStart();
	if (head.length === 0) {
		scanner.refuse('the file is empty (the command that should have written it may have ended early)');
	}
	if (/^(\xff\xfe|\xfe\xff|[\s{]\0|\0[\s{])/.test(start)) refuseEncoding(scanner, 'the file is UTF-16, not UTF-8');
	if (start.startsWith('\xef\xbb\xbf')) {
		refuseEncoding(scanner, 'the file begins with a byte order mark (the bytes EF BB BF)');
	}
	if (start.startsWith('PK\x03\x04')) {
		scanner.refuse('this is a saved plan, which only Terraform can read');
	}
	if (text === '' || text.startsWith('{')) return;
	if (text.startsWith('[command]') || text.startsWith('::')) {
		scanner.refuse(
			'the output of a CI wrapper comes before the document (setup-terraform needs "terraform_wrapper: false")',
		);
	}
	if (text.startsWith('\x1b')) {
		scanner.refuse('byte 0 begins a colour code: this is output for people (-no-color and -json are missing)');
	}
	if (/^(# Security groups|schemaVersion:|groups:)/.test(text)) {
		scanner.refuse('this is an inventory, not a plan', passInventory);
	}
	if (/^((resource|data|variable|module|output|provider)\s+"|(terraform|locals)\s*\{|#|\/\/|\/\*)/.test(text)) {
		scanner.refuse('this is a source file, not a plan', `${savePlan}, or search the sources: sg-preflight scan`);
	}
	if (/^(Terraform|OpenTofu|No changes|Note:|Acquiring state|Refreshing state)/.test(text)) {
		scanner.refuse('this is output for people, not JSON');
	}
	const offset = start.length - text.length;
	scanner.refuse(
		start.includes('{"format_version"') || /^\{/m.test(start)
			? `other text comes before the document, from byte ${offset} on`
			: `byte ${offset} does not begin a JSON object`,
	);
}

function refuseEncoding(scanner: JsonScanner, problem: string): never {
	scanner.refuse(problem, properly);
}

/** Refuses a JSON object that is not a plan, or a plan of an unknown version. */
export function refuseOtherDocuments(
	scanner: JsonScanner,
	keys: ReadonlySet<string>,
	formatVersion: string | null,
): void {
	const major = formatVersion === null ? null : (/^(\d+)\.\d+/.exec(formatVersion)?.[1] ?? 'none');
	if (major !== null && major !== '0' && major !== '1') {
		scanner.refuse(
			`its format_version is ${JSON.stringify(formatVersion?.slice(0, 40))}, and only 0.x and 1.x are known`,
			'Use a newer sg-preflight, or a Terraform that writes 1.x',
		);
	}
	if (keys.has('plan_format_version')) {
		scanner.refuse(
			'this is the redacted plan of HCP Terraform, which lacks the configuration',
			'Fetch the whole plan: GET /api/v2/plans/ID/json-output, or terraform show -json PLANFILE',
		);
	}
	if (keys.has('SecurityGroups') || (keys.has('schemaVersion') && keys.has('groups'))) {
		scanner.refuse('this is an inventory, not a plan', passInventory);
	}
	if (keys.has('findings') && keys.has('exitStatus')) {
		scanner.refuse(
			'this is a report of sg-preflight, not a plan',
			'Check the plan itself; reports go to: sg-preflight merge',
		);
	}
	if (formatVersion !== null && planKeys.some((key) => keys.has(key))) return;
	if (keys.has('@level') || keys.has('@message')) {
		scanner.refuse('this is the log of terraform plan -json, which does not have the whole plan', savePlan);
	}
	if (keys.has('values') || keys.has('lineage') || (keys.has('format_version') && keys.size <= 2)) {
		scanner.refuse('this is a state, not a plan', savePlan);
	}
	if (keys.has('provider_schemas')) scanner.refuse('these are provider schemas, not a plan', savePlan);
	scanner.refuse(
		formatVersion === null
			? 'this JSON document has no format_version, so it is not a Terraform plan'
			: 'this JSON document has nothing that a Terraform plan has',
		savePlan,
	);
}

const passInventory = 'Pass it with: sg-preflight check PLAN --inventory FILE';

const savePlan = 'Make a plan with: terraform plan -out=PLANFILE && terraform show -json PLANFILE > plan.json';
