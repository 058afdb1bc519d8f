import { listedOperations } from '@sg-preflight/operations';
import { permissionTable, permissionTableSource } from '@sg-preflight/permissions';
import { command } from '../command-line/command.js';
import { print } from '../terminal/stdout.js';

export const table = command({
	name: 'table',
	summary: 'Prints the permission table: who may call what on a managed security group.',
	options: {
		format: { type: 'string', choices: ['text', 'json'], help: 'How to print it; text by default.' },
	},
	async run(_, { format = 'text' }) {
		await print(format === 'json' ? json() : text());
		return 0;
	},
});

function json(): string {
	const rows = listedOperations.map((operation) => ({ operation, ...permissionTable[operation] }));
	return `${JSON.stringify({ schemaVersion: 1, source: permissionTableSource, operations: rows }, null, 2)}\n`;
}

function text(): string {
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
		`\nECS API ${permissionTableSource.apiVersion}. Where it says No, the API answers ${permissionTableSource.errorCode}.\n${permissionTableSource.url}\n`,
	].join('');
}
