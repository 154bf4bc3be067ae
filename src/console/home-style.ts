/** How the page looks: in light and dark, on a phone and on paper. */
export const HOME_STYLE = `
:root {
  --ground: #f7f7f5; --surface: #fff; --sunken: #f4f4f1; --ink: #1e2024; --quiet: #62666e; --line: #e4e4df;
  --good: #2c7a54; --bad: #b3261e; --warn: #8a5a00; --note: #2f62a8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #131416; --surface: #1b1d20; --sunken: #151719; --ink: #e6e6e3; --quiet: #9a9fa8; --line: #2d3035;
    --good: #6cc79a; --bad: #ff8a80; --warn: #e5b454; --note: #82b1ff;
  }
}
* { box-sizing: border-box; }
html { color-scheme: light dark; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 62rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", sans-serif;
  overflow-wrap: anywhere;
}
code, pre { font: .8125rem/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
h1, h2, p, dl, dd, pre { margin: 0; }
h1 { margin: .25rem 0 .5rem; font-size: clamp(1.35rem, 4vw, 1.9rem); line-height: 1.25; letter-spacing: -.012em; }
h1 code { font-size: .8em; }
h2 { font-size: 1.125rem; }
h2 .quiet { font-weight: 400; font-size: .9375rem; }
.quiet { color: var(--quiet); }
a { color: inherit; }
:focus-visible { outline: 2px solid var(--note); outline-offset: 2px; border-radius: 4px; }
section { margin-top: 1rem; padding: 1rem 1.1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
dl { display: grid; gap: .15rem; margin: .5rem 0; }
dl div { display: flex; flex-wrap: wrap; gap: 0 .75rem; }
dt { min-width: 8rem; color: var(--quiet); }
details { border-top: 1px solid var(--line); padding: .45rem 0; }
summary { cursor: pointer; }
summary .quiet { font-size: .875rem; }
details[open] summary { margin-bottom: .5rem; }
pre { padding: .7rem .8rem; background: var(--sunken); border-radius: 8px; white-space: pre-wrap; }
button { float: right; margin: .4rem; font: inherit; font-size: .8125rem; color: var(--ink); background: var(--surface); border: 1px solid var(--line); border-radius: 6px; cursor: pointer; }
#requests ol { list-style: none; margin: .5rem 0 0; padding: 0; }
#requests time { color: var(--quiet); font-variant-numeric: tabular-nums; }
#requests .hint, #requests .finding { margin: 0 0 .45rem 1.2rem; font-size: .875rem; }
.good { color: var(--good); } .warn, .hint, .warning { color: var(--warn); } .bad, .error { color: var(--bad); } .info { color: var(--note); }
footer { margin-top: 1.5rem; font-size: .875rem; }
@media print { details:not([open]) > pre { display: block; } button { display: none; } }
`;
