import { type CheckFacts, titleOf } from '../result/check-facts.ts';
import { ENTRY_KINDS, type EntryKind, type LedgerEntry, REASONS, type Reason } from '../result/ledger.ts';
import type { SpecResult } from '../result/result.ts';
import { isUnexplained } from '../result/verdict.ts';
import { capital } from '../text/capital.ts';
import { type Html, html } from '../text/html-template.ts';
import { plural, withCommas } from '../text/plural.ts';
import { countLooks, describeLooks, LOOKS, type Look, SIGNS, toLooks, whyOf } from './entry-looks.ts';
import { KIND_WORDS } from './words.ts';

/** Above this number of entries a kind is shown as a bar. */
const MOST_CELLS = 600;

/** What the ledger of a vendor holds: a picture by kind, the checks by name, and all of it as a table. */
export function htmlCoverage(spec: SpecResult, catalogue: readonly CheckFacts[]): Html {
  const lookOf = toLooks(spec);
  const kinds = ENTRY_KINDS.filter(
    (kind) => kind !== 'check' && spec.ledger.some((entry) => entry.kind === kind),
  );
  const checks = spec.ledger.filter(({ kind }) => kind === 'check');
  if (spec.ledger.length === 0) return html``;
  return html`<h3>Checks <span class="quiet">${reached(checks)} of ${checks.length}</span></h3>
${spec.operations.map((operation) => {
  const own = checks.filter((entry) => entry.operation === operation);
  return html`${spec.operations.length > 1 && html`<h4>${operation}</h4>`}
${htmlChecks(own, lookOf, catalogue)}`;
})}
<h3>Coverage</h3>
<ul class="coverage">${kinds.map((kind) => htmlKind(kind, spec.ledger, lookOf))}</ul>
${htmlReasons(spec.ledger)}
${htmlLedger(spec, lookOf)}`;
}

/** What each look means, of those that are on the page. */
export function htmlLegend(specs: readonly SpecResult[]): Html {
  const present = new Set(specs.flatMap((spec) => spec.ledger.map(toLooks(spec))));
  const looks = (Object.keys(LOOKS) as Look[]).filter((look) => present.has(look));
  return html`<ul class="legend">${looks.map((look) => html`<li><i class="cell ${look}"></i> ${LOOKS[look]}</li>`)}</ul>`;
}

/** A bar of the whole ledger, in the order of the looks. */
export function htmlBar(spec: SpecResult): Html {
  return toBar(spec.ledger.map(toLooks(spec)));
}

function toBar(looks: readonly Look[]): Html {
  return html`<span class="bar" role="img" aria-label="${describeLooks(looks)}">${countLooks(looks).map(
    ({ look, count }) => html`<i class="${look}" style="flex-grow:${count}"></i>`,
  )}</span>`;
}

function htmlChecks(
  checks: readonly LedgerEntry[],
  lookOf: (entry: LedgerEntry) => Look,
  catalogue: readonly CheckFacts[],
): Html {
  return html`<ul class="checks">${checks.map((entry) => {
    const look = lookOf(entry);
    return html`<li class="${look}" title="${`${titleOf(catalogue, entry.name)} ${capital(whyOf(entry, look))}.`}"><b aria-hidden="true">${SIGNS[look]}</b>${entry.name}<span class="unseen">: ${whyOf(entry, look)}</span></li>`;
  })}</ul>`;
}

function htmlKind(
  kind: EntryKind,
  ledger: readonly LedgerEntry[],
  lookOf: (entry: LedgerEntry) => Look,
): Html {
  const entries = ledger.filter((entry) => entry.kind === kind);
  const looks = entries.map(lookOf);
  const picture =
    entries.length > MOST_CELLS
      ? toBar(looks)
      : html`<span class="cells" role="img" aria-label="${describeLooks(looks)}">${entries.map(
          (entry, index) =>
            html`<i class="cell ${looks[index]}" title="${`${entry.operation} ${entry.name}: ${whyOf(entry, looks[index] as Look)}`}"></i>`,
        )}</span>`;
  return html`<li><span class="kind">${capital(KIND_WORDS[kind])}</span> <span class="count">${withCommas(reached(entries))}<small>/${withCommas(entries.length)}</small></span> ${picture}</li>`;
}

function reached(entries: readonly LedgerEntry[]): number {
  return entries.filter(({ state }) => state === 'checked' || state === 'failed').length;
}

function htmlReasons(ledger: readonly LedgerEntry[]): Html {
  const explained = ledger.filter((entry) => entry.state === 'skipped' && !isUnexplained(entry));
  const silent = ledger.filter(isUnexplained);
  const doubtful = ledger.filter(({ state }) => state === 'inconclusive');
  const weak = ledger.filter(({ state }) => state === 'not-asserted').length;
  const counts = new Map<Reason, number>();
  for (const { reason = 'not-reached' } of explained) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return html`${counts.size > 0 && html`<p class="reasons">Skipped: ${[...counts].map(([reason, count], index) => html`${index > 0 && '; '}<b>${withCommas(count)}</b> as ${REASONS[reason]}`)}.</p>`}
${weak > 0 && html`<p class="reasons">Not asserted: <b>${withCommas(weak)}</b>, whose statements are known too little to fail at this grade.</p>`}
${listed('inconclusive', doubtful)}
${listed('not reached, without a reason', silent)}`;
}

function listed(words: string, entries: readonly LedgerEntry[]): Html {
  if (entries.length === 0) return html``;
  return html`<details class="entries"><summary>${plural(entries.length, 'entry', 'entries')} ${words}</summary>
<ul>${entries.map(({ operation, kind, name, detail }) => html`<li>${operation} ${kind} <code>${name}</code>${detail !== undefined && html`: ${detail}`}</li>`)}</ul></details>`;
}

function htmlLedger({ ledger }: SpecResult, lookOf: (entry: LedgerEntry) => Look): Html {
  return html`<details class="entries"><summary>The whole ledger: ${plural(ledger.length, 'entry', 'entries')}</summary>
<div class="wide"><table><thead><tr><th>Operation</th><th>Kind</th><th>Entry</th><th>State</th></tr></thead>
<tbody>${ledger.map((entry) => {
    const look = lookOf(entry);
    return html`<tr><td>${entry.operation}</td><td>${entry.kind}</td><td><code>${entry.name}</code></td><td><i class="cell ${look}"></i> ${whyOf(entry, look)}</td></tr>\n`;
  })}</tbody></table></div></details>`;
}
