import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { decodeUtf8 } from '@sg-preflight/documents/unicode';
import { type KnownPlans, knownPlans } from '../message/message-tables.js';
import { UnknownPlan } from '../unknown-plan.js';
import { alicloudVersionOf, lockFileOf } from './lock-file.js';
import type { ZipArchive } from './zip-archive.js';

/** Most bytes of changes and state together, because they stay in memory unpacked. 10,000 resources have 70 MiB. */
export const largestSections = 128 * 1024 * 1024;
const largestLockFile = 1024 * 1024;

/** The tool that made a saved plan, and the provider that it was made with. */
export interface PlanFacts {
	/** Null when the lock file in the plan does not name it. */
	readonly tool: 'terraform' | 'opentofu' | null;
	/** Null when it is unknown. */
	readonly toolVersion: string | null;
	/** The locked version of aliyun/alicloud; null when none is locked. */
	readonly providerVersion: string | null;
}

/** The sections of a saved plan that are read first, because they tell how to read the rest. */
export interface PlanSections {
	readonly facts: PlanFacts;
	readonly toolVersion: string;
	/** The bytes of the Plan message. */
	readonly plan: Uint8Array;
	readonly formatVersion: number;
}

/**
 * Reads the tool and the provider that made a plan.
 * @throws {UserError} when the archive has no plan or a section is damaged
 * @throws {UnknownPlan} when the plan does not begin as a message does
 */
export function sectionsOf(archive: ZipArchive): PlanSections {
	const plan = archive.read('tfplan', largestSections);
	const lockName = '.terraform.lock.hcl';
	const lock = lockFileOf(
		archive.entries.has(lockName) ? (decodeUtf8(archive.read(lockName, largestLockFile)) ?? '') : '',
	);
	const { formatVersion, toolVersion } = versionsOf(plan);
	const facts = { tool: lock.tool, toolVersion, providerVersion: alicloudVersionOf(lock) };
	return { facts, toolVersion, plan, formatVersion };
}

/** Reads the fields 1 and 14, which every version of the message has. */
function versionsOf(plan: Uint8Array): { readonly formatVersion: number; readonly toolVersion: string } {
	let formatVersion = 0;
	let toolVersion = '';
	try {
		const reader = new BinaryReader(plan);
		while (reader.pos < plan.length) {
			const [field, wire] = reader.tag();
			if (field === 1 && wire === WireType.Varint) formatVersion = Number(reader.uint64());
			else if (field === 14 && wire === WireType.LengthDelimited) toolVersion = decodeUtf8(reader.bytes()) ?? '';
			else reader.skip(wire);
		}
	} catch (error) {
		throw new UnknownPlan(`its tfplan is not a message (${(error as Error).message})`);
	}
	return { formatVersion, toolVersion };
}

const planFormatVersion = 3;

/**
 * Returns the tables for the plans of this tool and version.
 * @throws {UnknownPlan} when no plans of this version were compared with their JSON
 */
export function knownPlansOf({ facts, toolVersion, formatVersion }: PlanSections): KnownPlans {
	if (facts.tool === null) throw new UnknownPlan('its lock file does not say which tool made it');
	if (formatVersion !== planFormatVersion) {
		throw new UnknownPlan(`its format has version ${formatVersion}, and only ${planFormatVersion} is known`);
	}
	const known = knownPlans[facts.tool];
	const { title, minors } = known;
	const [, minor] = /^1\.(\d+)\.\d+$/.exec(toolVersion) ?? [];
	if (minor === undefined || Number(minor) < minors[0] || Number(minor) > minors[1]) {
		const made = JSON.stringify(toolVersion.slice(0, 40)).slice(1, -1);
		throw new UnknownPlan(`${title} ${made} made it, and 1.${minors[0]} to 1.${minors[1]} are known`);
	}
	return known;
}
