/** The page's style. It has no names of the report, so that its hash is the same for all. */
export const style = `
:root{color-scheme:light dark;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--panel:#f6f8fa;--bad:#b3122f;--bad-soft:#fdecef;--odd:#805500;--odd-soft:#fff6dd;--good:#1a7f37;--good-soft:#e9f8ee;--link:#0550ae}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9aa6b2;--line:#3d444d;--panel:#161b22;--bad:#ff8095;--bad-soft:#3a1720;--odd:#e3b341;--odd-soft:#33290f;--good:#56d364;--good-soft:#12301b;--link:#79b8ff}body{background:#0d1117}}
*{box-sizing:border-box}
body{font:15px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif;color:var(--ink);margin:0 auto;max-width:1120px;padding:1.5rem 1.25rem 4rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}h2{font-size:1.15rem;margin:0}h3{font-size:1rem;margin:0;font-weight:600}p{margin:.4rem 0}
a{color:var(--link)}code{font:.92em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--panel);border-radius:4px;padding:.08em .25em;overflow-wrap:normal;word-break:keep-all;hyphens:none}
h1 code,h2 code,h3 code{background:none;padding:0}h2 code{font-weight:700}time,.act{white-space:nowrap}p.act{white-space:normal;color:var(--soft);margin:.2rem 0 0}
.verdict{border-left:6px solid var(--soft);padding:.25rem 0 .25rem 1rem;margin-bottom:1rem}
.verdict.refused,.verdict.broken{border-color:var(--bad)}.verdict.undetermined{border-color:var(--odd)}.verdict.allowed{border-color:var(--good)}
.counts{display:flex;flex-wrap:wrap;gap:.5rem;padding:0;margin:.75rem 0;list-style:none}
.counts li{border:1px solid var(--line);border-radius:999px;padding:.1rem .7rem}
.counts b{font-variant-numeric:tabular-nums}
dl.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.15rem .9rem;margin:.5rem 0;color:var(--soft);font-size:.92em}
dl.facts dt{font-weight:600}dl.facts dd{margin:0;color:var(--ink)}
.note{border-left:3px solid var(--line);padding:.1rem .75rem;margin:.5rem 0}.note.error{border-color:var(--bad)}.note.warning{border-color:var(--odd)}
form{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:.6rem;align-items:end;margin:1.25rem 0;padding:.9rem;background:var(--panel);border:1px solid var(--line);border-radius:8px}
label{display:block;font-size:.85em;color:var(--soft)}input,select{display:block;width:100%;font:inherit;color:inherit;background:Canvas;border:1px solid var(--line);border-radius:6px;padding:.35rem .5rem}
output{font-size:.9em;color:var(--soft);padding:.4rem 0}
section.plan{margin:1.75rem 0}section.plan>header{border-bottom:2px solid var(--line);padding-bottom:.4rem;margin-bottom:.9rem}
.timeline{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:.6rem 1.5rem;margin:.9rem 0 1.2rem;padding:0;list-style:none}
.timeline .stage{border:1px solid var(--line);border-top:4px solid var(--soft);border-radius:6px;padding:.5rem .75rem;position:relative;min-width:0}
.timeline .done{border-top-color:var(--good)}.timeline .refused{border-top-color:var(--bad);background:var(--bad-soft)}.timeline .reach{border-top-color:var(--soft);border-style:dashed;border-top-style:solid}
.timeline .beside{grid-column:1/-1;border-style:dotted;border-top:4px double var(--odd)}.timeline .quiet{grid-column:1/-1;border-top-color:var(--odd);background:var(--odd-soft)}
.timeline h3 .number{float:right;font-variant-numeric:tabular-nums}
.timeline ul{margin:.35rem 0 0;padding:0;list-style:none;font-size:.9em}.timeline ul li{padding:.05rem 0}.timeline .act{color:var(--soft)}
.arrow{position:absolute;right:-1.2rem;top:50%;color:var(--soft)}
.card{border:1px solid var(--line);border-radius:8px;margin:.8rem 0;overflow:hidden;content-visibility:auto;contain-intrinsic-size:auto 14rem}
.card>header{display:flex;flex-wrap:wrap;gap:.3rem .75rem;align-items:baseline;padding:.55rem .9rem;background:var(--panel);border-bottom:1px solid var(--line)}
.card>header .place{color:var(--soft);font-size:.88em;margin-left:auto}
.finding{padding:.7rem .9rem;overflow-x:auto}.finding+.finding{border-top:1px solid var(--line)}
.finding:target{outline:3px solid var(--link);outline-offset:-3px}
.finding h4{font-size:1rem;font-weight:500;margin:0 0 .35rem;display:flex;flex-wrap:wrap;gap:.2rem .5rem;align-items:baseline}
.badge{font-size:.78em;font-weight:700;letter-spacing:.02em;border-radius:4px;padding:.1rem .45rem;text-transform:uppercase}
.badge.refused{color:var(--bad);background:var(--bad-soft)}.badge.undetermined{color:var(--odd);background:var(--odd-soft)}.badge.waived{color:var(--soft);background:var(--panel);border:1px solid var(--line)}
.finding dl{display:grid;grid-template-columns:5.5rem minmax(0,1fr);gap:.2rem .8rem;margin:0}.finding dt{color:var(--soft);font-weight:600}.finding dd{margin:0}
.self{color:var(--soft);text-decoration:none}.self:hover,.self:focus{color:var(--link)}
.plans{columns:2 18rem;padding-left:1.2rem;margin:.5rem 0 1rem;font-size:.94em}.plans li{break-inside:avoid}
.unread{border:1px solid var(--bad);border-radius:8px;background:var(--bad-soft);padding:.6rem .9rem;margin:.8rem 0}
.why{color:var(--odd)}
footer{margin-top:2.5rem;border-top:1px solid var(--line);padding-top:.75rem;color:var(--soft);font-size:.9em}
[hidden]{display:none!important}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
@media (max-width:900px){.timeline{grid-template-columns:minmax(0,1fr)}.arrow{right:auto;left:1rem;top:auto;bottom:-1.05rem;transform:rotate(90deg)}}
@media (max-width:640px){body{padding:1rem .75rem 3rem}h1{font-size:1.3rem}.card>header .place{margin-left:0}.finding dl{grid-template-columns:minmax(0,1fr)}.finding dt{margin-top:.35rem}dl.facts{grid-template-columns:minmax(0,1fr)}dl.facts dt{margin-top:.25rem}form{grid-template-columns:1fr 1fr}form label:first-child,output{grid-column:1/-1}}
@media print{body{max-width:none;padding:0;font-size:11px}form,.self{display:none}.card,.timeline .stage{break-inside:avoid;content-visibility:visible}a{color:inherit}a[href^="https:"]::after{content:" (" attr(href) ")";font-size:.85em}}
`;
