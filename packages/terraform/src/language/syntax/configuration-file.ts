import type { SyntaxProblem, WrittenExpression } from './expression.js';

/** Lines and columns count from 1. */
export interface Range {
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
}

/** An argument of a block: `name = expression`. */
export interface WrittenAttribute {
	readonly written: WrittenExpression;
	/** Computed at the first access. */
	readonly range: Range;
}

/** A block of a file: `resource "alicloud_instance" "i" { … }`. */
export interface WrittenBlock {
	readonly type: string;
	readonly labels: readonly string[];
	/** Range of the whole block; computed at the first access. */
	readonly range: Range;
	readonly attributes: ReadonlyMap<string, WrittenAttribute>;
	readonly blocks: readonly WrittenBlock[];
}

/** Returns the type of a nested block, or of the blocks that a dynamic block makes. */
export function nestedType({ type, labels }: WrittenBlock): string {
	return type === 'dynamic' ? (labels[0] ?? '') : type;
}

/** Returns the name by which the content of a dynamic block refers to the element it is made of. */
export function iteratorOf(dynamic: WrittenBlock): string {
	const written = dynamic.attributes.get('iterator')?.written;
	return written?.kind === 'reference' ? written.root : nestedType(dynamic);
}

/** The blocks of a file, or the first problem in it; a file with a problem gives nothing else. */
export type ParsedText =
	| {
			readonly kind: 'blocks';
			readonly blocks: readonly WrittenBlock[];
			/** The arguments outside all blocks: those of a `.tfvars` file. */
			readonly attributes: ReadonlyMap<string, WrittenAttribute>;
	  }
	| ({ readonly kind: 'problem' } & SyntaxProblem);

/** Finds lines and columns in a text. The line table is built at the first call. */
export class TextPlaces {
	#starts: number[] | null = null;

	constructor(readonly text: string) {}

	placeOf(offset: number): { readonly line: number; readonly column: number } {
		this.#starts ??= lineStarts(this.text);
		let low = 0;
		let high = this.#starts.length - 1;
		while (low < high) {
			const middle = Math.ceil((low + high) / 2);
			if ((this.#starts[middle] as number) <= offset) low = middle;
			else high = middle - 1;
		}
		return { line: low + 1, column: offset - (this.#starts[low] as number) + 1 };
	}

	rangeOf(start: number, end: number): Range {
		const { line: endLine, column: endColumn } = this.placeOf(end);
		return { ...this.placeOf(start), endLine, endColumn };
	}
}

function lineStarts(text: string): number[] {
	const starts = [0];
	for (let next = text.indexOf('\n'); next !== -1; next = text.indexOf('\n', next + 1)) starts.push(next + 1);
	return starts;
}
