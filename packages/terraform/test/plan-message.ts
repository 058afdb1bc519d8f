import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { ZipArchive } from '../src/saved-plan/archive/zip-archive.js';
import { zipOf } from './zip-file.js';

const limit = 16 * 1024 * 1024;

/** Replaces files of a saved plan; an undefined one is left out. */
export function withFiles(
	bytes: Uint8Array,
	replaced: { readonly [name: string]: string | Uint8Array | undefined },
): Buffer {
	const archive = new ZipArchive('plan.tfplan', bytes);
	const files = [...archive.entries.keys()].map(
		(name) => [name, name in replaced ? replaced[name] : archive.read(name, limit)] as const,
	);
	const added = Object.entries(replaced).filter(([name]) => !archive.entries.has(name));
	return zipOf([...files, ...added].flatMap(([name, content]) => (content === undefined ? [] : [[name, content]])));
}

/** Returns the bytes of a file of a saved plan. */
export function fileOf(bytes: Uint8Array, name: string): Uint8Array {
	return new ZipArchive('plan.tfplan', bytes).read(name, limit);
}

/** Replaces the field at the end of a way, the first field of each number, by the result of `change`. */
export function changed(
	message: Uint8Array,
	way: readonly number[],
	change: (inner: Uint8Array) => Uint8Array,
): Uint8Array {
	const [number, ...further] = way;
	if (number === undefined) return change(message);
	const reader = new BinaryReader(message);
	const writer = new BinaryWriter();
	let isDone = false;
	while (reader.pos < message.length) {
		const start = reader.pos;
		const [field, wire] = reader.tag();
		if (field !== number || isDone || wire !== WireType.LengthDelimited) {
			reader.skip(wire);
			writer.raw(message.subarray(start, reader.pos));
			continue;
		}
		isDone = true;
		writer.tag(field, wire).bytes(changed(reader.bytes(), further, change));
	}
	if (!isDone) throw new Error(`the message has no field ${number}`);
	return writer.finish();
}

/** Adds a field at the end of a message. */
export function withField(message: Uint8Array, field: number, value: number | string | Uint8Array): Uint8Array {
	const writer = new BinaryWriter().raw(message);
	if (typeof value === 'number') writer.tag(field, WireType.Varint).uint64(BigInt(value));
	else if (typeof value === 'string') writer.tag(field, WireType.LengthDelimited).string(value);
	else writer.tag(field, WireType.LengthDelimited).bytes(value);
	return writer.finish();
}

/** Removes the fields of a number from a message. */
export function withoutField(message: Uint8Array, without: number): Uint8Array {
	const reader = new BinaryReader(message);
	const writer = new BinaryWriter();
	while (reader.pos < message.length) {
		const start = reader.pos;
		const [field, wire] = reader.tag();
		reader.skip(wire);
		if (field !== without) writer.raw(message.subarray(start, reader.pos));
	}
	return writer.finish();
}
