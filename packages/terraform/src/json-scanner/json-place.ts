import { isList, isObject, type Json, type JsonObject, UserError } from '@sg-preflight/documents';

/** The next step in messages about a document that Terraform does not write. */
export const writeAgain = 'Write the file again with: terraform show -json PLANFILE > plan.json';

/**
 * A JSON value with its path. Accessors check the type, and throw a UserError that names the place. An absent value is
 * null.
 */
export class JsonPlace {
	constructor(
		/** The document's name. */
		readonly source: string,
		readonly path: string,
		readonly value: Json,
	) {}

	get(name: string): JsonPlace {
		const object = this.object();
		return new JsonPlace(
			this.source,
			`${this.path}.${name}`,
			Object.hasOwn(object, name) ? (object[name] as Json) : null,
		);
	}

	text(): string {
		return this.string() ?? this.refuse('a string');
	}

	string(): string | null {
		return this.value === null || typeof this.value === 'string' ? this.value : this.refuse('a string');
	}

	boolean(): boolean {
		return typeof this.value === 'boolean' ? this.value : this.refuse('true or false');
	}

	object(): JsonObject {
		if (this.value === null) return {};
		return isObject(this.value) ? this.value : this.refuse('an object');
	}

	entries(): [string, JsonPlace][] {
		return Object.entries(this.object()).map(([name, value]) => [
			name,
			new JsonPlace(this.source, `${this.path}.${name}`, value),
		]);
	}

	list(): JsonPlace[] {
		return isList(this.value) ? this.#elements(this.value) : this.refuse('a list');
	}

	/** As `list`, but an absent list is empty. */
	elements(): JsonPlace[] {
		return this.value === null ? [] : this.list();
	}

	refuse(expected: string): never {
		throw new UserError(
			`${this.source}: ${this.path} is not ${expected}, so this is not what terraform show -json writes. ${writeAgain}`,
		);
	}

	#elements(list: readonly Json[]): JsonPlace[] {
		return list.map((value, index) => new JsonPlace(this.source, `${this.path}[${index}]`, value));
	}
}
