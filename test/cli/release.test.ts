import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { root, scratch } from './command-run.js';

const { nextVersion, releasedChangelog } = (await import(
	pathToFileURL(path.join(root, 'release/changelog.mjs')).href
)) as {
	nextVersion(last: string, messages: readonly string[]): string;
	releasedChangelog(text: string, version: string, date: string): { text: string; notes: string };
};

for (const [messages, expected] of [
	[['fix: a'], '0.2.1'],
	[['docs: a', 'feat(cli): b'], '0.3.0'],
	[['refactor!: a'], '0.3.0'],
	[['fix: a\n\nBREAKING CHANGE: b'], '0.3.0'],
] as const) {
	test(`the version after ${JSON.stringify(messages)}`, (t) => {
		t.is(nextVersion('0.2.0', messages), expected);
	});
}

test('a breaking change after 1.0 raises the major number', (t) => {
	t.is(nextVersion('1.4.2', ['feat!: a']), '2.0.0');
});

test('the Unreleased section becomes the section of the version', (t) => {
	const { text, notes } = releasedChangelog(
		'# Changelog\n\n## Unreleased\n\n- new\n\n## 0.1.0 (2026-01-01)\n\n- old\n',
		'0.2.0',
		'2026-02-02',
	);
	t.is(text, '# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-02-02)\n\n- new\n\n## 0.1.0 (2026-01-01)\n\n- old\n');
	t.is(notes, '- new\n');
	t.throws(() => releasedChangelog('# Changelog\n\n## Unreleased\n', '0.2.0', '2026-02-02'), {
		message: /neither lines/,
	});
});

test('set-version changes the packages and every pin of the examples', (t) => {
	const clone = scratch(t);
	execFileSync('git', ['clone', '--quiet', '--depth', '1', pathToFileURL(root).href, clone]);
	execFileSync(process.execPath, ['release/set-version.mjs', '9.8.7'], { cwd: clone });
	t.is(JSON.parse(fs.readFileSync(path.join(clone, 'packages/cli/package.json'), 'utf8')).version, '9.8.7');
	const stale = fs
		.readdirSync(path.join(clone, 'examples'), { recursive: true, encoding: 'utf8' })
		.map((file) => path.join(clone, 'examples', file))
		.filter((file) => fs.statSync(file).isFile())
		.filter((file) => /sg-preflight(?:@v?|\/v|:)(?!9\.8\.7)\d+\.\d+\.\d+/.test(fs.readFileSync(file, 'utf8')));
	t.deepEqual(stale, []);
});

for (const message of ['feat(cli): a', 'fix: a']) {
	test(`after a tag, the commit "${message}" asks for the next version, which set-version sets`, (t) => {
		const clone = scratch(t);
		const git = (...words: string[]) =>
			execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...words], { cwd: clone });
		execFileSync('git', ['clone', '--quiet', '--depth', '1', pathToFileURL(root).href, clone]);
		const { version } = JSON.parse(fs.readFileSync(path.join(clone, 'packages/cli/package.json'), 'utf8'));
		git('tag', `v${version}`);
		git('commit', '--quiet', '--allow-empty', '--message', message);
		const dry = () => spawnSync(process.execPath, ['release/release.mjs'], { cwd: clone, encoding: 'utf8' });
		const refused = dry();
		t.is(refused.status, 1);
		const [, command = ''] = /Set it with: node (.*)$/m.exec(refused.stderr) ?? [];
		t.is(command, `release/set-version.mjs ${nextVersion(version, [message])}`);
		execFileSync(process.execPath, command.split(' '), { cwd: clone });
		// It stops at the bundle, which the clone does not have.
		t.notRegex(dry().stderr, /make this version/);
	});
}

test('an install of the workspace by npm stops with the way that works', (t) => {
	const installBy = (agent: string) =>
		spawnSync(process.execPath, [path.join(root, '.ci/only-pnpm.mjs')], {
			encoding: 'utf8',
			env: { ...process.env, npm_config_user_agent: agent },
		});
	t.is(installBy('pnpm/10.34.9 npm/? node/v20.20.2 linux x64').status, 0);
	const { status, stderr } = installBy('npm/11.19.1 node/v20.20.2 linux x64 workspaces/false');
	t.is(status, 1);
	t.regex(stderr, /npm test .* npm install --global sg-preflight$/m);
});
