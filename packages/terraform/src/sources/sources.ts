import type { WrittenAttribute, WrittenBlock } from '../language/syntax/configuration-file.js';
import type { SyntaxProblem } from '../language/syntax/expression.js';
import type { InlineWaiver } from './inline-waivers.js';

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

export interface ParsedFile {
	readonly path: string;
	readonly blocks: readonly WrittenBlock[];
	/** The arguments outside all blocks: those of a `.tfvars` file. */
	readonly attributes: ReadonlyMap<string, WrittenAttribute>;
	/** The first syntax error; the file then has no blocks. */
	readonly problem?: SyntaxProblem;
	readonly waivers: readonly InlineWaiver[];
	/** Lines with the marker of a waiver in another form; they count from 1. */
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
