import type { Comparison, OperationComparison } from '../result/compare.ts';
import { type Html, html } from '../text/html-template.ts';
import { plural, withCommas } from '../text/plural.ts';
import { comparisonSentence, differences, outcomeCounts } from './comparison-tables.ts';

const MOST_ROWS = 500;
const MOST_VALUE = 300;

/** How two targets differ: a table of the verdicts, then by operation what differs and what only one side has. */
export function htmlComparison(comparison: Comparison): Html {
  const names = [comparison.sides[0].name, comparison.sides[1].name] as const;
  return html`<section class="compared" id="comparison">
<h2>${names[0]} and ${names[1]}</h2>
<p>${comparisonSentence(comparison)}</p>
${comparison.vendors.map(
  ({ vendor, sides, operations }) => html`<h3>${vendor}</h3>
<dl class="facts">${sides.map(
    (side, index) => html`<div class="${side?.verdict ?? 'unchecked'}"><dt>${names[index]}</dt>
<dd>${side ? html`<span class="badge">${side.verdict}</span><br>${side.sentence}` : 'did not take part'}</dd></div>`,
  )}</dl>
${operations.map((operation) => htmlOperation(operation, names))}`,
)}
</section>
`;
}

function htmlOperation(operation: OperationComparison, names: readonly [string, string]): Html {
  const counts = outcomeCounts(operation, names);
  return html`<h4>${operation.operation}</h4>
${counts.rows.length > 0 && htmlTable(counts)}
${differences(operation, names, MOST_VALUE).map(htmlDifferences)}`;
}

function htmlDifferences({ title, isDifferent, head, rows }: ReturnType<typeof differences>[number]): Html {
  const more = rows.length - MOST_ROWS;
  return html`<details class="entries"${isDifferent && html` open`}><summary>${title}: ${withCommas(rows.length)}</summary>
${htmlTable({ head, rows: rows.slice(0, MOST_ROWS) })}
${more > 0 && html`<p class="quiet">And ${plural(more, 'row')} more.</p>`}</details>`;
}

function htmlTable({ head, rows }: ReturnType<typeof outcomeCounts>): Html {
  return html`<div class="wide"><table><thead><tr>${head.map((cell) => html`<th>${cell}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody></table></div>`;
}
