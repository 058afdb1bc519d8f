import { linkTarget } from '../../terminal/safe-text.js';
import { fingerprint } from '../fingerprint.js';
import type { ReportedFinding } from '../report.js';
import { callOf, groupId, reasonOf, verdictText, waiverText } from '../text/finding-text.js';
import { codeOf, type Markup, markup, sentenceOf } from './markup.js';

/** The values of the verdict filter. */
export function stateOf({ waiver, verdict }: ReportedFinding): 'refused' | 'undetermined' | 'waived' {
	return waiver ? 'waived' : verdict;
}

/** Gives each finding an anchor that stays the same from run to run; equal findings of several plans differ by number. */
export class Anchors {
	readonly #seen = new Map<string, number>();

	next(finding: ReportedFinding): string {
		const name = `finding-${fingerprint(finding).slice(0, 12)}`;
		const count = (this.#seen.get(name) ?? 0) + 1;
		this.#seen.set(name, count);
		return count === 1 ? name : `${name}-${count}`;
	}
}

/** Returns the findings of one plan as cards, one for each resource. */
export function cardsOf(findings: readonly ReportedFinding[], anchors: Anchors): Markup {
	const resources = new Map<string, ReportedFinding[]>();
	for (const finding of findings) {
		const key = JSON.stringify([finding.address, finding.deposed]);
		const known = resources.get(key);
		if (known) known.push(finding);
		else resources.set(key, [finding]);
	}
	return markup`${[...resources.values()].map((all) => cardOf(all, anchors))}`;
}

function cardOf(findings: readonly ReportedFinding[], anchors: Anchors): Markup {
	const [{ address, deposed, location, input }] = findings as [ReportedFinding];
	return markup`<article class="card" data-address="${address ?? input}"><header><h3>${codeOf(address ?? input)}${deposed && markup` (deposed object ${codeOf(deposed)})`}</h3>${
		location && markup`<span class="place">${codeOf(`${location.file}:${location.line}`)}</span>`
	}</header>${findings.map((finding) => findingOf(finding, anchors.next(finding)))}</article>
`;
}

function findingOf(finding: ReportedFinding, anchor: string): Markup {
	const { action, group, rule, effect, remedy, docs, errorCode, input } = finding;
	const state = stateOf(finding);
	const call = callOf(finding);
	const link = linkTarget(docs);
	const rows: [string, Markup | null | false | '' | string][] = [
		['Reason', sentenceOf(reasonOf(finding))],
		['At apply', effect && sentenceOf(effect)],
		['Fix', sentenceOf(remedy)],
		['Error', errorCode && !finding.message.includes(errorCode) && codeOf(errorCode)],
		['Waived', finding.waiver && sentenceOf(waiverText(finding))],
		['More', link ? markup`<a href="${link}">${rule}</a>` : rule],
	];
	return markup`<div class="finding" id="${anchor}" data-verdict="${state}" data-operation="${call ?? ''}" data-group="${group?.id ?? ''}" data-plan="${input}">
<h4><span class="badge ${state}">${state === 'undetermined' ? 'could not tell' : state}</span> ${action && markup`${action}: `}${call && codeOf(call)}${
		group && markup` → ${codeOf(groupId(group))}${group.name && ` “${group.name}”`}`
	} ${state === 'undetermined' && markup`<span class="why">${verdictText(finding).replace('could not tell: ', '')}</span>`} <a class="self" href='#${anchor}' aria-label="Link to this finding">#</a></h4>
<dl>${rows.map(([label, value]) => value && markup`<dt>${label}</dt><dd>${value}</dd>`)}</dl></div>`;
}
