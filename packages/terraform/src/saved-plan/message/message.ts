import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { decodeUtf8 } from '@sg-preflight/documents/unicode';
import { UnknownPlan } from '../unknown-plan.js';
import type { MessageTable } from './message-tables.js';

/**
 * A protobuf message whose fields, at any depth, are all in its table. It keeps the bytes and reads
 * fields at the first access.
 */
export class Message {
	#members: Map<number, (number | Uint8Array)[]> | undefined;

	private constructor(
		readonly bytes: Uint8Array,
		readonly table: MessageTable,
	) {}

	/**
	 * Walks the whole message.
	 * @throws {UnknownPlan} when a field is not in the tables, is there twice, or has another type
	 */
	static checked(bytes: Uint8Array, table: MessageTable): Message {
		const reader = new BinaryReader(bytes);
		check(reader, bytes.length, table);
		return new Message(bytes, table);
	}

	/** 0 when absent, as in protobuf. */
	number(field: number): number {
		return (this.#of(field)[0] as number | undefined) ?? 0;
	}

	/** Empty when absent. */
	text(field: number): string {
		return this.texts(field)[0] ?? '';
	}

	texts(field: number): string[] {
		return this.#of(field).map((bytes) => {
			const text = decodeUtf8(bytes as Uint8Array);
			if (text === null) throw new UnknownPlan(`${this.table.name} has text that is not UTF-8`);
			return text;
		});
	}

	/** Null when absent. */
	bytesOf(field: number): Uint8Array | null {
		return (this.#of(field)[0] as Uint8Array | undefined) ?? null;
	}

	message(field: number): Message | null {
		return this.messages(field)[0] ?? null;
	}

	messages(field: number): Message[] {
		const kind = this.table.fields.get(field)?.kind as MessageTable;
		return this.#of(field).map((bytes) => new Message(bytes as Uint8Array, kind));
	}

	#of(field: number): readonly (number | Uint8Array)[] {
		this.#members ??= membersOf(this.bytes);
		return this.#members.get(field) ?? [];
	}
}

/** Deepest nesting of messages. Terraform writes six levels. */
const deepest = 32;

function check(reader: BinaryReader, end: number, table: MessageTable, depth = 0): void {
	if (depth > deepest) throw new UnknownPlan('its messages are nested too deep');
	let seen = 0;
	while (reader.pos < end) {
		const [number, wire] = reader.tag();
		const field = table.fields.get(number);
		if (field === undefined) throw new UnknownPlan(`${table.name} has the unknown field ${number}`);
		if (!field.isRepeated && seen & field.bit) throw new UnknownPlan(`${table.name} has the field ${number} twice`);
		seen |= field.bit;
		if (wire !== (field.kind === 'number' ? WireType.Varint : WireType.LengthDelimited)) {
			throw new UnknownPlan(`${table.name} has another type in field ${number}`);
		}
		if (field.kind === 'number') {
			reader.skip(wire);
			continue;
		}
		const length = reader.uint32();
		const inner = reader.pos + length;
		if (inner > end) throw new UnknownPlan(`${table.name} ends in the middle of field ${number}`);
		if (typeof field.kind === 'object') check(reader, inner, field.kind, depth + 1);
		reader.pos = inner;
	}
	if (reader.pos !== end) throw new UnknownPlan(`${table.name} does not end where it says`);
}

function membersOf(bytes: Uint8Array): Map<number, (number | Uint8Array)[]> {
	const reader = new BinaryReader(bytes);
	const members = new Map<number, (number | Uint8Array)[]>();
	while (reader.pos < bytes.length) {
		const [number, wire] = reader.tag();
		const value = wire === WireType.Varint ? Number(reader.uint64()) : reader.bytes();
		const known = members.get(number);
		if (known === undefined) members.set(number, [value]);
		else known.push(value);
	}
	return members;
}
