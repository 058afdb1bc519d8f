import type { Origin } from '@sg-preflight/operations';
import test from 'ava';
import fc from 'fast-check';
import { configurationOf, type TracedDocument } from '../src/plan/configuration.js';
import { parseSources } from '../src/sources/index.js';
import { EvaluatedSources } from '../src/tracing/index.js';
import { trace } from '../src/tracing/trace.js';
import { type Planted, planted } from './corpus.js';
import { documentOf } from './document.js';
import { plannedConfiguration } from './planned-configuration.js';

const cases = Number(process.env.SG_PREFLIGHT_TRACE_CASES ?? 1000);

/** Returns the document with the sources and the configuration that Terraform writes for them. */
function sourced({ plan, sources }: Planted): TracedDocument {
	const parsed = parseSources(
		[...sources].map(([key, text]) => ({ key, directory: key, files: [{ path: 'main.tf', text }] })),
	);
	const document = {
		...documentOf(plan),
		configuration: configurationOf(plannedConfiguration(parsed), 'plan.json'),
	};
	return { ...document, written: new EvaluatedSources(document, parsed) };
}

function textOf(origin: Origin, { plan }: Planted): string {
	if (origin.kind === 'expression') return `expression ${origin.reference}`;
	if (!('address' in origin)) return origin.kind;
	if (origin.kind !== 'known') return `${origin.kind} ${origin.address}`;
	const owner = plan.resource_changes?.find(
		({ change }) => (change.before as { id?: string } | null)?.id === origin.id,
	);
	return `known ${owner?.address}`;
}

function check(name: string, documentFor: (corpus: Planted) => TracedDocument | null): void {
	test(`from ${name}, the traced origins are the planted ones, in ${cases} generated configurations`, (t) => {
		const run = fc.check(
			fc.property(planted, (corpus) => {
				const document = documentFor(corpus);
				if (document === null) return;
				for (const [address, expected] of corpus.origins) {
					const unknown = trace(document, address, ['security_groups']);
					// A whole resource has other attributes too.
					const groups = unknown?.origins.filter((origin) => origin.kind !== 'known' || origin.id.startsWith('sg-'));
					const traced = [...new Set((groups ?? []).map((origin) => textOf(origin, corpus)))];
					if (JSON.stringify(traced.sort()) !== JSON.stringify(expected) || unknown?.unproven?.by === 'sources') {
						const text = [...corpus.sources].map(([key, text]) => `# ${key}\n${text}`).join('\n');
						throw new Error(
							`${address}\n  planted ${expected}\n  traced  ${traced} ${unknown?.unproven?.reason}\n${JSON.stringify(corpus.plan.configuration)}\n${text}`,
						);
					}
				}
			}),
			{ numRuns: cases },
		);
		t.is(String(run.errorInstance ?? ''), '', `seed ${run.seed}`);
	});
}

check('the plan JSON alone', ({ plan }) => documentOf(plan));
// A planted local value has no expression, but the sources would have one.
check('the sources', (corpus) =>
	[...corpus.origins.values()].flat().some((origin) => origin.startsWith('expression')) ? null : sourced(corpus),
);
