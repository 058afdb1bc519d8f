import fs from 'node:fs';
import fc from 'fast-check';
import { type CaseResult, runBatch, ways } from './batch.js';
import type { SoundnessCase } from './case.js';
import { fixedCases } from './fixed-cases.js';
import { soundnessCase } from './generator.js';
import { isCertain, missedRefusals, type Wrong, wrongPasses, wrongRefusals } from './judged.js';
import { settingOf, WrongSetting } from './settings.js';
import { strangers } from './strangers.js';

/** Configurations that are generated however long it takes. */
const least = 200;

/** `pnpm soundness`: settings are environment variables, so that CI can change them without a shell's quotes. */
const settings = settingsIn(process.env);
/** Certain answers among the cases whose operands are known. */
const wanted = 0.95;

const results: CaseResult[] = [];
let dropped = 0;
const end = Date.now() + settings.minutes * 60_000;
console.log(`seed ${settings.seed} (again: SEED=${settings.seed} pnpm soundness)`);
await run(fixedCases);
await run(strangers());
for (let start = 0; start < settings.cases && (start < least || Date.now() < end); start += settings.batch) {
	const generated = fc
		.sample(soundnessCase, { seed: settings.seed + start, numRuns: Math.min(settings.batch, settings.cases - start) })
		.map((one, index): SoundnessCase => ({ ...one, name: `${settings.seed + start}/${index}` }));
	await run(generated);
}
report();

function settingsIn(environment: NodeJS.ProcessEnv) {
	try {
		return {
			cases: settingOf(environment, 'SG_PREFLIGHT_SOUNDNESS_CASES', least),
			minutes: settingOf(environment, 'SG_PREFLIGHT_SOUNDNESS_MINUTES', 10),
			seed: settingOf(environment, 'SEED', Date.now() % 1_000_000_000),
			batch: settingOf(environment, 'SG_PREFLIGHT_SOUNDNESS_BATCH', 60),
		};
	} catch (error) {
		if (!(error instanceof WrongSetting)) throw error;
		console.error(`soundness: ${error.message}`);
		return process.exit(2);
	}
}

async function run(cases: readonly SoundnessCase[]): Promise<void> {
	const batch = await runBatch(cases);
	results.push(...batch.results);
	dropped += batch.dropped.length;
	if (process.env.SG_PREFLIGHT_SOUNDNESS_VERBOSE) {
		for (const { case: one, problem } of batch.dropped) console.log(`dropped ${one.name}: ${problem.slice(0, 600)}`);
	}
	console.log(`${results.length} configurations checked and applied`);
}

function report(): void {
	const [passes, refusals, missed] = [wrongPasses(results), wrongRefusals(results), missedRefusals(results)];
	const known = results.filter(({ case: { isKnown } }) => isKnown);
	const lines = [
		`${results.length} configurations (seed ${settings.seed}); Terraform does not plan ${dropped} others.`,
		'',
		'| way | wrong passes | wrong refusals | refusals left out | certain |',
		'| --- | --- | --- | --- | --- |',
	];
	for (const way of ways) {
		const of = (wrong: readonly Wrong[]): number => wrong.filter((one) => one.way === way).length;
		const certain = known.filter((result) => isCertain(result, way)).length;
		const share =
			known.length === 0 ? 'none' : `${certain} of ${known.length} (${((100 * certain) / known.length).toFixed(1)} %)`;
		lines.push(`| ${way} | ${of(passes)} | ${of(refusals)} | ${of(missed)} | ${share} |`);
	}
	console.log(`\n${lines.join('\n')}`);
	writePage(lines);
	for (const { result, way, problem } of [...passes, ...refusals, ...missed].slice(0, 20)) {
		console.log(`\n${result.case.name}, ${way}: ${problem}`);
		for (const [file, text] of Object.entries(result.case.files)) console.log(`--- ${file}\n${text}`);
	}
	if (process.env.SG_PREFLIGHT_SOUNDNESS_VERBOSE) {
		for (const result of known.filter((one) => !isCertain(one, 'with --source')).slice(0, 20)) {
			console.log(`\nnot certain: ${result.case.name} ${JSON.stringify(result.found['with --source'])}`);
			for (const [file, text] of Object.entries(result.case.files)) console.log(`--- ${file}\n${text}`);
		}
	}
	const certain = known.filter((result) => isCertain(result, 'with --source')).length;
	const isEnough = known.length === 0 || certain / known.length >= wanted;
	if (passes.length + refusals.length + missed.length > 0 || !isEnough) process.exitCode = 1;
}

/** Puts the results into the page that is named, between its two marks. */
function writePage(lines: readonly string[]): void {
	const page = process.env.SG_PREFLIGHT_SOUNDNESS_PAGE;
	if (page === undefined) return;
	const [start, end] = ['<!-- results -->', '<!-- end of results -->'];
	const text = fs.readFileSync(page, 'utf8');
	const [before = '', rest = ''] = text.split(start);
	fs.writeFileSync(page, `${before}${start}\n\n${lines.join('\n')}\n\n${end}${rest.split(end)[1]}`);
}
