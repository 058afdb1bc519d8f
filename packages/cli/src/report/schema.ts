import type { Origin } from '@sg-preflight/operations';
import { reasons } from '@sg-preflight/permissions';
import { z } from 'zod';
import type { Report } from './report.js';

const text = z.string();
const textOrNull = z.string().nullable();
const verdict = z.enum(['refused', 'undetermined', 'allowed']);
const level = z.enum(['error', 'warning', 'note']);
const count = z.number().int().nonnegative();
const step = z.looseObject({ address: text, action: z.enum(['create', 'update', 'delete']) });
const steps = z.looseObject({ count, first: z.array(step) });
const position = z.looseObject({ file: text, line: count, column: count });

const finding = z.looseObject({
	rule: z.enum(['refused-operation', ...reasons]),
	verdict: z.enum(['refused', 'undetermined']),
	level,
	input: text,
	address: textOrNull,
	deposed: textOrNull,
	type: textOrNull,
	action: z.enum(['create', 'update', 'delete']).nullable(),
	product: textOrNull,
	operation: textOrNull,
	group: z
		.looseObject({
			id: textOrNull,
			name: textOrNull,
			serviceId: z.union([z.number(), text]).nullable(),
			product: text.optional(),
			role: z.enum(['target', 'peer', 'member']),
			attribute: text,
			origin: z.custom<Origin>((value) => typeof value === 'object').optional(),
		})
		.nullable(),
	networkInterface: z
		.looseObject({ id: textOrNull, serviceId: z.union([z.number(), text]).nullable(), attribute: text })
		.optional(),
	principal: z.custom<Report['findings'][number]['principal']>((value) => typeof value === 'string'),
	errorCode: textOrNull,
	evidence: z
		.looseObject({ kind: z.enum(['table', 'error-list', 'parameter-doc']), source: text, date: text })
		.optional(),
	message: text,
	consequence: z.enum(['aborts', 'retries', 'swallowed']).nullable(),
	effect: textOrNull,
	remedy: text,
	docs: text,
	blastRadius: z.looseObject({ made: steps, unordered: count, waiting: steps }).optional(),
	stoppedBy: step.extend({ operation: text }).optional(),
	location: position.extend({ via: z.array(position).optional() }).nullable(),
	waiver: z.looseObject({ reason: text, owner: text, expires: textOrNull }).nullable(),
});

const providerSource = z.enum(['option', 'plan-lock-file', 'source-lock-file', 'constraint', 'attributes']);

const input = z.looseObject({
	input: text,
	kind: z.enum(['terraform-plan', 'pulumi-preview', 'source-file']).nullable(),
	formatVersion: textOrNull,
	coverage: z
		.looseObject({
			changes: count,
			mapped: count,
			reviewed: count,
			unmapped: z.array(z.looseObject({ address: text, type: text })),
			unrelated: count,
		})
		.nullable(),
	savedPlan: z
		.looseObject({
			reader: text,
			reason: textOrNull,
			tool: z.enum(['terraform', 'opentofu']).nullable(),
			toolVersion: textOrNull,
			providerVersion: textOrNull,
			omittedSources: z.array(text),
		})
		.optional(),
	provider: z
		.looseObject({
			versions: z.looseObject({ from: textOrNull, to: textOrNull }),
			by: providerSource,
			contradicts: z.looseObject({ by: providerSource, version: text }).optional(),
		})
		.optional(),
	timeline: z
		.looseObject({ done: steps, refused: steps, ignored: steps, mayHaveRun: steps, notReached: steps })
		.optional(),
	error: textOrNull,
});

/** Validates the output of `check --format json` when it is read again. */
export const reportSchema = z.looseObject({
	$schema: text.optional(),
	schemaVersion: z.literal(1),
	verdict,
	exitStatus: z.union([z.literal(0), z.literal(1), z.literal(2)]),
	inputs: z.array(input),
	summary: z.looseObject({ refused: count, undetermined: count, allowed: count, waived: count, ignored: count }),
	findings: z.array(finding),
	notices: z.array(z.looseObject({ level, message: text })),
	category: text.optional(),
	time: text.optional(),
	omitted: z.looseObject({ findings: count, inputs: count, notices: count }).optional(),
	shard: z
		.string()
		.regex(/^[1-9]\d*\/[1-9]\d*$/)
		.optional(),
	toolVersion: text.optional(),
	configuration: z
		.looseObject({ file: text, sha256: text, named: z.boolean(), weakens: z.array(text), notUsed: z.array(text) })
		.nullable()
		.optional(),
	inventories: z
		.array(
			z.looseObject({
				source: text,
				sha256: textOrNull,
				account: textOrNull,
				regions: z.array(text).nullable(),
				time: textOrNull,
			}),
		)
		.optional(),
});
