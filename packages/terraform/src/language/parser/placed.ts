import type { Range, TextPlaces, WrittenAttribute, WrittenBlock } from '../syntax/configuration-file.js';
import type { WrittenExpression } from '../syntax/expression.js';

class Placed {
	readonly #places: TextPlaces;
	readonly #start: number;
	readonly #end: number;

	constructor(places: TextPlaces, start: number, end: number) {
		this.#places = places;
		this.#start = start;
		this.#end = end;
	}

	get range(): Range {
		return this.#places.rangeOf(this.#start, this.#end);
	}
}

export class PlacedAttribute extends Placed implements WrittenAttribute {
	constructor(
		readonly written: WrittenExpression,
		...place: ConstructorParameters<typeof Placed>
	) {
		super(...place);
	}
}

export class PlacedBlock extends Placed implements WrittenBlock {
	constructor(
		readonly type: string,
		readonly labels: readonly string[],
		readonly attributes: ReadonlyMap<string, WrittenAttribute>,
		readonly blocks: readonly WrittenBlock[],
		...place: ConstructorParameters<typeof Placed>
	) {
		super(...place);
	}
}
