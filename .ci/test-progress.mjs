// Runs all unit tests for a person: says how many there are, shows how far they are, and prints what failed.
// `node .ci/test-progress.mjs`. The number of tests is that of the last run here; the first run knows the files alone,
// because tests are made while their files run.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.dirname(import.meta.dirname);
const record = path.join(root, 'node_modules/.sg-preflight-tests');
const lastRun = fs.existsSync(record) ? Number(fs.readFileSync(record, 'utf8')) : null;
const files = ['packages', 'test/dist'].flatMap((folder) =>
	fs
		.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
		.map((file) => path.posix.join(folder, file.replaceAll('\\', '/')))
		.filter(
			(file) =>
				/^(packages\/[^/]+\/dist\/test|test\/dist)\/.*\.test\.js$/.test(file) &&
				!/^test\/dist\/(e2e|pulumi)\//.test(file),
		),
);
console.log(
	`Node.js ${process.version}: ${lastRun === null ? '' : `${lastRun.toLocaleString('en')} tests in `}${files.length} files.`,
);

const ava = path.join(path.dirname(createRequire(import.meta.url).resolve('ava')), 'cli.mjs');
const child = spawn(process.execPath, [ava, '--tap'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
const isTerminal = process.stdout.isTTY === true;
let passed = 0;
let failed = 0;
let failing = false;

function show() {
	const line = `${passed.toLocaleString('en')}${lastRun === null ? '' : ` of ${lastRun.toLocaleString('en')}`} passed, ${failed} failed`;
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
console.log(`${passed} passed, ${failed} failed`);
if (failed === 0 && passed > 0) fs.writeFileSync(record, String(passed));
process.exit(status ?? 1);
