import test from 'ava';
import fc from 'fast-check';
import { trace } from '../src/trace.js';
import { planted } from './corpus.js';
import { documentOf } from './document.js';

const cases = Number(process.env.SG_PREFLIGHT_TRACE_CASES ?? 1000);

test(`the traced origins are the planted ones, in ${cases} generated configurations`, (t) => {
	const run = fc.check(
		fc.property(planted, ({ plan, origins }) => {
			const document = documentOf(plan);
			for (const [address, expected] of origins) {
				const traced = (trace(document, address, ['security_groups']) ?? []).map((origin) => {
					if ('address' in origin) return `${origin.kind} ${origin.address}`;
					return origin.kind === 'expression' ? `expression ${origin.reference}` : origin.kind;
				});
				if (JSON.stringify(traced.sort()) !== JSON.stringify(expected)) {
					throw new Error(
						`${address}\n  planted ${expected}\n  traced  ${traced}\n${JSON.stringify(plan.configuration)}`,
					);
				}
			}
		}),
		{ numRuns: cases },
	);
	t.is(String(run.errorInstance ?? ''), '', `seed ${run.seed}`);
});
