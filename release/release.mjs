// Makes everything of a release but publishes nothing: `npm run release:dry`. Writes dist/release/:
//   sg-preflight-VERSION.tgz, sg-preflight-policy-pack-VERSION.tgz, SHA256SUMS, sbom.cdx.json, THIRD-PARTY-NOTICES.txt,
//   notes.md, provenance.json (an unsigned SLSA statement; the workflow's registry signs its own), and repository.git,
//   which has the tag vVERSION with the release's tree: the package at the root, so that pre-commit and the GitHub
//   action run it without a build.
// --version X.Y.Z overrides the version that the commits since the last tag give.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { nextVersion, releasedChangelog } from './changelog.mjs';

const root = path.dirname(import.meta.dirname);
const { values } = parseArgs({ options: { version: { type: 'string' }, output: { type: 'string' } } });
const output = path.resolve(values.output ?? path.join(root, 'dist/release'));
const git = (...words) => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();

const { version: current } = JSON.parse(fs.readFileSync(path.join(root, 'packages/cli/package.json'), 'utf8'));
const tag = spawnSync('git', ['describe', '--tags', '--abbrev=0', '--match', 'v*'], { cwd: root, encoding: 'utf8' });
const lastTag = tag.status === 0 ? tag.stdout.trim() : null;
const subjects = git('log', '--format=%B%x00', ...(lastTag === null ? [] : [`${lastTag}..HEAD`])).split('\0');
const proposed = nextVersion(lastTag?.slice(1) ?? '0.1.0', subjects);
const version = values.version ?? proposed;
if (version !== current) {
	console.error(
		`The commits since ${lastTag ?? 'the beginning'} make this version ${version}; the packages have ${current}. Set it with: node release/set-version.mjs ${version}`,
	);
	process.exit(1);
}
const date = git('log', '-1', '--format=%cs');
const changelog = releasedChangelog(fs.readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'), version, date);

fs.rmSync(output, { recursive: true, force: true });
fs.mkdirSync(output, { recursive: true });
const run = (program, words, cwd = root) =>
	execFileSync(program, words, {
		cwd,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'inherit'],
		// npm is a script on Windows, which only a shell starts.
		shell: process.platform === 'win32' && program === 'npm',
	});
run(process.execPath, ['release/package.mjs']);
const command = path.join(root, 'packages/cli/dist/package');
const pack = path.join(root, 'packages/policy-pack');
for (const folder of [command, pack]) {
	run('npm', ['pack', '--silent', '--pack-destination', path.relative(folder, output)], folder);
}
for (const file of ['sbom.cdx.json', 'THIRD-PARTY-NOTICES.txt']) {
	fs.copyFileSync(path.join(command, file), path.join(output, file));
}
fs.writeFileSync(path.join(output, 'notes.md'), changelog.notes);
releaseTree();

const artifacts = fs.readdirSync(output).filter((name) => name.endsWith('.tgz'));
const digests = new Map(
	artifacts.map((name) => [
		name,
		createHash('sha256')
			.update(fs.readFileSync(path.join(output, name)))
			.digest('hex'),
	]),
);
fs.writeFileSync(
	path.join(output, 'SHA256SUMS'),
	[...digests].map(([name, digest]) => `${digest}  ${name}\n`).join(''),
);
fs.writeFileSync(path.join(output, 'provenance.json'), `${JSON.stringify(provenance(), null, '\t')}\n`);
for (const name of artifacts) {
	console.log(`${name}: ${(fs.statSync(path.join(output, name)).size / 1024).toFixed(0)} kB`);
}
console.log(`${path.relative('', output)}: nothing was published.`);

/** The tag's tree: the npm package at the root with the action, the hooks, the docs and the examples. */
function releaseTree() {
	const tree = fs.mkdtempSync(path.join(output, 'tree-'));
	fs.cpSync(command, tree, { recursive: true });
	for (const file of ['action.yml', '.pre-commit-hooks.yaml', 'docs', 'examples', 'SECURITY.md', 'CONTRIBUTING.md']) {
		if (fs.existsSync(path.join(root, file))) {
			fs.cpSync(path.join(root, file), path.join(tree, file), {
				recursive: true,
				filter: (name) => !name.includes('node_modules'),
			});
		}
	}
	fs.writeFileSync(path.join(tree, 'CHANGELOG.md'), changelog.text);
	const repository = path.join(output, 'repository.git');
	const identity = ['-c', 'user.name=sg-preflight', '-c', 'user.email=release@sg-preflight.invalid'];
	const inTree = (...words) => run('git', [...identity, ...words], tree);
	inTree('init', '--quiet', '--initial-branch', 'release');
	inTree('add', '--all', '--force');
	inTree('commit', '--quiet', '--message', `chore: release ${version}`);
	inTree('tag', '--annotate', `v${version}`, '--message', `sg-preflight ${version}`);
	run('git', ['clone', '--quiet', '--bare', tree, repository]);
	fs.rmSync(tree, { recursive: true });
}

/** An in-toto statement with SLSA provenance v1. Source: https://slsa.dev/spec/v1.0/provenance */
function provenance() {
	return {
		_type: 'https://in-toto.io/Statement/v1',
		subject: [...digests].map(([name, sha256]) => ({ name, digest: { sha256 } })),
		predicateType: 'https://slsa.dev/provenance/v1',
		predicate: {
			buildDefinition: {
				buildType: 'https://github.com/sg-preflight/sg-preflight/release',
				externalParameters: { version },
				resolvedDependencies: [
					{ uri: 'git+https://github.com/sg-preflight/sg-preflight', digest: { gitCommit: git('rev-parse', 'HEAD') } },
					{
						uri: 'pnpm-lock.yaml',
						digest: {
							sha256: createHash('sha256')
								.update(fs.readFileSync(path.join(root, 'pnpm-lock.yaml')))
								.digest('hex'),
						},
					},
				],
			},
			runDetails: { builder: { id: 'https://github.com/sg-preflight/sg-preflight/.github/workflows/release.yml' } },
		},
	};
}
