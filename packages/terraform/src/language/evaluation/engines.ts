/**
 * Parses YAML. Returns null when the text is not YAML, or when it has something that versions of YAML read in different ways:
 * tags, anchors, `yes`, `0x1F`, dates.
 */
export type YamlEngine = (text: string) => { readonly data: unknown } | null;

/** A match of a regular expression; groups that took no part are null. */
export interface RegularMatch {
	readonly start: number;
	readonly end: number;
	readonly groups: readonly (string | null)[];
}

/** A regular expression with RE2's syntax and linear time. */
export interface RegularPattern {
	/** The names of the groups, null for a group without one; the first is the whole match. */
	readonly names: readonly (string | null)[];
	matches(text: string): readonly RegularMatch[];
}

/** Compiles a pattern; null when it is not a valid one. */
export type RegularEngine = (pattern: string) => RegularPattern | null;

/** Libraries that few configurations need. A function whose library is not loaded has an unknown result. */
export interface Engines {
	readonly yaml: YamlEngine | null;
	readonly regular: RegularEngine | null;
}

export const noEngines: Engines = { yaml: null, regular: null };

/** Loads the libraries of the functions that the texts of the sources mention. */
export async function loadEngines(texts: Iterable<string>): Promise<Engines> {
	let needsYaml = false;
	let needsRegular = false;
	for (const text of texts) {
		needsYaml ||= text.includes('yamldecode');
		needsRegular ||= /\b(regex|replace)/.test(text);
	}
	return {
		yaml: needsYaml ? await yamlEngine() : null,
		regular: needsRegular ? await regularEngine() : null,
	};
}

/** Words that some version of YAML reads as a truth value, null or number. */
const ambiguous = /^(y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

/** Whether every version reads a plain text as the same value. */
function isClear(plain: string): boolean {
	return (
		/^(true|false|null|~|)$/.test(plain) ||
		/^(-?[1-9]\d{0,14}|0|-?(0|[1-9]\d{0,9})\.\d{1,9})$/.test(plain) ||
		(/^[A-Za-z]/.test(plain) && !ambiguous.test(plain))
	);
}

/** Letters; its parser takes quadratic time for a map with many keys. */
const longestYaml = 100_000;

async function yamlEngine(): Promise<YamlEngine> {
	const [{ parseDocument, visit }, { isTooDeep }] = await Promise.all([
		import('yaml'),
		import('@sg-preflight/documents/yaml'),
	]);
	return (text) => {
		if (text.length > longestYaml || isTooDeep(text)) return null;
		const document = parseDocument(text, { version: '1.2', schema: 'core', intAsBigInt: true, logLevel: 'silent' });
		if (document.errors.length > 0 || document.warnings.length > 0 || document.contents === null) return null;
		let isSafe = true;
		const refuse = (): symbol => {
			isSafe = false;
			return visit.BREAK;
		};
		visit(document, {
			Alias: refuse,
			Collection: (_, { anchor, tag }) => (anchor || tag ? refuse() : undefined),
			Scalar: (_, { anchor, tag, type, source }) =>
				anchor || tag || (type === 'PLAIN' && !isClear(source ?? '')) ? refuse() : undefined,
		});
		return isSafe ? { data: document.toJS() } : null;
	};
}

async function regularEngine(): Promise<RegularEngine> {
	const { RE2JS } = await import('re2js');
	return (pattern) => {
		let compiled: InstanceType<typeof RE2JS>;
		try {
			compiled = RE2JS.compile(pattern);
		} catch {
			return null;
		}
		const count = compiled.groupCount() + 1;
		const names: (string | null)[] = Array.from({ length: count }, () => null);
		for (const [name, index] of Object.entries(compiled.namedGroups())) names[Number(index)] = name;
		return {
			names,
			matches: (text) => {
				const matcher = compiled.matcher(text);
				const found: RegularMatch[] = [];
				while (found.length < 10_000 && matcher.find()) {
					const groups = names.map((_, index) => matcher.group(index) ?? null);
					found.push({ start: matcher.start(), end: matcher.end(), groups });
				}
				return found;
			},
		};
	};
}
