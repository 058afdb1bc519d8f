import { bounded } from '../bounded.js';
import { bySeverity, explanationOf, groupName, omittedText, waiverText } from '../finding-text.js';
import type { Report, ReportedFinding } from '../report.js';
import { linkTarget, htmlText as safe } from '../safe-text.js';

/** One self-contained page that opens from disk without network: summary, picture, table with a filter. */
export const html = bounded({ findings: 5_000 }, (report) => {
	const { refused, undetermined, allowed, waived } = report.summary;
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>sg-preflight: ${report.verdict}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>sg-preflight: <span class="${report.verdict}">${report.verdict}</span></h1>
<p>${refused} refused, ${undetermined} undetermined, ${allowed} allowed, ${waived} waived. Exit status ${report.exitStatus}.</p>
<ul>${report.inputs.map(({ input, kind, error }) => `<li><code>${safe(input)}</code> ${error === null ? safe(kind ?? '') : `<strong class="refused">could not be read: ${safe(error)}</strong>`}</li>`).join('')}</ul>
${report.notices.map(({ message }) => `<p class="note">${safe(message)}</p>`).join('\n')}
${[omittedText(report.omitted)].map((left) => (left === null ? '' : `<p class="note">${safe(left)}</p>`)).join('')}
</header>
<main>
${report.findings.length === 0 ? '<p>Nothing to report.</p>' : picture(report) + table(report)}
</main>
<script>${script}</script>
</body>
</html>
`;
});

const style = `
:root{color-scheme:light dark;--line:#8884;--bad:#c4183c;--odd:#9a6700;--good:#1a7f37}
@media (prefers-color-scheme:dark){:root{--bad:#ff6b81;--odd:#e3b341;--good:#56d364}}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:1200px;padding:1rem}
h1{font-size:1.5rem;margin:.5rem 0}code,text{font-family:ui-monospace,monospace}
.refused{color:var(--bad)}.undetermined{color:var(--odd)}.allowed{color:var(--good)}.waived{color:#888}

.note{border-left:3px solid var(--odd);padding-left:.6rem}
svg{width:100%;height:auto;border:1px solid var(--line);border-radius:6px}
svg text{font-size:12px;fill:currentColor}svg path{fill:none;stroke:var(--odd);stroke-width:1.5}svg path.refused{stroke:var(--bad);stroke-width:2.5}svg path.waived{stroke:#888;stroke-dasharray:4 3}
form{display:flex;gap:1rem;flex-wrap:wrap;align-items:end;margin:1rem 0}
input,select{font:inherit;padding:.3rem .5rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
td{overflow-wrap:anywhere}tbody tr{content-visibility:auto;contain-intrinsic-size:auto 5rem}
tr:focus-visible,a:focus-visible,input:focus-visible,select:focus-visible{outline:2px solid currentColor;outline-offset:1px}`;

const script = `
const text=document.getElementById('text'),verdict=document.getElementById('verdict'),count=document.getElementById('count');
if(text){const rows=[...document.querySelectorAll('tbody tr')].map(row=>({row,text:row.textContent.toLowerCase(),verdict:row.dataset.verdict}));
const show=()=>{const words=text.value.toLowerCase().split(/\\s+/);let shown=0;
for(const item of rows){const match=(!verdict.value||item.verdict===verdict.value)&&words.every(word=>item.text.includes(word));item.row.hidden=!match;if(match)shown++}
count.textContent=shown+' of '+rows.length};
text.addEventListener('input',show);verdict.addEventListener('change',show);text.form.addEventListener('submit',event=>event.preventDefault());show()}`;

function link({ docs, rule }: ReportedFinding): string {
	const target = linkTarget(docs);
	return target === null ? rule : `<a href="${safe(target)}">${rule}</a>`;
}

function stateOf(finding: ReportedFinding): string {
	return finding.waiver ? 'waived' : finding.verdict;
}

function table({ findings }: Report): string {
	const rows = bySeverity(findings).map((finding) => {
		const { location, waiver } = finding;
		const place = location ? `<br>${safe(location.file)}:${location.line}` : '';
		const waived = waiver ? ` <em>${safe(waiverText(finding))}</em>` : '';
		return `<tr data-verdict="${stateOf(finding)}"><td class="${stateOf(finding)}">${stateOf(finding)}</td><td><code>${safe(finding.address ?? finding.input)}</code>${place}</td><td>${safe(finding.operation ?? finding.rule)}</td><td>${safe(groupName(finding))}</td><td>${explanationOf(finding).map(safe).join('<br>')}${waived} ${link(finding)}</td></tr>`;
	});
	return `<form role="search"><label>Filter <input id="text" type="search" autocomplete="off"></label>
<label>Verdict <select id="verdict"><option value="">all</option><option>refused</option><option>undetermined</option><option>waived</option></select></label>
<output id="count" aria-live="polite">${findings.length} of ${findings.length}</output></form>
<table><thead><tr><th scope="col">Verdict</th><th scope="col">Resource</th><th scope="col">Operation</th><th scope="col">Security group</th><th scope="col">Why and what to do</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>`;
}

/** Most nodes a column of the picture has; a person reads no more, and the table has the rest. */
const most = 40;
const step = 26;

/** Resources → operations → groups, the refused edges marked. */
function picture({ findings }: Report): string {
	const drawn = bySeverity(findings).filter(
		({ group, address, operation }) => group !== null && address !== null && operation !== null,
	);
	const columns: Map<string, number>[] = [new Map(), new Map(), new Map()];
	const edges = new Map<string, { from: [number, number]; to: [number, number]; state: string }>();
	let left = 0;
	for (const finding of drawn) {
		const names = [finding.address as string, finding.operation as string, groupName(finding)];
		if (names.some((name, column) => !columns[column]?.has(name) && (columns[column]?.size ?? 0) >= most)) {
			left++;
			continue;
		}
		const rows = names.map((name, column) => {
			const nodes = columns[column] as Map<string, number>;
			if (!nodes.has(name)) nodes.set(name, nodes.size);
			return nodes.get(name) as number;
		});
		for (const column of [0, 1]) {
			const key = `${column}:${rows[column]}:${rows[column + 1]}`;
			if (!edges.has(key))
				edges.set(key, {
					from: [column, rows[column] as number],
					to: [column + 1, rows[column + 1] as number],
					state: stateOf(finding),
				});
		}
	}
	if (edges.size === 0) return '';
	const heads = ['Resource', 'Operation', 'Security group'];
	const [starts, ends] = [
		[10, 520, 800],
		[470, 740, 1190],
	];
	const y = (row: number): number => 56 + row * step;
	const height = y(Math.max(...columns.map((nodes) => nodes.size))) - step / 2;
	const clipped = (name: string, column: number): string => {
		const room = Math.floor(((ends[column] as number) - (starts[column] as number)) / 7.4);
		return name.length > room ? `…${name.slice(name.length - room + 1)}` : name;
	};
	const paths = [...edges.values()].map(({ from, to, state }) => {
		const [x1, y1, x2, y2] = [ends[from[0]] as number, y(from[1]), (starts[to[0]] as number) - 6, y(to[1])];
		return `<path class="${state}" d="M${x1} ${y1}C${x1 + 25} ${y1} ${x2 - 25} ${y2} ${x2} ${y2}"/>`;
	});
	const labels = columns.flatMap((nodes, column) => [
		`<text x="${starts[column]}" y="24" font-weight="bold">${heads[column]}</text>`,
		...[...nodes].map(
			([name, row]) =>
				`<text x="${starts[column]}" y="${y(row) + 4}"><title>${safe(name)}</title>${safe(clipped(name, column))}</text>`,
		),
	]);
	const more = left > 0 ? `<p>The picture leaves out ${left} findings; the table has all.</p>` : '';
	return `<svg viewBox="0 0 1200 ${height}" role="img" aria-label="Resources, the operations called on them, and the security groups; refused edges are red">${paths.join('')}${labels.join('')}</svg>${more}\n`;
}
