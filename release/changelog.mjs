// Versions and changelog sections from Conventional Commits. Source: https://www.conventionalcommits.org/en/v1.0.0/

/**
 * The version after `last`, X.Y.Z. A breaking change or a feature raises the minor number while the major is 0.
 *
 * @param {string} last
 * @param {readonly string[]} messages of the commits since then
 */
export function nextVersion(last, messages) {
	const [major, minor, patch] = last.split('.').map(Number);
	const kinds = messages.map((message) => /^(\w+)(?:\([^)]*\))?(!)?:/.exec(message.trim()));
	const breaks = messages.some((message, index) => kinds[index]?.[2] === '!' || /^BREAKING[ -]CHANGE:/m.test(message));
	if (breaks && major > 0) return `${major + 1}.0.0`;
	if (breaks || kinds.some((kind) => kind?.[1] === 'feat')) return `${major}.${minor + 1}.0`;
	return `${major}.${minor}.${patch + 1}`;
}

/**
 * The changelog with the Unreleased section under the version's heading, and that section alone as notes. A section
 * that the changelog has already is kept.
 *
 * @param {string} text of CHANGELOG.md
 * @param {string} version
 * @param {string} date YYYY-MM-DD
 */
export function releasedChangelog(text, version, date) {
	const sections = text.split(/^(?=## )/m);
	const index = sections.findIndex((section) => section.startsWith('## Unreleased'));
	const lines = index < 0 ? '' : sections[index].replace(/^## Unreleased\n+/, '').trim();
	const released = sections.find((section) => section.startsWith(`## ${version} `));
	if (lines === '' && released === undefined) {
		throw new Error(`CHANGELOG.md has neither lines under "## Unreleased" nor a section "## ${version}".`);
	}
	if (lines === '') return { text, notes: body(released) };
	const made = `## ${version} (${date})\n\n${lines}\n${released === undefined ? '' : `\n${body(released)}`}\n`;
	const rest = sections.filter((section, at) => at > index && section !== released);
	return { text: [...sections.slice(0, index), '## Unreleased\n\n', made, ...rest].join(''), notes: body(made) };
}

const body = (section) => `${section.replace(/^## .*\n+/, '').trim()}\n`;
