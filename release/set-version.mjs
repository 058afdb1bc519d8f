// Sets the version of every package, and in the examples and pages that pin it: `node release/set-version.mjs X.Y.Z`.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const [version] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version ?? '')) {
	console.error('Usage: node release/set-version.mjs X.Y.Z');
	process.exit(2);
}
const { version: before } = JSON.parse(fs.readFileSync(path.join(root, 'packages/cli/package.json'), 'utf8'));
/** What pins a version: the package by name, the repository by tag, and the variables of the examples. */
const pins = new RegExp(
	String.raw`(sg-preflight(?:@v?|/v|:)|rev: v|SG_PREFLIGHT_VERSION: |ARG VERSION=)${before.replaceAll('.', String.raw`\.`)}\b`,
	'g',
);
const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
for (const file of files) {
	const absolute = path.join(root, file);
	if (file === 'CHANGELOG.md' || file.startsWith('test/fixtures/') || !fs.existsSync(absolute)) continue;
	const isManifest = /^packages\/[^/]+\/package\.json$/.test(file);
	if (!isManifest && !/^(docs\/|examples\/|README\.md$|action\.yml$|Dockerfile$)/.test(file)) continue;
	const text = fs.readFileSync(absolute, 'utf8');
	const changed = isManifest
		? text.replace(`"version": "${before}"`, `"version": "${version}"`)
		: text.replaceAll(pins, `$1${version}`);
	if (changed !== text) {
		fs.writeFileSync(absolute, changed);
		console.log(file);
	}
}
