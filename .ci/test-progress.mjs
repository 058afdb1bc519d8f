// Runs all unit tests for a person: says how many there are, shows how far they are, and prints those that failed.
// `node .ci/test-progress.mjs`
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.dirname(import.meta.dirname);
// The files of package.json's `ava`.
const files = ['packages', 'test/dist'].flatMap((folder) =>
	fs
		.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
		.map((file) => path.posix.join(folder, file.replaceAll('\\', '/')))
		.filter(
			(file) =>
				/^(packages\/(?!policy-pack\/)[^/]+\/dist\/test|test\/dist)\/.*\.test\.js$/.test(file) &&
				!/^(packages\/[^/]+\/dist\/test|test\/dist)\/e2e\//.test(file),
		),
);
const node = (...words) => execFileSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
const total = Number(node(path.join(root, '.ci/count-tests.mjs'), ...files));
const inWords = (count) => count.toLocaleString('en');
console.log(`Node.js ${process.version}: ${inWords(total)} tests in ${files.length} files.`);

const ava = path.join(path.dirname(createRequire(import.meta.url).resolve('ava')), 'cli.mjs');
const child = spawn(process.execPath, [ava, '--tap'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
const isTerminal = process.stdout.isTTY === true;
let passed = 0;
let failed = 0;
let failing = false;

function show() {
	const line = `${inWords(passed)} of ${inWords(total)} passed, ${failed} failed`;
	if (isTerminal) process.stdout.write(`\r\u001b[K${line}`);
	else console.log(line);
}

for await (const line of createInterface({ input: child.stdout })) {
	if (/^ok \d+/.test(line)) {
		passed++;
		failing = false;
		if (passed % (isTerminal ? 10 : 250) === 0) show();
	} else if (/^not ok \d+/.test(line)) {
		failed++;
		failing = true;
		if (isTerminal) process.stdout.write('\r\u001b[K');
		console.log(line);
	} else if (failing && line.startsWith('  ')) {
		console.log(line);
	}
}
const status = await new Promise((resolve) => {
	if (child.exitCode !== null) resolve(child.exitCode);
	else child.once('close', resolve);
});
if (isTerminal) process.stdout.write('\r\u001b[K');
const missing = total - passed - failed;
if (missing > 0) console.log(`${inWords(missing)} tests did not run.`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(status || (missing > 0 ? 1 : 0));
