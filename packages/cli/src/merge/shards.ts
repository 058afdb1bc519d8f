import { UserError } from '@sg-preflight/documents';
import { parseShard, type Shard } from '../input/plans/plan-files.js';
import type { Report } from '../report/report.js';

/** A report and the file that it is in. */
export interface ReportPart {
	readonly file: string;
	readonly report: Report;
}

/** Most shards that a message names. */
const mostNamed = 5;

interface ShardPart extends ReportPart {
	readonly shard: Shard;
}

/**
 * Refuses reports that are not all parts of one run: a shard that never ran must not look like one without findings.
 *
 * @throws {UserError} when shards are missing or repeated, or were made with another inventory, version or configuration
 */
export function refuseOtherRuns(all: readonly ReportPart[]): void {
	const parts = all.flatMap((part): ShardPart[] =>
		part.report.shard === undefined ? [] : [{ ...part, shard: shardOf(part.file, part.report.shard) }],
	);
	const [first] = parts;
	if (first === undefined) return;
	const seen = new Map<number, string>();
	for (const part of parts) {
		const { file, shard } = part;
		const difference = differenceOf(first, part);
		if (difference !== null) {
			throw refusal(file, `this report is not of the same run as ${first.file}: ${difference}`);
		}
		const earlier = seen.get(shard.index);
		if (earlier !== undefined) throw refusal(file, `${earlier} is the report of --shard ${part.report.shard} too`);
		seen.set(shard.index, file);
	}
	const { of } = first.shard;
	const missing = Array.from({ length: of }, (_, index) => index + 1).filter((index) => !seen.has(index));
	if (missing.length > 0) {
		const named = missing.slice(0, mostNamed).map((index) => `${index}/${of}`);
		const more = missing.length > named.length ? ` (and ${missing.length - named.length} more)` : '';
		throw new UserError(`the report of --shard ${named.join(', ')}${more} is missing.`);
	}
	refuseUneven(parts);
}

/** Refuses parts of uneven size: plans are dealt out in turn, so that parts differ by one plan at most. */
function refuseUneven(parts: readonly ShardPart[]): void {
	const sizes = [...parts]
		.sort((a, b) => a.shard.index - b.shard.index)
		.map(({ file, report }) => ({ file, size: report.inputs.length + (report.omitted?.inputs ?? 0) }));
	const most = sizes[0]?.size ?? 0;
	let earlier = most;
	for (const { file, size } of sizes) {
		if (size > earlier || size < most - 1) {
			throw refusal(file, `this report has ${size} plans, which is not what its part of the run had`);
		}
		earlier = size;
	}
}

function shardOf(file: string, text: string): Shard {
	try {
		return parseShard(text);
	} catch (error) {
		throw refusal(file, `"${text.slice(0, 40)}" is not a shard of a run`, error);
	}
}

/** Returns the difference of two shards in a property that all shards of a run share; null if there is none. */
function differenceOf(a: ShardPart, b: ShardPart): string | null {
	if (a.shard.of !== b.shard.of) return `it is part ${b.report.shard}, not one of ${a.shard.of} parts`;
	if (a.report.toolVersion !== b.report.toolVersion) return 'another version of sg-preflight made it';
	if (inventoriesOf(a.report) !== inventoriesOf(b.report)) return 'it was made with other inventories';
	if (a.report.configuration?.sha256 !== b.report.configuration?.sha256) {
		return 'it was made with another configuration';
	}
	if (a === b) return null;
	const inputs = new Set(a.report.inputs.map(({ input }) => input));
	const repeated = b.report.inputs.find(({ input }) => inputs.has(input));
	return repeated === undefined ? null : `both checked ${repeated.input}`;
}

function inventoriesOf({ inventories = [] }: Report): string {
	return JSON.stringify(inventories.map(({ source, sha256, account }) => [source, sha256, account]).sort());
}

function refusal(file: string, problem: string, cause?: unknown): UserError {
	return new UserError({ where: file, problem }, { cause });
}
