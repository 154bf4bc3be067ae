import { createHash } from 'node:crypto';
import { raw } from 'hono/html';
import type { GoneFinding } from '../result/baseline.ts';
import type { CheckFacts } from '../result/check-facts.ts';
import type { Finding } from '../result/finding.ts';
import { foldFindings } from '../result/fold-findings.ts';
import type { Result, SpecResult } from '../result/result.ts';
import { groupsOf, type SpecSummary, type Summary, summary } from '../result/summary.ts';
import { coverageSentence, type Verdict } from '../result/verdict.ts';
import type { Waived } from '../result/waivers.ts';
import { capital } from '../text/capital.ts';
import { type Html, html } from '../text/html-template.ts';
import { plural, withCommas } from '../text/plural.ts';
import { knownLine } from './finding-text.ts';
import { htmlComparison } from './html-comparison.ts';
import { htmlBar, htmlCoverage, htmlLegend } from './html-coverage.ts';
import { htmlFinding, LEVEL_WORDS } from './html-finding.ts';
import { SCRIPT } from './html-script.ts';
import { STYLE } from './html-style.ts';
import type { ReportOptions } from './report-options.ts';
import { waiverNotes } from './waiver-notes.ts';
import { byLevel, duration, requestWords } from './words.ts';

const MOST_FINDINGS = 500;
/** Up to this number of errors, they are open from the start. */
const FEW = 3;

const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = {
  holds: '✓',
  broken: '✗',
  inconclusive: '?',
  unchecked: '!',
};

/** For people with a browser: one page that needs nothing else, and works without its script. */
export function toHtml(result: Result, { version, comparison, requireCoverage }: ReportOptions = {}): string {
  const all = summary(result);
  const few = all.counts.levels.error <= FEW;
  const coverage = coverageSentence(result, { requireCoverage });
  const time = new Date(result.at).toISOString();
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${sha256(SCRIPT)}'; base-uri 'none'; form-action 'none'">
<title>${`${capital(all.verdict)}: confab, ${time.slice(0, 10)}`}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header class="top ${all.verdict}">
<p class="name">confab</p>
<h1><span class="sign" aria-hidden="true">${VERDICT_SIGNS[all.verdict]}</span> <span>${headlines(result, all)}</span></h1>
<p class="quiet">${plural(all.counts.requests, 'request')}, ${plural(all.counts.checks, 'check')} in ${duration(result.milliseconds)}; statements down to “${result.grade}” fail; <time datetime="${time}">${time.slice(0, 16).replace('T', ' ')} UTC</time></p>
${coverage !== undefined && html`<p class="broken"><span class="sign">${coverage}</span></p>`}
</header>
${waiverNotes(result).map(({ text }) => html`<p class="note">${text}</p>`)}
<nav aria-label="Vendors"><ul class="cards">${result.specs.map((spec, index) => htmlCard(spec, all.specs[index] as SpecSummary))}</ul>
${htmlLegend(result.specs)}</nav>
${all.counts.levels.error + all.counts.levels.warning + all.counts.levels.info > 0 && htmlFilter(result, all)}
<main>
${comparison && htmlComparison(comparison)}
${result.specs.map((spec, index) => htmlVendor(spec, all.specs[index] as SpecSummary, result.catalogue, few))}
</main>
<footer class="quiet">confabulate${version !== undefined && ` ${version}`}, report format ${result.format}</footer>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`.toString();
}

/** A short headline; the details are with each vendor below. */
function headlines({ specs }: Result, all: Summary): Html {
  const groups = groupsOf(specs, all.specs);
  if (specs.length < 2) return html`${all.sentence}`;
  return html`${groups.map(
    ({ target, specs: own }, index) =>
      html`${index > 0 && html`<br>`}${target !== undefined && `${target}: `}${headline(own)}`,
  )}`;
}

function headline(specs: readonly SpecSummary[]): string {
  const [only] = specs;
  if (only && specs.length === 1) return `${only.vendor} ${only.sentence}.`;
  const of = (verdict: Verdict) => specs.filter((one) => one.verdict === verdict).map(({ vendor }) => vendor);
  const kept = of('holds').length;
  const rest = [
    ...of('broken').map((name) => `${name} is broken`),
    ...of('unchecked').map((name) => `${name} could not be checked`),
    ...of('inconclusive').map((name) => `${name} is inconclusive`),
  ];
  if (rest.length === 0) return `All ${specs.length} vendors keep their contract.`;
  const first = `${kept} of ${specs.length} vendors ${kept === 1 ? 'keeps its' : 'keep their'} contract`;
  return `${[first, ...rest].join('; ')}.`;
}

function htmlCard(spec: SpecResult, { name, verdict, counts }: SpecSummary): Html {
  const { error, warning } = counts.levels;
  const found = [error > 0 && plural(error, 'error'), warning > 0 && plural(warning, 'warning')].filter(
    (text) => text !== false,
  );
  return html`<li class="${verdict}"><a href="#${idOf(name)}"><b>${name}</b>
<span class="badge">${VERDICT_SIGNS[verdict]} ${verdict}</span>
${htmlBar(spec)}
<span class="quiet">${found.length > 0 ? found.join(', ') : `${withCommas(counts.states.checked)} of ${plural(spec.ledger.length, 'entry', 'entries')} checked`}</span></a></li>`;
}

/** Hidden until the script shows it, as it does nothing without the script. */
function htmlFilter({ specs }: Result, all: Summary): Html {
  const levels = (['error', 'warning', 'info'] as const).filter((level) =>
    specs.some(({ findings }) => findings.some((finding) => finding.level === level)),
  );
  return html`<form id="filter" hidden>
<label>Findings <select name="level"><option value="">of every level</option>${levels.map((level) => html`<option value="${level}">${`${LEVEL_WORDS[level]}s`}</option>`)}</select></label>
<label>of <select name="vendor"><option value="">every vendor</option>${all.specs.map(({ name }) => html`<option>${name}</option>`)}</select></label>
<output></output>
</form>`;
}

function htmlVendor(
  spec: SpecResult,
  { name, verdict, sentence, counts }: SpecSummary,
  catalogue: readonly CheckFacts[],
  few: boolean,
): Html {
  const findings = foldFindings(byLevel(spec.findings));
  const more = findings.length - MOST_FINDINGS;
  return html`<section class="vendor ${verdict}" id="${idOf(name)}" data-vendor="${name}">
<h2>${name} <span class="badge">${VERDICT_SIGNS[verdict]} ${verdict}</span></h2>
<p>${capital(sentence)}.</p>
<dl class="facts">
<div><dt>Spec</dt><dd>${spec.title}<br><code>${spec.file}</code></dd></div>
<div><dt>Target</dt><dd>${spec.target}</dd></div>
<div><dt>Operations</dt><dd>${spec.operations.join(', ')}</dd></div>
<div><dt>Work</dt><dd>${requestWords(counts)}, ${plural(counts.checks, 'check')}, ${duration(spec.milliseconds)}</dd></div>
</dl>
${spec.notes?.map((note) => html`<p class="note">${note}</p>`)}
${findings.length > 0 && html`<h3>Findings</h3>`}
${findings.slice(0, MOST_FINDINGS).map((fold) => htmlFinding(fold, { vendor: name, catalogue, open: few && fold.root.level === 'error' }))}
${more > 0 && html`<p class="quiet">And ${withCommas(more)} more (see --report json).</p>`}
${spec.known && spec.known.length > 0 && htmlKnown(spec.known, name, catalogue)}
${spec.gone && htmlGone(spec.gone)}
${spec.waived && htmlWaived(spec.waived, name, catalogue)}
${htmlCoverage(spec, catalogue)}
</section>
`;
}

function htmlKnown(known: readonly Finding[], name: string, catalogue: readonly CheckFacts[]): Html {
  return html`<details class="entries"><summary>${plural(known.length, 'known finding')}</summary>
${known.slice(0, MOST_FINDINGS).map((finding) => htmlFinding({ root: finding, followers: [] }, { vendor: name, catalogue, open: false }))}</details>`;
}

function htmlGone(gone: readonly GoneFinding[]): Html {
  return html`<details class="entries"><summary>${plural(gone.length, 'finding')} of the baseline gone</summary>
<ul>${gone.slice(0, MOST_FINDINGS).map((one) => html`<li>${knownLine(one)}</li>`)}</ul></details>`;
}

function htmlWaived(waived: readonly Waived[], name: string, catalogue: readonly CheckFacts[]): Html {
  return html`<details class="entries"><summary>${plural(waived.length, 'finding')} waived</summary>
${waived.slice(0, MOST_FINDINGS).map(
  ({
    finding,
    reason,
    expires,
  }) => html`<p class="why">${reason} <span class="quiet">(until ${expires})</span></p>
${htmlFinding({ root: finding, followers: [] }, { vendor: name, catalogue, open: false })}`,
)}</details>`;
}

function idOf(name: string): string {
  return `vendor-${encodeURIComponent(name)}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
