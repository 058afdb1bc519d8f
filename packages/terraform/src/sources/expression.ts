import type { Json } from '@sg-preflight/documents';
import type { WrittenAttribute, WrittenBlock } from '../language/syntax/configuration-file.js';
import type { SyntaxProblem } from '../language/syntax/expression.js';

/**
 * The written expression of a value, with details that plan JSON omits: literals beside references, indexes, the steps
 * after a splat, loops. Conditions and other parts that cannot be in the value are left out.
 */
export type SourceExpression =
	| { readonly constant: Json }
	/** One of them, or a mixture: each counts. */
	| { readonly any: readonly SourceExpression[] }
	| { readonly list: readonly SourceExpression[] }
	/** A key that is not literal is null. */
	| { readonly object: readonly (readonly [string | null, SourceExpression])[] }
	/** The name of a reference without its steps: `var.x`, `module.net`, `alicloud_security_group.a`, `each.value`. */
	| { readonly name: string }
	| { readonly of: SourceExpression; readonly steps: readonly SourceStep[] }
	/** A `for`: one value for each element. `keyed` if it keeps the keys of the collection. */
	| { readonly loop: string; readonly keyed: boolean; readonly each: SourceExpression }
	/**
	 * A function that returns `elements` of its arguments in another order, elements of nested lists (`flattened`), the
	 * arguments `as` they are, or any value `beneath` them.
	 */
	| {
			readonly call: string;
			readonly takes: 'as' | 'elements' | 'flattened' | 'beneath';
			readonly arguments: readonly SourceExpression[];
	  };

/** Null is any element. A selector is the instance's own key, or its value there; a loop's step is its element's key. */
export type SourceStep = string | number | null | { readonly selector: 'key' | 'value' } | { readonly loop: string };

export interface SourceAttribute extends WrittenAttribute {
	/** Derived from `written` at the first access. */
	readonly expression: SourceExpression;
}

/** A block of a file: `resource "alicloud_instance" "i" { … }`. */
export interface SourceBlock extends WrittenBlock {
	readonly attributes: ReadonlyMap<string, SourceAttribute>;
	readonly blocks: readonly SourceBlock[];
}

/** The sources of a plan. */
export interface Sources {
	/** By their keys. */
	readonly modules: ReadonlyMap<string, ParsedModule>;
	/** Why parts of them could not be read, one clause each. */
	readonly problems: readonly string[];
	/** Returns the text of a file by its path from the root module; null if it is not available. */
	readFile(path: string): string | null;
}

/** The files of one module. */
export interface ParsedModule {
	/** Path from the root module, whose own is `.`. */
	readonly directory: string;
	/** Override files are the last. */
	readonly files: readonly ParsedFile[];
}

/** `# sg-preflight:allow JoinSecurityGroup sg-1 until 2027-01-01: reason` in a source file. */
export interface InlineWaiver {
	/** Counts from 1. */
	readonly line: number;
	/** Operation's name, or `*`. */
	readonly operation: string;
	/** Group's id, or `*`. */
	readonly group: string;
	/** Last day on which it counts, YYYY-MM-DD as written; null if it never ends. */
	readonly expires: string | null;
	readonly reason: string;
}

export interface ParsedFile {
	readonly path: string;
	readonly blocks: readonly SourceBlock[];
	/** The first place that is not Terraform's language; the file then has no blocks. */
	readonly problem?: SyntaxProblem;
	readonly waivers: readonly InlineWaiver[];
	/** Lines with the marker of a waiver and another form; they count from 1. */
	readonly malformedWaivers: readonly number[];
}

/** A file of a module. */
export interface SourceFile {
	readonly path: string;
	readonly text: string;
}

/** The files of one module. */
export interface ModuleSource {
	/** The names of the module calls that lead to it, joined by dots; empty for the root. */
	readonly key: string;
	/** Path from the root module, whose own is `.`. */
	readonly directory: string;
	readonly files: readonly SourceFile[];
}
