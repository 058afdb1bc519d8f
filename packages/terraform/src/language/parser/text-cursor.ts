/** Thrown inside the parser only, and caught where a file's parsing begins. */
export class SyntaxFault extends Error {
	readonly offset: number;

	constructor(problem: string, offset: number) {
		super(problem);
		this.offset = offset;
	}
}

const identifierStart = /[\p{ID_Start}_]/u;
const identifier = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;

/** Deepest tree. Evaluation is recursive, so a stranger's file must not choose the depth; no configuration needs more. */
const deepest = 200;

/**
 * A position in a text of Terraform's language. Newlines end an attribute or an object's item. Inside parentheses, brackets
 * and interpolations they are space: `newlinesCount` is false there.
 */
export class TextCursor {
	position = 0;
	newlinesCount = true;
	#depth = 0;

	constructor(readonly text: string) {}

	/** Runs `read` with another meaning of newlines. */
	within<T>(newlinesCount: boolean, read: () => T): T {
		const before = this.newlinesCount;
		this.newlinesCount = newlinesCount;
		try {
			return read();
		} finally {
			this.newlinesCount = before;
		}
	}

	/** @throws {SyntaxFault} when calls are nested more than 200 deep */
	deeper<T>(read: () => T): T {
		if (++this.#depth > deepest) this.fail('this expression is nested too deeply');
		const result = read();
		this.#depth--;
		return result;
	}

	fail(problem: string, offset = this.position): never {
		throw new SyntaxFault(problem, offset);
	}

	/** Skips space and comments, and newlines if they do not count. */
	skipSpace(): void {
		const { text } = this;
		for (;;) {
			const char = text[this.position];
			if (char === ' ' || char === '\t') this.position++;
			else if (char === '\n' && !this.newlinesCount) this.position++;
			else if (char === '\r' && text[this.position + 1] === '\n' && !this.newlinesCount) this.position += 2;
			else if (char === '#' || (char === '/' && text[this.position + 1] === '/')) {
				const end = text.indexOf('\n', this.position);
				this.position = end === -1 ? text.length : end;
			} else if (char === '/' && text[this.position + 1] === '*') {
				const end = text.indexOf('*/', this.position + 2);
				if (end === -1) this.fail('this comment has no end');
				this.position = end + 2;
			} else return;
		}
	}

	/** Whether the next token begins with this text. */
	sees(token: string): boolean {
		this.skipSpace();
		return this.text.startsWith(token, this.position);
	}

	/** Reads the token if it comes next. */
	takes(token: string): boolean {
		if (!this.sees(token)) return false;
		this.position += token.length;
		return true;
	}

	/** @throws {SyntaxFault} when another token comes next */
	expect(token: string, where: string): void {
		if (!this.takes(token)) this.fail(`${where} needs a "${token}" here`);
	}

	/** Reads one or more newlines. */
	takesNewlines(): boolean {
		this.skipSpace();
		const start = this.position;
		this.within(false, () => this.skipSpace());
		return this.text.slice(start, this.position).includes('\n');
	}

	get isAtEnd(): boolean {
		this.skipSpace();
		return this.position >= this.text.length;
	}

	seesIdentifier(): boolean {
		this.skipSpace();
		const code = this.text.codePointAt(this.position);
		return code !== undefined && identifierStart.test(String.fromCodePoint(code));
	}

	/** Reads a name; null when none comes next. */
	identifier(): string | null {
		this.skipSpace();
		return this.match(identifier);
	}

	/** Reads the name only if it is this one. */
	takesKeyword(keyword: string): boolean {
		this.skipSpace();
		const before = this.position;
		if (this.match(identifier) === keyword) return true;
		this.position = before;
		return false;
	}

	/** Reads the match of a sticky pattern at this very position. */
	match(pattern: RegExp): string | null {
		pattern.lastIndex = this.position;
		const [found] = pattern.exec(this.text) ?? [];
		if (found === undefined) return null;
		this.position += found.length;
		return found;
	}
}
