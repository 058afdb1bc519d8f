import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { writeWhole } from '../src/files/atomic-file.js';
import { readNamedFile, readRegularFile } from '../src/files/regular-file.js';

function folder(t: ExecutionContext): string {
	const made = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-test-'));
	t.teardown(() => fs.rmSync(made, { recursive: true, force: true }));
	return made;
}

const modeOf = (file: string): number => fs.statSync(file).mode & 0o777;

test('a new file has the requested mode; an earlier one keeps its own', (t) => {
	const file = path.join(folder(t), 'inventory.yaml');
	writeWhole(file, 'a', 0o600);
	t.is(modeOf(file), 0o600);
	fs.chmodSync(file, 0o660);
	writeWhole(file, 'b', 0o600);
	t.is(modeOf(file), 0o660);
	fs.chmodSync(file, 0o400);
	writeWhole(file, 'c');
	t.is(modeOf(file), 0o400);
	t.is(fs.readFileSync(file, 'utf8'), 'c');
});

test('a link is replaced, and the file behind it is not written', (t) => {
	const here = folder(t);
	const victim = path.join(here, 'victim');
	fs.writeFileSync(victim, 'mine');
	const file = path.join(here, 'report.json');
	fs.symlinkSync(victim, file);
	for (let id = 1; id < 400; id++) fs.symlinkSync(victim, path.join(here, `.report.json.${process.pid + id - 200}`));
	writeWhole(file, 'report');
	t.is(fs.readFileSync(victim, 'utf8'), 'mine');
	t.is(fs.readFileSync(file, 'utf8'), 'report');
	t.true(fs.lstatSync(file).isFile());
});

test('a folder, a pipe and a device are not written, and no draft is left', (t) => {
	const here = folder(t);
	const pipe = path.join(here, 'pipe');
	execFileSync('mkfifo', [pipe]);
	fs.symlinkSync('/dev/null', path.join(here, 'device'));
	for (const name of ['pipe', 'device', '.']) {
		t.throws(() => writeWhole(path.join(here, name), 'x'), { message: /cannot be written: it is not a regular file/ });
	}
	t.deepEqual(fs.readdirSync(here).sort(), ['device', 'pipe']);
});

test('a found file must be regular and bounded; any other is refused at once', (t) => {
	const here = folder(t);
	const pipe = path.join(here, 'pipe');
	execFileSync('mkfifo', [pipe]);
	const file = path.join(here, 'file');
	fs.writeFileSync(file, 'täxt');
	t.is(readRegularFile(file), 'täxt');
	t.throws(() => readRegularFile(pipe), { message: `${pipe}: this is not a regular file.` });
	t.throws(() => readRegularFile('/dev/zero'), { message: /not a regular file/ });
	t.throws(() => readRegularFile(here), { message: /this is a directory/ });
	t.throws(() => readRegularFile(path.join(here, 'absent')), { message: /there is no such file/ });
	t.throws(() => readRegularFile(file, 4), { message: /larger than/ });
	t.throws(() => readNamedFile('/dev/zero'), { message: /larger than 64 MiB/ });
});
