import test from 'ava';
import fc from 'fast-check';
import type { Configuration } from '../src/plan/configuration.js';
import { parseSources, refineConfiguration } from '../src/sources/index.js';
import { trace } from '../src/tracing/trace.js';
import { type Planted, planted } from './corpus.js';
import { documentOf } from './document.js';

const cases = Number(process.env.SG_PREFLIGHT_TRACE_CASES ?? 1000);

const readings: { readonly [from: string]: (configuration: Configuration, planted: Planted) => Configuration } = {
	'the plan JSON alone': (configuration) => configuration,
	'the sources': (configuration, { sources }) =>
		refineConfiguration(
			configuration,
			parseSources([...sources].map(([key, text]) => ({ key, files: [{ path: 'main.tf', text }] }))),
		),
};

for (const [from, read] of Object.entries(readings)) {
	test(`from ${from}, the traced origins are the planted ones, in ${cases} generated configurations`, (t) => {
		const run = fc.check(
			fc.property(planted, (corpus) => {
				const document = documentOf(corpus.plan);
				const configuration = document.configuration && read(document.configuration, corpus);
				for (const [address, expected] of corpus.origins) {
					const origins = trace({ ...document, configuration }, address, ['security_groups']) ?? [];
					const traced = origins.map((origin) => {
						if ('address' in origin) return `${origin.kind} ${origin.address}`;
						return origin.kind === 'expression' ? `expression ${origin.reference}` : origin.kind;
					});
					if (JSON.stringify(traced.sort()) !== JSON.stringify(expected)) {
						const text = [...corpus.sources].map(([key, text]) => `# ${key}\n${text}`).join('\n');
						throw new Error(
							`${address}\n  planted ${expected}\n  traced  ${traced}\n${JSON.stringify(corpus.plan.configuration)}\n${text}`,
						);
					}
				}
			}),
			{ numRuns: cases },
		);
		t.is(String(run.errorInstance ?? ''), '', `seed ${run.seed}`);
	});
}
