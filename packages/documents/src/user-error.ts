/** The parts of a message: what is wrong, where, and what to do next. */
export interface Problem {
	/** File, option or place in a document; null if the problem has no place. */
	readonly where?: string | null;
	/** One sentence, without its full stop. */
	readonly problem: string;
	/** The next step, preferably a command that can be pasted. */
	readonly next?: string | null;
}

/**
 * An error that the user can fix. The only error class whose message is printed as it is; any other error asks for a
 * bug report. The command ends with 2.
 */
export class UserError extends Error {
	override readonly name = 'UserError';

	/** @param problem its parts, or the whole message */
	constructor(problem: Problem | string, options?: ErrorOptions) {
		super(typeof problem === 'string' ? problem : textOf(problem), options);
	}
}

function textOf({ where = null, problem, next = null }: Problem): string {
	return `${where === null ? '' : `${where}: `}${problem}.${next === null ? '' : ` ${next}`}`;
}
