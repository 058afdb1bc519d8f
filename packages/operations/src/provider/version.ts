/**
 * Versions of the Terraform provider aliyun/alicloud: `1.241.0`, `2.0.0-beta3`. Both ends are inclusive; null is an open
 * end. A pre-release is older than its release.
 */
export interface VersionRange {
	readonly from: string | null;
	readonly to: string | null;
}

/** The mapping was made for this version. A document that has no schema and no version is predicted for it. */
export const mappedVersion = '1.289.0';

/** Every version: the one that runs is unknown. */
export const anyVersion: VersionRange = { from: null, to: null };

/** The range of one version. */
export function exactly(version: string): VersionRange {
	return { from: version, to: version };
}

const pattern = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9A-Za-z.-]{1,40}))?(?:\+[0-9A-Za-z.-]{1,40})?$/;

/** Returns the version without `v` and build, or undefined if the text is not a version with three numbers. */
export function parseVersion(text: string): string | undefined {
	const [, major, minor, patch, stage] = pattern.exec(text.trim()) ?? [];
	if (major === undefined) return undefined;
	const numbers = [major, minor, patch].map(Number).join('.');
	return stage === undefined ? numbers : `${numbers}-${stage}`;
}

/** Negative if `a` is older than `b`, positive if it is newer, 0 if they are the same version. */
export function compareVersions(a: string, b: string): number {
	const [one, other] = [a, b].map((version) => {
		const [numbers = '', ...stage] = version.split('-');
		return { numbers: numbers.split('.').map(Number), stage: stage.join('-') };
	}) as [{ numbers: number[]; stage: string }, { numbers: number[]; stage: string }];
	for (const [index, number] of one.numbers.entries()) {
		const difference = number - (other.numbers[index] ?? 0);
		if (difference !== 0) return difference;
	}
	if (one.stage === other.stage) return 0;
	if (one.stage === '') return 1;
	if (other.stage === '') return -1;
	return one.stage.localeCompare(other.stage, 'en', { numeric: true });
}

/** Returns true if every version of the range is older than `version`, false if none is, undefined if only some are. */
export function isBefore({ from, to }: VersionRange, version: string): boolean | undefined {
	if (to !== null && compareVersions(to, version) < 0) return true;
	if (from !== null && compareVersions(from, version) >= 0) return false;
	return undefined;
}

/** The versions that are in both ranges; null if there are none. */
export function intersection(a: VersionRange, b: VersionRange): VersionRange | null {
	const from = pick(a.from, b.from, 1);
	const to = pick(a.to, b.to, -1);
	return from !== null && to !== null && compareVersions(from, to) > 0 ? null : { from, to };
}

/** The newer one for `sign` 1, the older one for -1; an open end gives way. */
function pick(a: string | null, b: string | null, sign: 1 | -1): string | null {
	if (a === null || b === null) return a ?? b;
	return compareVersions(a, b) * sign >= 0 ? a : b;
}

/**
 * Reads a version constraint of Terraform (`1.241.0`, `~> 1.209.0`, `>= 1.200, < 2.0`) as the range that it allows.
 * `!=` excludes single versions and does not narrow the range; a text that is not a constraint allows everything.
 */
export function constraintRange(constraint: string): VersionRange {
	return constraint.split(',').reduce<VersionRange>((range, part) => {
		const [, operator = '=', text = ''] = /^\s*(=|!=|>=|<=|>|<|~>)?\s*v?([0-9][0-9A-Za-z.+-]*)\s*$/.exec(part) ?? [];
		const [numbers = ''] = text.split('-');
		const version = parseVersion(numbers.split('.').length < 3 ? padded(text) : text);
		if (version === undefined) return range;
		return intersection(range, partRange(operator, version, numbers.split('.').length)) ?? range;
	}, anyVersion);
}

/** `depth` is how many numbers the constraint has: `~> 1.2` allows 1.9, `~> 1.2.0` does not. */
function partRange(operator: string, version: string, depth: number): VersionRange {
	switch (operator) {
		case '=':
			return exactly(version);
		case '>=':
		case '>':
			return { from: version, to: null };
		case '<=':
			return { from: null, to: version };
		case '<':
			return { from: null, to: justBefore(version) };
		case '~>': {
			const [major = 0, minor = 0] = version.split('.').map(Number);
			const next = depth > 2 ? `${major}.${minor + 1}.0` : `${major + 1}.0.0`;
			return { from: version, to: justBefore(next) };
		}
		default:
			return anyVersion;
	}
}

function padded(text: string): string {
	return [...text.split('.'), '0', '0'].slice(0, 3).join('.');
}

/** The oldest pre-release that a version can have: an exclusive end as an inclusive one. */
function justBefore(version: string): string {
	return `${version}-0`;
}
