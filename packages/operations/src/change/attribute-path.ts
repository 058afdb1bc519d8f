/** The step of a path that goes into each element of a list. */
export const eachElement = '[]';

const parsed = new Map<string, AttributePath>();

/**
 * A path into the attributes of a resource, in Terraform's names: `network_interfaces[].security_group_ids[]`.
 * Immutable; one text gives one object.
 */
export class AttributePath {
	readonly #text: string;
	/** Names and {@link eachElement}, outermost first. */
	readonly steps: readonly string[];
	/** The attribute of the resource: `network_interfaces`. */
	readonly attribute: string;
	/** Number of lists that the path goes into. */
	readonly depth: number;

	private constructor(text: string) {
		this.#text = text;
		this.steps = text.match(/\[\]|[^.[\]]+/g) ?? [];
		this.attribute = this.steps[0] ?? '';
		this.depth = this.steps.filter((step) => step === eachElement).length;
	}

	static parse(text: string): AttributePath {
		let path = parsed.get(text);
		if (path === undefined) {
			path = new AttributePath(text);
			parsed.set(text, path);
		}
		return path;
	}

	/** The path without `[]`, as findings and reports name an attribute: `network_interfaces.security_group_ids`. */
	get name(): string {
		return this.names.join('.');
	}

	/** The names of the path: `network_interfaces`, `security_group_ids`. */
	get names(): readonly string[] {
		return this.steps.filter((step) => step !== eachElement);
	}

	/** The path of the list whose elements this path names; null if it names an attribute. */
	get list(): AttributePath | null {
		return this.steps.at(-1) === eachElement ? AttributePath.parse(this.#text.slice(0, -eachElement.length)) : null;
	}

	/** The path as text: `network_interfaces[].security_group_ids[]`. */
	toString(): string {
		return this.#text;
	}
}
