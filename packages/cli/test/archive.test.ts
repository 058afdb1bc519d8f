import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import { unpack } from '../src/run-task/archive.js';

const limits = { bytes: 10_000_000, files: 1000 };

interface Entry {
	readonly name: string;
	readonly text?: string;
	readonly type?: string;
	readonly linkTo?: string;
}

/** Returns a tar of exactly these entries, valid or not. */
function tar(entries: readonly Entry[]): Buffer {
	const blocks = entries.flatMap(({ name, text = '', type = '0', linkTo = '' }) => {
		const header = Buffer.alloc(512);
		header.write(name.slice(0, 100), 0);
		header.write('0000644\0', 100);
		header.write(`${Buffer.byteLength(text).toString(8).padStart(11, '0')}\0`, 124);
		header.write('        ', 148);
		header.write(type, 156);
		header.write(linkTo, 157);
		header.write('ustar\x0000', 257);
		const sum = header.reduce((all, byte) => all + byte, 0);
		header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
		const body = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512);
		body.write(text);
		return [header, body];
	});
	return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function folders(t: ExecutionContext): { archive: string; into: string } {
	const root = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-test-'));
	t.teardown(() => fs.rmSync(root, { recursive: true, force: true }));
	const into = path.join(root, 'into');
	fs.mkdirSync(into);
	return { archive: path.join(root, 'a.tar.gz'), into };
}

function unpacked(t: ExecutionContext, bytes: Buffer): { into: string; done: Promise<number> } {
	const { archive, into } = folders(t);
	fs.writeFileSync(archive, bytes);
	return { into, done: unpack(archive, into, limits) };
}

const filesIn = (folder: string): string[] =>
	fs
		.readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => !entry.isDirectory())
		.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
		.sort();

test('an archive of tar is unpacked, with its long names', async (t) => {
	for (const format of ['gnu', 'pax', 'ustar']) {
		const { archive, into } = folders(t);
		const from = path.join(path.dirname(archive), 'from');
		const long = `${'d'.repeat(60)}/${'e'.repeat(60)}/${'f'.repeat(60)}.tf`;
		for (const [name, text] of Object.entries({
			'main.tf': 'a',
			'modules/m/größe.tf': 'b'.repeat(5000),
			[long]: 'c',
		})) {
			fs.mkdirSync(path.dirname(path.join(from, name)), { recursive: true });
			fs.writeFileSync(path.join(from, name), text);
		}
		execFileSync('tar', ['-C', from, `--format=${format}`, '-czf', archive, '.']);
		t.is(await unpack(archive, into, limits), 0);
		t.deepEqual(filesIn(into), filesIn(from));
		t.is(fs.readFileSync(path.join(into, 'modules/m/größe.tf'), 'utf8').length, 5000);
		t.is(fs.statSync(path.join(into, 'main.tf')).mode & 0o777, 0o600);
	}
});

test('links, devices and pipes are left out', async (t) => {
	const { into, done } = unpacked(
		t,
		gzipSync(
			tar([
				{ name: 'etc', type: '2', linkTo: '/etc' },
				{ name: 'hard', type: '1', linkTo: '/etc/passwd' },
				{ name: 'device', type: '3' },
				{ name: 'pipe', type: '6' },
				{ name: 'etc/sg.tf', text: 'inside, the link is not there' },
			]),
		),
	);
	t.is(await done, 4);
	t.deepEqual(filesIn(into), ['etc/sg.tf']);
});

for (const [what, bytes, says] of [
	['a name that leads out', gzipSync(tar([{ name: '../out.tf', text: 'x' }])), /outside its folder/],
	['a name that leads out in its middle', gzipSync(tar([{ name: 'a/../../out.tf', text: 'x' }])), /outside its folder/],
	['an absolute name', gzipSync(tar([{ name: '/tmp/out.tf', text: 'x' }])), /outside its folder/],
	['a name of Windows', gzipSync(tar([{ name: 'C:\\out.tf', text: 'x' }])), /outside its folder/],
	[
		'an extended name that leads out',
		gzipSync(
			tar([
				{ name: 'x', type: 'x', text: '18 path=../out.tf\n' },
				{ name: 'a.tf', text: 'x' },
			]),
		),
		/outside its folder/,
	],
	[
		'one name twice',
		gzipSync(
			tar([
				{ name: 'a.tf', text: 'x' },
				{ name: './a.tf', text: 'y' },
			]),
		),
		/EEXIST/,
	],
	['more than the limit', gzipSync(tar([{ name: 'a.tf', text: ' '.repeat(11_000_000) }])), /more than 10 MB/],
	[
		'too many',
		gzipSync(tar(Array.from({ length: 1001 }, (_, at) => ({ name: `${at}.tf` })))),
		/more than 1000 entries/,
	],
	['an archive that is cut off', gzipSync(tar([{ name: 'a.tf', text: 'x'.repeat(600) }]).subarray(0, 1000)), /cut off/],
	['what is not gzip', Buffer.from('not gzip'), /incorrect header check/],
	['what is not a tar', gzipSync(Buffer.alloc(2048, 'x')), /damaged/],
] as const) {
	test(`${what} is refused, and nothing is written outside`, async (t) => {
		const { into, done } = unpacked(t, bytes);
		await t.throwsAsync(done, { message: says });
		t.deepEqual(fs.readdirSync(path.dirname(into)).sort(), ['a.tar.gz', 'into']);
	});
}
