import { callsOfName, type FoundLiteral } from './acting-arguments.js';

/** Syntax of a Pulumi program. */
export type Syntax = 'javascript' | 'python' | 'go';

/**
 * Finds the literals in the text of a Pulumi program: a string that is the id, in the value of an acting argument or
 * property, at any distance from the name. Variables of the program are not followed. The time is proportional to the
 * length of the text.
 */
export function programLiterals(text: string, ids: ReadonlySet<string>, syntax: Syntax): FoundLiteral[] {
	const found: FoundLiteral[] = [];
	const place = new Place(text);
	const names = new ArgumentNames();
	for (const { kind, written, offset } of tokensOf(text, syntax)) {
		place.advance(offset);
		const content = kind === 'string' ? /^(["'`])(.*)\1$/s.exec(written)?.[2] : undefined;
		if (content !== undefined && ids.has(content)) {
			const attribute = names.current;
			const calls = attribute === null ? [] : callsOfName(attribute);
			if (attribute !== null && calls.length > 0) {
				const { line, column } = place;
				found.push({ id: content, address: null, type: null, attribute, calls, line, column: column + 1 });
			}
		}
		names.take(kind, written, content);
	}
	return found;
}

interface Token {
	readonly kind: 'lineEnd' | 'string' | 'word' | 'open' | 'close' | 'other';
	readonly written: string;
	readonly offset: number;
}

const comments: Readonly<Record<Syntax, string>> = {
	javascript: String.raw`\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)`,
	go: String.raw`\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)`,
	python: String.raw`#[^\n]*`,
};
/** Matches a string. An unclosed quote ends with its line, so that a stray quote does not hide the rest of the text. */
const shortStrings = String.raw`"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?`;
const strings: Readonly<Record<Syntax, string>> = {
	javascript: shortStrings,
	go: `${shortStrings}|${String.raw`\`[^\`]*\`?`}`,
	python: `${String.raw`"""(?:[^\\]|\\[^])*?(?:"""|$)|'''(?:[^\\]|\\[^])*?(?:'''|$)`}|${shortStrings}`,
};
/** Matches the text between the expressions of a template. */
const templateText = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(`|\$\{|$)/y;
/** Longest regular expression that is looked for, so that slashes without an end take no longer. */
const longestExpression = 1000;
const regularExpression = /^\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/;
/** After one of these a slash begins a regular expression, not a division. */
const beforeExpression = /^(?:[(,=:[!&|?{};+]|=>|return|case|typeof)$/;

function* tokensOf(text: string, syntax: Syntax): Generator<Token> {
	const token = new RegExp(
		`(?<blank>[^\\S\\n]+|${comments[syntax]})|(?<lineEnd>\\n)|(?<string>${strings[syntax]})|(?<word>[\\w$]+)|(?<open>[([{])|(?<close>[)\\]}])|(?<other>:=|=>|\\?\\.|\\?\\?|\\?:|[=!<>]=+|[^])`,
		'y',
	);
	/** For each open bracket, whether it is that of an expression in a template. */
	const templates: boolean[] = [];
	let last = '';
	for (let offset = 0; offset < text.length; ) {
		const closesTemplate = text[offset] === '}' && templates.at(-1) === true;
		if (syntax === 'javascript' && (text[offset] === '`' || closesTemplate)) {
			templateText.lastIndex = offset + 1;
			const [written = '', end] = templateText.exec(text) ?? [];
			if (closesTemplate) {
				templates.pop();
				yield { kind: 'close', written: '}', offset };
			}
			const whole = text.slice(offset, offset + 1 + written.length);
			if (end === '${') {
				templates.push(true);
				yield { kind: 'open', written: '{', offset: offset + whole.length };
				last = '{';
			} else {
				yield { kind: 'string', written: closesTemplate ? '' : whole, offset };
				last = '`';
			}
			offset += whole.length;
			continue;
		}
		const isExpression = syntax === 'javascript' && text[offset] === '/' && beforeExpression.test(last);
		const expression = isExpression ? regularExpression.exec(text.slice(offset, offset + longestExpression)) : null;
		token.lastIndex = offset;
		const { 0: written = '', groups = {} } = expression ?? token.exec(text) ?? {};
		const kind = expression ? 'other' : (Object.keys(groups).find((name) => groups[name] !== undefined) ?? 'blank');
		if (kind !== 'blank') yield { kind: kind as Token['kind'], written, offset };
		if (kind === 'open') templates.push(false);
		if (kind === 'close') templates.pop();
		if (kind !== 'blank' && kind !== 'lineEnd') last = written;
		offset += written.length;
	}
}

/** Tracks the argument that a place in a program belongs to: the nearest name before it, or before the brackets around it. */
class ArgumentNames {
	/** Around the current bracket, from the outermost. */
	readonly #outer: Bracket[] = [];
	#bracket: Bracket = { opener: '', name: null, value: null, isTyped: false, conditions: 0 };
	/** The word that would be a name if an assignment came now. */
	#word: string | null = null;
	/** Whether a line end here may end the value. */
	#mayEnd = false;
	#lineEnded = false;

	get current(): string | null {
		return this.#bracket.value ?? this.#bracket.name;
	}

	take(kind: Token['kind'], written: string, content: string | undefined): void {
		if (kind === 'lineEnd') {
			this.#lineEnded ||= this.#mayEnd;
			return;
		}
		if (this.#lineEnded && !/^(?:[?:.)\]}|&+,=]|\?[.?:]|=>)$/.test(written)) this.#endValue();
		this.#lineEnded = false;
		// Within parentheses and lists a line end has no meaning.
		this.#mayEnd = (kind === 'word' || kind === 'string' || kind === 'close') && /^\{?$/.test(this.#bracket.opener);
		if (kind === 'word') this.#word = written;
		else if (kind === 'string') this.#word = content !== undefined && /^\w+$/.test(content) ? content : null;
		else if (kind === 'open') this.#open(written);
		else if (kind === 'close') this.#close();
		else this.#operator(written);
	}

	#open(opener: string): void {
		const { current } = this;
		this.#outer.push(this.#bracket);
		this.#bracket = { opener, name: current, value: null, isTyped: false, conditions: 0 };
		this.#word = null;
	}

	#close(): void {
		this.#bracket = this.#outer.pop() ?? this.#bracket;
		this.#word = null;
		this.#mayEnd = /^\{?$/.test(this.#bracket.opener);
	}

	#operator(written: string): void {
		const bracket = this.#bracket;
		if (written === ',' || written === ';') this.#endValue();
		else if (written === '?') bracket.conditions++;
		else if (written === ':' && bracket.conditions > 0) bracket.conditions--;
		else if (written === ':' || written === '?:') {
			bracket.value = this.#word ?? bracket.value;
			bracket.isTyped = this.#word !== null;
		} else if ((written === '=' || written === ':=') && this.#word !== null) {
			// `name: Type = value`
			if (!bracket.isTyped) bracket.value = this.#word;
			bracket.isTyped = false;
		}
		this.#word = null;
	}

	#endValue(): void {
		this.#bracket.value = null;
		this.#bracket.isTyped = false;
		this.#bracket.conditions = 0;
		this.#word = null;
	}
}

interface Bracket {
	readonly opener: string;
	/** The name before the bracket, or around it. */
	readonly name: string | null;
	/** The name before the value that is being read. */
	value: string | null;
	/** Whether a type may be between that name and the value. */
	isTyped: boolean;
	/** Number of open conditions (`? :`), whose second half follows. */
	conditions: number;
}

/** Line and column of a place that moves through a text. Both count from 1. */
class Place {
	line = 1;
	#lineStart = 0;
	#offset = 0;
	readonly #lineEnds: readonly number[];

	constructor(text: string) {
		this.#lineEnds = [...text.matchAll(/\n/g)].map(({ index }) => index);
	}

	get column(): number {
		return this.#offset - this.#lineStart + 1;
	}

	advance(offset: number): void {
		for (
			let end = this.#lineEnds[this.line - 1];
			end !== undefined && end < offset;
			end = this.#lineEnds[this.line - 1]
		) {
			this.line++;
			this.#lineStart = end + 1;
		}
		this.#offset = offset;
	}
}
