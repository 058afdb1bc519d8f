import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import { problemOf, systemError, systemProblem } from '../src/files/system-error.js';

test('each error of the operating system has its words, and no message has the code', (t) => {
	const codes = Object.keys(os.constants.errno);
	const worded = codes.filter((code) => {
		const { problem = '' } = systemProblem(Object.assign(new Error(`${code}: x`), { code, syscall: 'open' })) ?? {};
		return !problem.includes(code);
	});
	for (const code of ['EACCES', 'EIO', 'EISDIR', 'ELOOP', 'EMFILE', 'ENAMETOOLONG', 'ENOENT', 'ENOSPC', 'ENOTDIR']) {
		t.true(worded.includes(code), code);
	}
});

test('an error of a call names the file, the problem and the next step', (t) => {
	const here = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-test-'));
	t.teardown(() => fs.rmSync(here, { recursive: true, force: true }));
	const loop = path.join(here, 'loop');
	fs.symlinkSync(loop, loop);
	const error = t.throws(() => fs.statSync(loop));
	t.is(
		systemError(error)?.message,
		`${loop}: its links lead in a circle. Remove the link, or name the file that it was made for.`,
	);
	t.is(systemError(error, 'plan.json')?.message.split(':')[0], 'plan.json');
});

test('any other error is not of the operating system, and its problem is its message', (t) => {
	t.is(systemError(new TypeError('x is not a function')), null);
	t.is(problemOf(new Error('the document is cut off')), 'the document is cut off');
	t.is(
		problemOf(Object.assign(new Error('?'), { code: 'EWHATEVER', syscall: 'open' })),
		'the operating system reports EWHATEVER',
	);
});
