import { visibleValue } from '../terminal/safe-text.js';
import { type Format, type Layout, plainLayout } from './format.js';
import type { Omitted, Report } from './report.js';
import { bySeverity } from './text/finding-text.js';

/** The size limits of a format, below the limits of its gate. */
interface Limits {
	/** Most bytes of the whole report. */
	readonly size: number;
	readonly findings: number;
	readonly inputs: number;
	readonly notices: number;
}

/** Parts of the room, at most: unread inputs must be seen beside any number of findings, and findings beside any number of inputs. */
const shares = { inputs: 0.2, notices: 0.1, findings: 0.7 };

const widest: Limits = { size: 9_900_000, findings: 20_000, inputs: 5_000, notices: 1_000 };

type BoundedPrint = (report: Report, colour: boolean, layout: Layout) => string;

/** Longest text of one field in a format for people. */
const longest = 2_000;

/**
 * Returns a format that prints within limits and replaces invisible characters of the report. Refused findings come
 * first, then undetermined ones. Parts that do not fit are left out and counted in `omitted`. Memory grows with the
 * printed text.
 */
export function bounded(limits: Partial<Limits>, print: BoundedPrint): Format {
	const all = { ...widest, ...limits };
	return (report, colour, layout = plainLayout) =>
		printBounded(report, all, (part) => print(visibleValue(part, longest), colour, layout));
}

/** Returns a format for programs: within limits, with every value as it is. */
export function boundedExact(limits: Partial<Limits>, print: BoundedPrint): Format {
	const all = { ...widest, ...limits };
	return (report, colour, layout = plainLayout) => printBounded(report, all, (part) => print(part, colour, layout));
}

/** How many findings are printed to know how long the others get. */
const sampleSize = 200;

function printBounded(report: Report, limits: Limits, print: (report: Report) => string): string {
	const ordered = bySeverity(report.findings, limits.findings);
	let room = limits.size;
	// Each attempt that does not fit makes text of megabytes for nothing.
	if (ordered.length > 10 * sampleSize) {
		room = Math.floor((room * lengtheningOf(report, ordered, print)) / shares.findings);
	}
	let best: { readonly text: string; readonly part: Report } | null = null;
	// A finding's length is known only after printing, so the room for its text is corrected twice.
	for (let attempt = 0; ; attempt++) {
		const part = within(report, ordered, limits, room);
		if (best !== null && countOf(part) <= countOf(best.part)) return best.text;
		const text = print(part);
		const length = Buffer.byteLength(text);
		const fits = length <= limits.size;
		if (fits) best = { text, part };
		const isDone = fits ? part.omitted === report.omitted || length > 0.8 * limits.size : countOf(part) === 0;
		if (isDone || (attempt >= 2 && best !== null)) return best?.text ?? text;
		room = Math.floor(room * 0.95 * Math.min(8, limits.size / length));
	}
}

/** Returns the UTF-16 units of findings that make one byte of the format, from a sample, less a tenth. */
function lengtheningOf(report: Report, ordered: Report['findings'], print: (report: Report) => string): number {
	// Evenly spaced, since the findings of one plan resemble each other.
	const sample = Array.from(
		{ length: sampleSize },
		(_, at) => ordered[Math.floor((at * ordered.length) / sampleSize)] as Report['findings'][number],
	);
	const named = new Set(sample.map(({ input }) => input));
	const inputs = report.inputs.filter(({ input }) => named.has(input));
	const empty = { ...report, inputs, notices: [], findings: [], omitted: { findings: 1, inputs: 1, notices: 1 } };
	const bytes = Buffer.byteLength(print({ ...empty, findings: sample })) - Buffer.byteLength(print(empty));
	return (0.9 * lengthOf(sample)) / Math.max(sampleSize, bytes);
}

/** Returns the number of the parts that can be left out. */
function countOf({ inputs, notices, findings }: Report): number {
	return inputs.length + notices.length + findings.length;
}

/** Keeps as many findings, unreadable inputs and notices as fit into `room` UTF-16 units of text. */
function within(report: Report, ordered: Report['findings'], limits: Limits, room: number): Report {
	let left = room;
	const take = <T>(all: readonly T[], most: number, share: number): T[] => {
		const end = left - room * share;
		const taken: T[] = [];
		for (const one of all) {
			if (taken.length === most) break;
			left -= lengthOf(one);
			if (left < end) break;
			taken.push(one);
		}
		left = Math.max(left, 0);
		return taken;
	};
	const inputs = take(unreadableFirst(report), limits.inputs, shares.inputs);
	const notices = take(report.notices, limits.notices, shares.notices);
	const findings = take(ordered, limits.findings, shares.findings);
	const before = report.omitted ?? { findings: 0, inputs: 0, notices: 0 };
	const omitted: Omitted = {
		findings: before.findings + report.findings.length - findings.length,
		inputs: before.inputs + report.inputs.length - inputs.length,
		notices: before.notices + report.notices.length - notices.length,
	};
	const isWhole = omitted.findings + omitted.inputs + omitted.notices === 0;
	if (isWhole) return { ...report, findings };
	return { ...report, inputs, notices, findings, omitted };
}

function unreadableFirst({ inputs }: Report): Report['inputs'] {
	const isRead = ({ error }: Report['inputs'][number]): boolean => error === null;
	return [...inputs.filter((one) => !isRead(one)), ...inputs.filter(isRead)];
}

/** Returns the UTF-16 units of all text in a value, with the names of its fields. */
function lengthOf(value: unknown): number {
	if (typeof value === 'string') return value.length + 4;
	if (typeof value !== 'object' || value === null) return 4;
	let sum = 0;
	if (Array.isArray(value)) for (const one of value) sum += lengthOf(one) + 4;
	else
		for (const name in value) sum += name.length + 8 + lengthOf((value as { readonly [name: string]: unknown })[name]);
	return sum;
}
