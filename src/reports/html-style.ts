/** The style sheet of the HTML report: light and dark, and a version for paper. No fonts, no images, nothing from elsewhere. */
export const style = `
:root {
  color-scheme: light dark;
  --ink: #1c2024; --soft: #5b6470; --line: #d9dde2; --page: #ffffff; --card: #f6f7f9;
  --critical: #b3141d; --high: #9a5200; --medium: #1f5f8f; --low: #4b5563; --info: #6b7280; --relief: #1c6b3a; --bar: #56789a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e8eb; --soft: #9aa3ad; --line: #343a42; --page: #14171a; --card: #1c2024;
    --critical: #ff7b80; --high: #f2b04c; --medium: #7db8e8; --low: #b6bec8; --info: #98a1ab; --relief: #74c795; --bar: #7f9dbb;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 68rem; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif;
}
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 0; }
bdi, code, .facts, .problems { overflow-wrap: anywhere; }
h3 { font-size: .8rem; margin: 1.2rem 0 .3rem; color: var(--soft); text-transform: uppercase; letter-spacing: .05em; }
p { margin: .4rem 0; }
a { color: inherit; }
.facts { list-style: none; margin: .2rem 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1.2rem; }
.facts.soft, .soft { color: var(--soft); }
.problems { border: 1px solid var(--critical); border-left-width: 6px; border-radius: 4px; padding: .6rem 1rem; margin: 1.2rem 0; }
.problems ul { margin: .2rem 0 0; padding-left: 1.2rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .9rem .35rem 0; border-bottom: 1px solid var(--line); }
th { font-size: .8rem; font-weight: 600; color: var(--soft); white-space: nowrap; }
tr > :last-child { padding-right: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.name, code { font: .88em/1.5 ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.badge { font-size: .75rem; font-weight: 700; letter-spacing: .04em; border: 1.5px solid; border-radius: 3px; padding: .05rem .4rem; white-space: nowrap; }
.critical { color: var(--critical); } .high { color: var(--high); } .medium { color: var(--medium); }
.low { color: var(--low); } .info { color: var(--info); } .relief { color: var(--relief); }
.critical.badge { color: var(--page); background: var(--critical); border-color: var(--critical); }
article { margin-top: 2.5rem; border-top: 3px solid var(--ink); padding-top: .9rem; }
article > header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .3rem 1.5rem; }
.weight { white-space: nowrap; }
.summary { font-size: 1.05rem; max-width: 50rem; }
figure { margin: .8rem 0 .4rem; }
figure svg { display: block; width: 100%; max-width: 36rem; height: 3.2rem; }
figure rect { fill: var(--bar); }
figcaption { font-size: .85rem; color: var(--soft); }
.keep { white-space: nowrap; }
.reading td:first-child { min-width: 10rem; }
.ledger td:nth-child(4) { width: 45%; }
.ledger tfoot td { border-bottom: 0; font-weight: 700; }
dl { display: grid; grid-template-columns: 8rem 1fr; gap: .25rem 1rem; margin: 1rem 0; }
dt { color: var(--soft); } dd { margin: 0; min-width: 0; }
dd ul { margin: 0; padding: 0; list-style: none; }
details { margin: .5rem 0; } summary { cursor: pointer; color: var(--soft); }
.reading { margin-top: 3rem; border-top: 3px solid var(--line); padding-top: .5rem; }
.outcome { margin-top: 2rem; padding: .7rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 4px; font-weight: 600; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
@media print {
  body { padding: 0; max-width: none; font-size: 10pt; }
  article { break-before: auto; } tr, figure, dl, .outcome { break-inside: avoid; } h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; } details::details-content { content-visibility: visible; height: auto; }
}
`;
