import type {
  ComparedEntry,
  ComparedFinding,
  Comparison,
  OperationComparison,
  Outcome,
} from '../result/compare.ts';
import type { Finding } from '../result/finding.ts';
import { plural, withCommas } from '../text/plural.ts';
import { comparisonSentence, countsByKind, findingWord, namesOf, sideWord } from './comparison.ts';
import { findingTitle } from './finding-text.ts';
import { type Html, html } from './html-template.ts';
import { shortened, VERDICT_WORDS } from './words.ts';

const MOST_ROWS = 500;
const MOST_VALUE = 300;

/** Where two targets part: a table of the verdicts, then by operation what parts and what only one side has. */
export function htmlComparison(comparison: Comparison): Html {
  const [left, right] = namesOf(comparison);
  return html`<section class="compared" id="comparison">
<h2>${left} and ${right}</h2>
<p>${comparisonSentence(comparison)}</p>
${comparison.vendors.map(
  ({ vendor, sides, operations }) => html`<h3>${vendor}</h3>
<dl class="facts">${sides.map(
    (side, index) => html`<div class="${side?.verdict ?? 'unchecked'}"><dt>${[left, right][index]}</dt>
<dd>${side ? html`<span class="badge">${VERDICT_WORDS[side.verdict]}</span><br>${side.sentence}` : 'did not take part'}</dd></div>`,
  )}</dl>
${operations.map((operation) => htmlOperation(operation, left, right))}`,
)}
</section>
`;
}

function htmlOperation(
  { operation, entries, findings }: OperationComparison,
  left: string,
  right: string,
): Html {
  const having = (...outcomes: readonly Outcome[]) =>
    entries.filter(({ outcome }) => outcomes.includes(outcome));
  const counts = countsByKind(entries).map(({ kind, counts: of }) => [
    kind,
    ...[of.same, of.parts, of.left, of.right, of.neither].map(withCommas),
  ]);
  const oneSided = having('left', 'right');
  return html`<h4>${operation}</h4>
${counts.length > 0 && htmlTable(['', 'the same', 'different', `only ${left}`, `only ${right}`, 'neither'], counts)}
${listed('Different', ['Entry', left, right], having('parts').map(entryRow), true)}
${listed('Findings', ['Check', 'Finding', left, right], findings.map(findingRow), true)}
${listed('Checked on one side only', ['Entry', left, right], oneSided.map(entryRow), false)}`;
}

function entryRow({ kind, name, sides }: ComparedEntry): string[] {
  return [`${kind} ${name}`, ...sides.map((entry) => shortened(sideWord(entry), MOST_VALUE))];
}

function findingRow({ sides, isTold }: ComparedFinding): string[] {
  const first = (sides[0] ?? sides[1]) as Finding;
  const words = sides.map((finding) => shortened(findingWord(finding, isTold), MOST_VALUE));
  return [first.check, findingTitle(first), ...words];
}

function listed(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  open: boolean,
): Html {
  if (rows.length === 0) return html``;
  const more = rows.length - MOST_ROWS;
  return html`<details class="entries"${open && html` open`}><summary>${title}: ${withCommas(rows.length)}</summary>
${htmlTable(head, rows.slice(0, MOST_ROWS))}
${more > 0 && html`<p class="quiet">And ${plural(more, 'row')} more.</p>`}</details>`;
}

function htmlTable(head: readonly string[], rows: readonly (readonly string[])[]): Html {
  return html`<div class="wide"><table><thead><tr>${head.map((cell) => html`<th>${cell}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody></table></div>`;
}
