import test from 'ava';
import { alicloudVersionOf, lockFileOf } from '../src/saved-plan/archive/lock-file.js';
import { ZipArchive } from '../src/saved-plan/archive/zip-archive.js';
import { type ZipFlaws, zipOf } from './zip-file.js';

const open = (bytes: Uint8Array): ZipArchive => new ZipArchive('plan.tfplan', bytes);
const limit = 1024 * 1024;

test('a file is read from a deflated and from a stored archive', (t) => {
	for (const flaws of [{}, { method: 0 }, { flags: 0x0808 }, { flags: 0 }]) {
		const archive = open(
			zipOf(
				[
					['tfplan', 'one'.repeat(1000)],
					['tfconfig/ä', ''],
				],
				flaws,
			),
		);
		t.deepEqual([...archive.entries.keys()], ['tfplan', 'tfconfig/ä']);
		t.is(Buffer.from(archive.read('tfplan', limit)).toString(), 'one'.repeat(1000));
		t.is(archive.read('tfconfig/ä', limit).length, 0);
	}
});

const refused: readonly (readonly [what: string, flaws: ZipFlaws, message: RegExp])[] = [
	['that is encrypted', { flags: 9 }, /encrypted/],
	['with patched data', { flags: 0x20 }, /unknown way/],
	['packed by another method', { method: 12 }, /unknown way/],
	['of zip64', { size: 0xffffffff }, /zip64/],
	['with another name before the data', { localName: 'tfplam' }, /damaged/],
	['whose files share bytes', { isOverlapping: true }, /damaged|share/],
];
for (const [what, flaws, message] of refused) {
	test(`an archive ${what} is refused`, (t) => {
		t.throws(
			() =>
				open(
					zipOf(
						[
							['tfplan', 'x'],
							['tfstate', 'y'],
						],
						flaws,
					),
				),
			{ name: 'UserError', message },
		);
	});
}

test('an archive with two files of one name is refused', (t) => {
	t.throws(
		() =>
			open(
				zipOf([
					['tfplan', 'x'],
					['tfplan', 'y'],
				]),
			),
		{ name: 'UserError', message: /two files/ },
	);
});

test('an archive with anything before, between or behind is refused', (t) => {
	const whole = zipOf([['tfplan', 'x']]);
	const byte = Buffer.from('\n');
	for (const bytes of [
		Buffer.concat([byte, whole]),
		Buffer.concat([whole, byte]),
		Buffer.alloc(0),
		Buffer.from('PK\x03\x04'),
	]) {
		t.throws(() => open(bytes), { name: 'UserError', message: /^plan\.tfplan: this saved plan cannot be read: / });
	}
	for (let length = 0; length < whole.length; length++) {
		t.throws(() => open(whole.subarray(0, length)), { name: 'UserError' }, `${length} bytes`);
	}
});

test('a file that differs from its entry in the list is refused', (t) => {
	for (const flaws of [{ crc: 1 }, { size: 3 }, { size: 5 }]) {
		t.throws(() => open(zipOf([['tfplan', 'four']], flaws)).read('tfplan', limit), {
			message: /its "tfplan" is damaged/,
		});
	}
});

test('a flipped byte changes no file', (t) => {
	const files = [
		['tfplan', 'one'.repeat(50)],
		['tfstate', '{}'],
	] as const;
	const whole = zipOf(files);
	for (let index = 0; index < whole.length; index++) {
		const flipped = Buffer.from(whole);
		flipped[index] = (flipped[index] as number) ^ (1 << (index % 8));
		for (const [name, content] of files) {
			try {
				t.is(Buffer.from(open(flipped).read(name, limit)).toString(), content);
			} catch (error) {
				t.is((error as Error).name, 'UserError');
			}
		}
	}
});

test('a zip bomb is refused before it is unpacked', (t) => {
	const zeros = Buffer.alloc(8 * 1024 * 1024);
	t.throws(() => open(zipOf([['tfplan', zeros]])).read('tfplan', limit), { message: /larger than 1 MiB.*show -json/ });
	// Inflating stops at the declared size, even if it is false.
	t.throws(() => open(zipOf([['tfplan', zeros]], { size: 1000 })).read('tfplan', limit), { message: /damaged/ });
	const many = zipOf(Array.from({ length: 30_000 }, (_, index) => [`f${index}`, ''] as const));
	t.throws(() => open(many), { message: /more than 20000 files/ });
});

test('a lock file has the tool and the versions of the providers', (t) => {
	const text = `# This file is maintained automatically by "tofu init".
# Manual edits may be lost in future updates.

provider "registry.opentofu.org/hashicorp/random" {
  version     = "3.7.2"
  constraints = "~> 3.0"
  hashes = [
    "h1:x=",
  ]
}

provider "registry.opentofu.org/aliyun/alicloud" {
  version = "1.260.1"
}
`;
	const lock = lockFileOf(text);
	t.is(lock.tool, 'opentofu');
	t.deepEqual([...lock.providers.values()], ['3.7.2', '1.260.1']);
	t.is(alicloudVersionOf(lock), '1.260.1');
	t.is(lockFileOf('# This file is maintained automatically by "terraform init".').tool, 'terraform');
	t.deepEqual(lockFileOf('version = "1.0.0"\n'), { tool: null, providers: new Map() });
	t.is(alicloudVersionOf(lockFileOf('')), null);
});
