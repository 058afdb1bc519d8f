import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { UserError } from './user-error.js';

export type Path = readonly PropertyKey[];

/** A parsed document that still knows where its parts stand. */
export interface PlacedDocument {
	readonly value: unknown;
	/** Where the value at a path stands, or the nearest one above it; with `key`, where its key does. */
	placeOf(path: Path, key?: 'key'): string;
}

/** Reads YAML; places are `file:line:column`. Throws the error class given where the text is not YAML. */
export function readYaml(text: string, name: string): PlacedDocument {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
	const at = (offset: number): string => {
		const { line, col } = lines.linePos(offset);
		return `${name}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
	};
	const [error] = document.errors;
	if (error) throw new UserError(`${at(error.pos[0])}: this is not YAML: ${error.message}`);
	let value: unknown;
	try {
		value = document.toJS();
	} catch (problem) {
		// An alias without an anchor, or aliases that multiply beyond measure.
		throw new UserError(`${name}: this YAML cannot be used: ${problem instanceof Error ? problem.message : 'aliases'}`);
	}
	return {
		value,
		placeOf(path, key) {
			let node: unknown = document.contents;
			let offset = document.contents?.range[0] ?? 0;
			for (const [index, step] of path.entries()) {
				if (isMap(node)) {
					const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
					if (!pair) break;
					node = pair.value;
					const named = key && index === path.length - 1 ? pair.key : (pair.value ?? pair.key);
					offset = startOf(named) ?? startOf(pair.key) ?? offset;
				} else if (isSeq(node)) {
					node = node.items[Number(step)];
					offset = startOf(node) ?? offset;
				} else break;
			}
			return at(offset);
		},
	};
}

function startOf(node: unknown): number | undefined {
	return (node as { range?: [number, number, number] | null } | null | undefined)?.range?.[0];
}
