import { listed } from '@sg-preflight/documents';
import type { FoundFile } from '../../input/found-files.js';
import type { CheckedInput } from '../checked.js';
import type { Notice } from './notice.js';

/** Reports unusable sources, which leave values undetermined. A finding does not name their file. */
export function sourceNotices({ input, document }: CheckedInput): Notice[] {
	return (document.sourceProblems ?? []).map((problem) => ({
		level: 'warning',
		message: `${input}: the sources do not show what was planned: ${problem}. Values that depend on it are judged by the plan alone.`,
	}));
}

/** Returns one line about the user's own programs that the plan runs and that name no group. */
export function programNotices({ input, document }: CheckedInput): Notice[] {
	const programs = (document.programs ?? []).filter(({ groups }) => groups.length === 0);
	if (programs.length === 0) return [];
	const of = (product: string): number => programs.filter(({ program }) => program.product === product).length;
	const [provisioners, commands] = [of('Terraform'), of('Pulumi')];
	const counted = (count: number, one: string, many: string): string[] =>
		count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
	const what = [
		...counted(provisioners, 'provisioner', 'provisioners'),
		...counted(commands, 'command', 'commands'),
		...counted(programs.length - provisioners - commands, 'template or request', 'templates or requests'),
	].join(' and ');
	return [{ level: 'note', message: `${input}: ${what} ${programs.length === 1 ? 'was' : 'were'} not looked into.` }];
}

/** Returns a warning about links out of the directory, which are skipped. They do not make the scan fail. */
export function skippedLinkNotices(files: readonly FoundFile[]): Notice[] {
	const outside = files.filter(({ isOutside }) => isOutside).map((file) => file.path);
	if (outside.length === 0) return [];
	return [{ level: 'warning', message: `links out of the directory were not followed: ${listed(outside)}.` }];
}
