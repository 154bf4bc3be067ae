import type { ShownEntry } from '../control/shown-entry.ts';
import { type Html, html } from '../text/html-template.ts';
import { plural, withCommas } from '../text/plural.ts';

/** What the page has of a scope's journal: its newest entries, or why it may not show them. */
export interface ShownRequests {
  readonly scope: string;
  readonly entries: readonly ShownEntry[];
  readonly whyNot?: string | undefined;
}

/** What was asked, the newest first. It is whole without a script; with one, it follows. */
export function requestsSection({ scope, entries, whyNot }: ShownRequests): Html {
  const rows = [...entries].reverse();
  return html`<section id="requests" aria-labelledby="requests-title" data-scope="${scope}">
<h2 id="requests-title">Requests <span class="quiet">in the scope ${scope}, the newest first <output></output></span></h2>
${whyNot !== undefined && html`<p class="quiet">They are not shown here: ${whyNot}</p>`}
${whyNot === undefined && rows.length === 0 && html`<p class="quiet">None came yet.</p>`}
<ol reversed>${rows.map(entryItem)}</ol>
</section>
`;
}

function entryItem(entry: ShownEntry): Html {
  const { n, at, ms, operation, request, response, hints, findings } = entry;
  const said = [operation ?? '', explained(entry), `${Math.round(ms * 10) / 10} ms`].filter(
    (text) => text !== '',
  );
  return html`<li id="request-${n}">
<details>
<summary><time datetime="${at}">${at.slice(11, 19)}</time> <b class="${toneOf(response.status)}">${response.status}</b> <code>${request.method} ${request.target}</code> <span class="quiet">${said.join(' · ')}</span></summary>
<pre>${JSON.stringify({ request, response, why: entry.why }, null, 2)}</pre>
</details>
${hints.map((hint) => html`<p class="hint">${hint}</p>`)}
${findings.map(({ of, level, title }) => html`<p class="finding ${level}">${of}: ${title}</p>`)}
</li>
`;
}

function explained({ why: { cause, parameter, reason, fault, rows } }: ShownEntry): string {
  const injected = fault === undefined ? [] : [`fault ${fault}`];
  const refused = cause === undefined ? [] : [[cause, parameter, reason].filter(Boolean).join(' ')];
  const found = rows && !cause ? [`${withCommas(rows.shown)} of ${plural(rows.total, 'row')}`] : [];
  return [...injected, ...refused, ...found].join(' · ');
}

function toneOf(status: number): string {
  return status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good';
}
