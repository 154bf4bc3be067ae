import { bodyText, type Exchange } from '../http/exchange.ts';
import { type CheckFacts, titleOf } from '../result/check-facts.ts';
import type { Finding, Level } from '../result/finding.ts';
import type { Fold } from '../result/fold-findings.ts';
import { type Html, html } from '../text/html-template.ts';
import { plural, withCommas } from '../text/plural.ts';
import { shortened } from '../text/shortened.ts';
import { responseBody, textBody } from './html-body.ts';
import { requestLine, shownHeaders, statusLine } from './shown-exchange.ts';
import { duration, placeOf } from './words.ts';

const MOST_VALUE = 2000;
const MOST_CURL = 20_000;
const MOST_FILES = 100;
const MOST_FOLLOWERS = 50;

export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  error: 'Error',
  warning: 'Warning',
  info: 'Note',
};

/** A finding that can be opened: what should have come and what came, why, the exchange, and how to repeat it. */
export function htmlFinding(
  { root: finding, followers }: Fold,
  { vendor, catalogue, open }: { vendor: string; catalogue: readonly CheckFacts[]; open: boolean },
): Html {
  const { level, check, operation, title, count, expected, actual, pointer, source, curl, exchange } =
    finding;
  return html`<details class="finding ${level}" data-level="${level}" data-vendor="${vendor}"${open && html` open`}>
<summary><span class="level">${LEVEL_WORDS[level]}</span> <span class="what"><span class="title">${title}</span>${count > 1 && html` <span class="times">× ${withCommas(count)}</span>`}
<span class="of"><code>${check}</code> in ${operation}</span></span></summary>
<div class="inside">
<p class="quiet">${titleOf(catalogue, check)}</p>
<div class="pair">
<div><h5>Expected</h5><pre>${shortened(expected, MOST_VALUE)}</pre></div>
<div class="came"><h5>Actual</h5><pre>${shortened(actual, MOST_VALUE)}</pre></div>
</div>
<dl>
${pointer !== '' && html`<dt>Where</dt><dd><code>${pointer}</code> of the response body</dd>`}
<dt>By</dt><dd><code>${placeOf(finding)}</code> <code class="quiet">${source.pointer}</code></dd>
<dt>Evidence</dt><dd>${source.evidence}</dd>
${htmlFiles(finding)}
</dl>
${htmlExchange(exchange, pointer)}
<div class="curl"><h5>Repeat it</h5><button type="button" class="copy" hidden>Copy</button>
<pre>${shortened(curl, MOST_CURL)}</pre></div>
${htmlFollowers(followers, { vendor, catalogue })}</div>
</details>
`;
}

/** What may follow from a finding, each to be opened. */
function htmlFollowers(
  followers: readonly Finding[],
  of: { vendor: string; catalogue: readonly CheckFacts[] },
): Html {
  if (followers.length === 0) return html``;
  const more = followers.length - MOST_FOLLOWERS;
  return html`<h5>${plural(followers.length, 'more', 'more')} that may follow from it</h5>
${followers.slice(0, MOST_FOLLOWERS).map((one) => htmlFinding({ root: one, followers: [] }, { ...of, open: false }))}
${more > 0 && html`<p class="quiet">And ${withCommas(more)} more (see --report json).</p>`}`;
}

/** The fixtures that show it; nothing in a live run. */
function htmlFiles({ files = [] }: Finding): Html {
  if (files.length === 0) return html``;
  const more = files.length - MOST_FILES;
  return html`<dt>Fixture</dt><dd>${files.slice(0, MOST_FILES).map((file, index) => html`${index > 0 && html`<br>`}<code>${file}</code>`)}${more > 0 && html`<br>and ${withCommas(more)} more`}</dd>`;
}

function htmlExchange(exchange: Exchange, pointer: string): Html {
  const { request, response, milliseconds } = exchange;
  return html`<div class="exchange">
<h5>Request</h5>
<pre class="line">${requestLine(exchange)}</pre>
${htmlHeaders(request.headers)}
${request.body !== undefined && textBody(bodyText(request.body), '')}
<h5>Response <span class="quiet">after ${duration(milliseconds)}</span></h5>
<pre class="line">${statusLine(exchange)}</pre>
${response && htmlHeaders(response.headers)}
${response && responseBody(response, pointer)}
</div>`;
}

function htmlHeaders(headers: Exchange['request']['headers']): Html {
  if (headers.length === 0) return html``;
  const lines = shownHeaders(headers).map(
    ([name, value]) => html`<span class="j-key">${name}</span>: ${shortened(value, MOST_VALUE)}\n`,
  );
  return html`<pre class="headers">${lines}</pre>`;
}
