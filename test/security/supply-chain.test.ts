import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { root } from '../cli/command-run.js';

const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');

/** Files that users copy: the examples, the action and the hooks. */
const copied = ['action.yml', '.pre-commit-hooks.yaml', ...filesIn('examples')];

function filesIn(folder: string): string[] {
	return fs
		.readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.(ya?ml|sh|tf)$|^Jenkinsfile$/.test(entry.name))
		.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

test('pnpm is pinned by its hash', (t) => {
	t.regex(JSON.parse(read('package.json')).packageManager, /^pnpm@\d+\.\d+\.\d+\+sha512\.[0-9a-f]{128}$/);
});

test('actions and images are pinned by version, sg-preflight too', (t) => {
	for (const file of copied) {
		const text = read(file);
		for (const [, action, version] of text.matchAll(/uses: ([\w./-]+)@(\S+)/g)) {
			t.regex(version ?? '', /^(v\d+\.\d+\.\d+|[0-9a-f]{40})$/, `${file}: ${action}@${version}`);
		}
		for (const [use, version] of text.matchAll(/sg-preflight@(?!users|\$SG_PREFLIGHT_VERSION)(\S+)/g))
			t.regex(version ?? '', /^v?\d+\.\d+\.\d+/, `${file}: ${use}`);
	}
});

test('no gate runs a program that lies in the checkout', (t) => {
	for (const file of copied) {
		t.notRegex(read(file), /git clone/, file);
		t.notRegex(read(file), /test -d|\[ -d/, file);
	}
});

test('examples end the options before the plans', (t) => {
	for (const file of copied) {
		for (const [line] of read(file).matchAll(/.*sg-preflight check .*/g))
			t.regex(line, /check --no-terraform$| -- /, `${file}: ${line}`);
	}
});

test('every package of the lock file has a hash', (t) => {
	const lock = read('pnpm-lock.yaml');
	const resolutions = [...lock.matchAll(/^ {4}resolution: .*$/gm)].map(([line]) => line);
	t.true(resolutions.length > 100);
	t.deepEqual(
		resolutions.filter((line) => !/integrity: sha512-/.test(line)),
		[],
	);
});
