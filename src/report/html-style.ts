/** How the page looks: in light and dark, on a phone and on paper. */
export const STYLE = `
:root {
  --ground: #f7f7f5; --surface: #fff; --sunken: #f4f4f1; --ink: #1e2024; --quiet: #62666e; --line: #e4e4df;
  --good: #2c7a54; --good-soft: #8fc7a9; --bad: #b3261e; --bad-soft: #fbeceb; --warn: #8a5a00; --warn-fill: #e3a008;
  --doubt: #6d4fb0; --note: #2f62a8; --skip: #d3d4d0; --mark: #ffe9a8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #131416; --surface: #1b1d20; --sunken: #151719; --ink: #e6e6e3; --quiet: #9a9fa8; --line: #2d3035;
    --good: #6cc79a; --good-soft: #3c7d5d; --bad: #ff8a80; --bad-soft: #33201f; --warn: #e5b454; --warn-fill: #c58a12;
    --doubt: #b39ddb; --note: #82b1ff; --skip: #42464c; --mark: #5a4708;
  }
}
* { box-sizing: border-box; }
html { color-scheme: light dark; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 62rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", sans-serif;
  overflow-wrap: anywhere;
}
code, pre { font: .8125rem/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
pre { margin: 0; white-space: pre-wrap; }
ul { list-style: none; margin: 0; padding: 0; }
a { color: inherit; }
h1, h2, h3, h4, h5, p, dl, dd { margin: 0; }
[hidden] { display: none !important; }
.quiet { color: var(--quiet); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 2px solid var(--note); outline-offset: 2px; border-radius: 4px; }

.top .name { color: var(--quiet); font-size: .875rem; letter-spacing: .02em; }
h1 { display: flex; gap: .75rem; align-items: baseline; margin: .25rem 0 .5rem; font-size: clamp(1.35rem, 4vw, 1.9rem); line-height: 1.25; font-weight: 650; letter-spacing: -.012em; text-wrap: balance; }
.holds { --tone: var(--good); } .broken { --tone: var(--bad); }
.inconclusive { --tone: var(--doubt); } .unchecked { --tone: var(--warn); }
.sign, .badge { color: var(--tone); }
.badge { font-size: .8125rem; font-weight: 600; white-space: nowrap; }

nav { margin: 2rem 0 1.5rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(11rem, 100%), 1fr)); gap: .75rem; }
.cards a {
  display: grid; gap: .15rem; align-content: start; height: 100%; padding: .8rem .9rem;
  background: var(--surface); border: 1px solid var(--line); border-radius: 10px; text-decoration: none;
}
.cards a:hover { border-color: var(--tone); }
.cards .bar { margin: .5rem 0 .35rem; }
.cards .quiet { font-size: .8125rem; }
.bar { display: flex; gap: 1px; height: 6px; border-radius: 3px; overflow: hidden; }
.bar i { min-width: 2px; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; margin-top: 1rem; color: var(--quiet); font-size: .8125rem; }
.cell { display: inline-block; width: 11px; height: 11px; border-radius: 2.5px; vertical-align: -1px; }
.cell.checked, .bar .checked { background: var(--good-soft); }
.cell.failed, .bar .failed { background: var(--bad); }
.cell.failed { background: radial-gradient(circle, var(--surface) 0 1.8px, var(--bad) 2.2px); }
.cell.warned, .bar .warned { background: var(--warn-fill); }
.cell.warned { background: linear-gradient(135deg, var(--warn-fill) 50%, color-mix(in srgb, var(--warn-fill) 35%, transparent) 50%); }
.cell.inconclusive, .bar .inconclusive { background: repeating-linear-gradient(45deg, var(--doubt) 0 2px, transparent 2px 4px); }
.cell.waived, .bar .waived, .cell.known, .bar .known { background: linear-gradient(to top, var(--note) 50%, transparent 50%); }
.cell.waived, .cell.known { box-shadow: inset 0 0 0 1px var(--note); }
.cell.skipped, .bar .skipped { background: var(--skip); }
.cell.not-asserted, .bar .not-asserted { background: linear-gradient(135deg, var(--skip) 50%, transparent 50%); box-shadow: inset 0 0 0 1px var(--skip); }
.cell.silent { box-shadow: inset 0 0 0 1.5px var(--quiet); }
.bar .silent { background: repeating-linear-gradient(90deg, var(--quiet) 0 1px, transparent 1px 4px); }

#filter {
  position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem; align-items: center;
  margin: 0 -.5rem; padding: .6rem .5rem; background: var(--ground); font-size: .875rem; color: var(--quiet);
}
select, button { font: inherit; color: var(--ink); background: var(--surface); border: 1px solid var(--line); border-radius: 7px; padding: .25rem .5rem; }
button { cursor: pointer; font-size: .8125rem; }
button:hover, select:hover { border-color: var(--quiet); }
output { margin-left: auto; }

.vendor, .compared { margin: 1rem 0 2rem; padding: 1.5rem clamp(1rem, 3vw, 1.75rem) 1.75rem; background: var(--surface); border: 1px solid var(--line); border-radius: 14px; scroll-margin-top: 3.5rem; }
h2 { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; font-size: 1.3rem; letter-spacing: -.01em; }
.vendor > p, .compared > p { max-width: 46rem; }
h3 { margin: 1.75rem 0 .6rem; font-size: 1rem; }
h3 .quiet { font-weight: 400; }
h4 { margin: .75rem 0 .35rem; font-size: .875rem; font-weight: 500; color: var(--quiet); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(10.5rem, 100%), 1fr)); gap: .75rem 1.5rem; margin-top: 1rem; font-size: .875rem; }
dt { color: var(--quiet); font-size: .8125rem; }

.finding { border: 1px solid var(--line); border-radius: 10px; margin-bottom: .5rem; }
.error { --tone: var(--bad); } .warning { --tone: var(--warn); } .info { --tone: var(--note); }
.finding > summary { display: flex; gap: .75rem; padding: .7rem .9rem; cursor: pointer; list-style: none; align-items: baseline; }
.finding > summary::-webkit-details-marker { display: none; }
.finding > summary::after { content: "+"; margin-left: auto; color: var(--quiet); }
.finding[open] > summary::after { content: "–"; }
.finding > summary:hover .title { text-decoration: underline; text-underline-offset: 3px; text-decoration-thickness: 1px; }
.level { flex: none; width: 4.4rem; color: var(--tone); font-size: .8125rem; font-weight: 650; }
.title { font-weight: 550; }
.times { color: var(--quiet); white-space: nowrap; }
.of { display: block; color: var(--quiet); font-size: .8125rem; }
.inside { padding: .25rem .9rem 1rem; border-top: 1px solid var(--line); }
.inside > p { margin: .6rem 0; font-size: .875rem; }
.inside pre { padding: .6rem .75rem; background: var(--sunken); border-radius: 7px; max-height: 28rem; overflow: auto; }
h5 { margin: 1rem 0 .35rem; font-size: .8125rem; font-weight: 600; color: var(--quiet); }
h5 .quiet { font-weight: 400; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: 0 1rem; }
.pair h5 { margin-top: .4rem; }
.came pre { background: color-mix(in srgb, var(--tone) 9%, var(--surface)); }
.inside dl { display: grid; grid-template-columns: 5rem 1fr; gap: .3rem .75rem; margin-top: 1rem; font-size: .875rem; }
.exchange pre + pre { margin-top: 3px; }
.exchange .line { font-weight: 600; }
.headers { color: var(--quiet); }
.curl { position: relative; }
.curl .copy { position: absolute; right: 0; top: -.35rem; }
.j-key { color: var(--note); } .j-string { color: var(--good); } .j-literal { color: var(--doubt); }
.j-left-out { color: var(--quiet); font-style: italic; }
mark { color: inherit; background: var(--mark); border-radius: 3px; padding: .1em .2em; margin: 0 -.2em; }

.checks { display: flex; flex-wrap: wrap; gap: .35rem; font-size: .8125rem; }
.checks li { position: relative; padding: .1rem .55rem .1rem .4rem; border: 1px solid var(--line); border-radius: 99px; color: var(--quiet); }
.checks b { display: inline-block; width: 1.05em; margin-right: .2em; text-align: center; }
.checks .checked { color: var(--ink); } .checks .checked b { color: var(--good); }
.checks .failed { color: var(--bad); background: var(--bad-soft); border-color: currentColor; font-weight: 600; }
.checks .warned { color: var(--warn); border-color: currentColor; font-weight: 600; }
.checks .inconclusive { color: var(--doubt); border-color: currentColor; }
.checks .silent { border-style: dashed; }

.coverage li { display: grid; grid-template-columns: 11rem 5rem 1fr; gap: .25rem .75rem; align-items: baseline; padding: .3rem 0; font-size: .875rem; }
.count { text-align: right; font-variant-numeric: tabular-nums; }
.count small { color: var(--quiet); font-size: inherit; }
.cells { display: flex; flex-wrap: wrap; gap: 3px; align-self: center; }
.cells .cell { vertical-align: top; }
.coverage .bar { height: 11px; align-self: center; }
.reasons { margin-top: .75rem; font-size: .875rem; color: var(--quiet); }
.reasons b { color: var(--ink); font-weight: 600; }
.entries { margin-top: .6rem; font-size: .875rem; }
.entries .why { margin: .6rem 0 .3rem; }
.note { margin-top: 1rem; padding-left: .75rem; border-left: 3px solid var(--warn-fill); font-size: .875rem; }
.entries > summary { cursor: pointer; color: var(--quiet); }
.entries > summary:hover { color: var(--ink); }
.entries ul { padding: .4rem 0 .2rem 1.1rem; }
.wide { overflow-x: auto; margin-top: .5rem; }
table { border-collapse: collapse; width: 100%; font-size: .8125rem; }
th, td { text-align: left; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: normal; }
th { color: var(--quiet); font-weight: 500; }
/* A header without spaces must not squeeze the columns beside it. */
.compared th, .compared td { min-width: 5.5rem; }
footer { text-align: center; font-size: .8125rem; }

@media (max-width: 40rem) {
  body { padding: 1.5rem .75rem 3rem; }
  .coverage li { grid-template-columns: 1fr auto; padding: .5rem 0; }
  .coverage .cells, .coverage .bar { grid-column: 1 / -1; }
  .finding > summary { flex-wrap: wrap; gap: 0 .75rem; position: relative; padding-right: 2rem; }
  .finding > summary::after { position: absolute; right: .9rem; }
  .level { width: auto; flex-basis: 100%; }
  .inside dl { grid-template-columns: 1fr; gap: 0; }
  .inside dd { margin-bottom: .4rem; }
}
@media print {
  body { max-width: none; padding: 0; }
  #filter, .copy { display: none; }
  .vendor, .finding { break-inside: avoid-page; }
}
`;
