/** A generated file cannot be made from what the user wrote. Two lines: what is wrong, and what to do. */
export class CannotGenerate extends Error {
	constructor(problem, next) {
		super(`${problem}\n${next}`);
	}
}
