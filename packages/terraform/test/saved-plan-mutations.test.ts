import { isDeepStrictEqual } from 'node:util';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import test, { type ExecutionContext } from 'ava';
import { SavedPlan } from '../src/saved-plan/index.js';
import { factsOf } from './change-facts.js';
import { fileOf, withFiles } from './plan-message.js';
import { recordedPlan } from './saved-plan-fixtures.js';
import { zipOf } from './zip-file.js';

/** Step between the bytes that are flipped or cut at: every byte, or every 11th. */
const step = process.env.SG_PREFLIGHT_EVERY_BYTE ? 1 : 11;
const randomRuns = process.env.SG_PREFLIGHT_EVERY_BYTE ? 3000 : 300;

const plans = [
	['rule_foreach_create', 'terraform-1.15.9'],
	['inst_remove_sg', 'terraform-1.11.4'],
	['sg_deposed', 'opentofu-1.12.6'],
] as const;

/** Returns all parts of a reading, the lazy ones too. */
function said(bytes: Uint8Array): unknown {
	const { dependencies, ...reading } = new SavedPlan('plan.tfplan', bytes).read();
	dependencies?.();
	return {
		...reading,
		changes: reading.changes.map(factsOf),
	};
}

/** Returns the reading; undefined for a plan that is refused or left to its tool. Anything else fails the test. */
function readingOf(t: ExecutionContext, bytes: Uint8Array, what: string): unknown {
	try {
		return said(bytes);
	} catch (error) {
		const { name, message, stack } = error as Error;
		if (name !== 'UserError' && name !== 'UnknownPlan') t.fail(`${what}: ${stack ?? message}`);
		return undefined;
	}
}

for (const [name, tool] of plans) {
	const whole = recordedPlan(name, tool);
	const original = said(whole);

	test(`a flipped byte of ${name} changes nothing in the reading, or the plan is not read`, (t) => {
		let read = 0;
		for (let index = 0; index < whole.length; index += step) {
			const flipped = Buffer.from(whole);
			flipped[index] = (flipped[index] as number) ^ (1 << (index % 8));
			const reading = readingOf(t, flipped, `byte ${index}`);
			if (reading === undefined) continue;
			read++;
			if (!isDeepStrictEqual(reading, original)) t.fail(`byte ${index} changes the reading`);
		}
		t.true(read * step < whole.length);
	});

	test(`${name} is not read when it is cut off anywhere`, (t) => {
		for (let length = 0; length < whole.length; length += step) {
			if (readingOf(t, whole.subarray(0, length), `${length} bytes`) !== undefined) t.fail(`${length} bytes are read`);
		}
		t.pass();
	});

	test(`a message of ${name} that ends in the middle of a field is not read`, (t) => {
		const message = fileOf(whole, 'tfplan');
		const ends = endsOfFields(message);
		for (let length = 0; length < message.length; length += step) {
			const reading = readingOf(t, withFiles(whole, { tfplan: message.subarray(0, length) }), `${length} bytes`);
			if (reading !== undefined && !ends.has(length)) t.fail(`${length} bytes are read`);
		}
		t.pass();
	});
}

function endsOfFields(message: Uint8Array): ReadonlySet<number> {
	const reader = new BinaryReader(message);
	const ends = new Set<number>();
	while (reader.pos < message.length) {
		const [, wire] = reader.tag();
		reader.skip(wire);
		ends.add(reader.pos);
	}
	return ends;
}

/** Returns a generator of numbers below a limit, the same in every run. */
function numbers(seed: number): (limit: number) => number {
	let state = seed;
	return (limit) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state % limit;
	};
}

test('random damage inside an intact archive ends in a reading or a reason, soon and in little memory', (t) => {
	const below = numbers(7);
	const [name, tool] = plans[1];
	const whole = recordedPlan(name, tool);
	const message = fileOf(whole, 'tfplan');
	const started = process.memoryUsage().rss;
	for (let run = 0; run < randomRuns; run++) {
		const damaged = Buffer.from(message);
		for (let count = below(6) + 1; count > 0; count--) damaged[below(damaged.length)] = below(256);
		const from = below(damaged.length);
		const copied = damaged.subarray(from, Math.min(damaged.length, from + below(200)));
		const tfplan = below(3) === 0 ? Buffer.concat([damaged, copied]) : damaged;
		readingOf(t, withFiles(whole, { tfplan }), `run ${run}`);
	}
	t.true(process.memoryUsage().rss - started < 200e6);
});

test('a large value, deep values and a message of many changes are bounded', (t) => {
	const whole = recordedPlan('inst_add_sg');
	const declared = (size: number): Buffer => {
		// Arrays that claim four thousand million elements, and nesting without an end.
		const bytes = Buffer.alloc(size, 0x91);
		bytes.writeUInt8(0xdd, 0);
		bytes.fill(0xff, 1, 5);
		return bytes;
	};
	for (const value of [declared(6), declared(200_000), Buffer.alloc(200_000, 0x81), Buffer.alloc(200_000, 0x91)]) {
		const length = (size: number): number[] => (size < 0x80 ? [size] : [(size & 0x7f) | 0x80, ...length(size >>> 7)]);
		const field = (number: number, inner: Buffer): Buffer =>
			Buffer.concat([Buffer.from([(number << 3) | 2, ...length(inner.length)]), inner]);
		const change = Buffer.concat([Buffer.from([0x08, 1]), field(2, field(1, value))]);
		const added = field(3, Buffer.concat([field(13, Buffer.from('alicloud_instance.x')), field(9, change)]));
		const tfplan = Buffer.concat([fileOf(whole, 'tfplan'), added]);
		t.is(readingOf(t, withFiles(whole, { tfplan }), 'a strange value'), undefined);
	}
});

test('an archive of many files or of large ones is refused before they are unpacked', (t) => {
	const many = zipOf(Array.from({ length: 65_000 }, (_, index) => [`tfconfig/m-/f${index}.tf`, ''] as const));
	t.is(readingOf(t, many, '65,000 files'), undefined);
	const zeros = Buffer.alloc(16 * 1024 * 1024);
	const whole = recordedPlan('rule_foreach_create', 'terraform-1.15.9');
	const sources = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`tfconfig/m-/z${index}.tf`, zeros]));
	const started = process.memoryUsage().rss;
	t.is(readingOf(t, withFiles(whole, sources), '80 MiB of sources'), undefined);
	t.true(process.memoryUsage().rss - started < 150e6);
	t.is(readingOf(t, withFiles(whole, { tfplan: Buffer.alloc(129 * 1024 * 1024) }), 'a large plan'), undefined);
});
