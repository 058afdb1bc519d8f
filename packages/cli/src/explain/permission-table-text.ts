import { listedOperations } from '@sg-preflight/operations';
import {
	documentedOperations,
	type EvidenceKind,
	interfaceEvidence,
	interfaceOperations,
	interfaceOperationsAdded,
	permissionTable,
	permissionTableSource,
	tableEvidence,
} from '@sg-preflight/permissions';

/** Returns the permission table as JSON, with the documented operations outside it. */
export function permissionTableJson(): string {
	const rows = listedOperations.map((operation) => ({
		operation,
		...permissionTable[operation],
		evidence: tableEvidence,
	}));
	return `${JSON.stringify({ schemaVersion: 1, source: permissionTableSource, operations: rows, documented: documentedOperations, networkInterfaces: { ...interfaceEvidence, operations: interfaceOperations, added: interfaceOperationsAdded } }, null, 2)}\n`;
}

/** Returns the permission table for a person. */
export function permissionTableText(): string {
	const width = Math.max(...listedOperations.map(({ length }) => length)) + 2;
	const row = (operation: string, account: string, service: string): string =>
		`${operation.padEnd(width)}${account.padEnd(9)}${service}\n`;
	const word = (may: boolean): string => (may ? 'Yes' : 'No');
	return [
		row('Operation', 'Account', 'Service that owns the group'),
		...listedOperations.map((operation) => {
			const { account, service } = permissionTable[operation];
			return row(operation, word(account), word(service));
		}),
		...documentedText(),
		`\nECS API ${permissionTableSource.apiVersion}. Where it says No, the API answers ${permissionTableSource.errorCode}.\n${permissionTableSource.url}\n`,
	].join('');
}

const kinds: Readonly<Record<EvidenceKind, string>> = {
	table: 'permission table',
	'error-list': 'error list',
	'parameter-doc': 'parameter description',
};

/** Returns the operations outside the vendor's table, each with its document. */
function documentedText(): string[] {
	return [
		"\nOutside the vendor's table:\n",
		...documentedOperations.map(
			({ product, operation, errorCode, evidence, quote, doubt }) =>
				`${product} ${operation}  ${doubt === undefined ? 'No for the account' : 'undetermined'}\n` +
				`  ${kinds[evidence.kind]}, ${evidence.date}: "${quote}"\n` +
				`  ${errorCode === null ? 'no error code is documented' : errorCode}; ${evidence.source}\n${doubt === undefined ? '' : `  ${doubt}\n`}`,
		),
		`\nOn a managed network interface the API refuses these with ${interfaceEvidence.errorCode}\n(${kinds[interfaceEvidence.kind]}, ${interfaceEvidence.date}; judged if the inventory lists network interfaces):\n`,
		...interfaceOperations.map((operation) => {
			const added = interfaceOperationsAdded[operation];
			return `  ${operation}${added === undefined ? '' : ` (its page, ${added})`}\n`;
		}),
	];
}
