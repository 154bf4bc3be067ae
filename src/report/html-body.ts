import type { WireResponse } from '../http/exchange.ts';
import { readResponse } from '../http/read-response.ts';
import { type Html, html } from '../text/html-template.ts';
import { shortened } from '../text/shortened.ts';
import { toExcerpt } from './json-excerpt.ts';
import { parseNodes } from './json-nodes.ts';

const MOST_TEXT = 4000;
const MOST_LINES = 120;
const HEX_BYTES = 32;

/** A response's body, decoded: JSON around what the pointer points at, else its beginning. */
export function responseBody(response: WireResponse, pointer: string): Html {
  if (response.body.length === 0) return html`<p class="quiet">The body is empty.</p>`;
  const { text, bytes, isDecoded, isUtf8, encodingProblem, json, notes } = readResponse(response);
  return html`${encodingProblem !== undefined && html`<p class="quiet">In this response, ${encodingProblem}.</p>`}
${isDecoded && !isUtf8 && html`<p class="quiet">The body is not UTF-8, ${brokenBytes(bytes)}</p>`}
${isDecoded && json === undefined ? brokenBody(text, notes.error) : textBody(text, pointer)}`;
}

/** A text that stops being JSON, around the place where it does. */
function brokenBody(text: string, error: number | undefined): Html {
  if (error === undefined || !/^\s*[{[]/.test(text)) return textBody(text, '');
  const from = Math.max(0, error - MOST_TEXT / 2);
  const end = error + MOST_TEXT / 2;
  const wrong = error < text.length ? String.fromCodePoint(text.codePointAt(error) as number) : '';
  return html`<pre class="body">${from > 0 && '… '}${text.slice(from, error)}<mark>${wrong || 'the text ends here'}</mark>${text.slice(error + wrong.length, end)}${end < text.length && ' …'}</pre>`;
}

export function textBody(text: string, pointer: string): Html {
  const root = parseNodes(text);
  if (!root) return html`<pre class="body">${shortened(text, MOST_TEXT)}</pre>`;
  const lines = toExcerpt(root, pointer);
  const at = lines.findIndex(({ marked }) => marked);
  const first = Math.max(0, Math.min(at - MOST_LINES / 2, lines.length - MOST_LINES));
  const shown = lines.slice(first, first + MOST_LINES);
  return html`<pre class="body json">${first > 0 && cut(first)}${shown.map(toLine)}${
    first + shown.length < lines.length && cut(lines.length - first - shown.length)
  }</pre>`;
}

function toLine({ depth, parts, marked }: ReturnType<typeof toExcerpt>[number]): Html {
  const inside = parts.map(([kind, text]) =>
    kind === 'plain' ? text : html`<span class="j-${kind}">${text}</span>`,
  );
  const indent = '  '.repeat(depth);
  return marked ? html`${indent}<mark>${inside}</mark>\n` : html`${indent}${inside}\n`;
}

function cut(lines: number): Html {
  return html`<span class="j-left-out">… ${lines} more lines</span>\n`;
}

/** The bytes around the first place that is not UTF-8. */
function brokenBytes(bytes: Uint8Array): Html {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const isReal = (at: number) => bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd;
  let index = text.indexOf('\ufffd');
  let at = Buffer.byteLength(text.slice(0, index));
  while (index >= 0 && isReal(at)) {
    const next = text.indexOf('\ufffd', index + 1);
    if (next < 0) break;
    // Up to here every character was decoded from its own bytes.
    at += Buffer.byteLength(text.slice(index, next));
    index = next;
  }
  const from = Math.max(0, at - HEX_BYTES / 2);
  const hex = Buffer.from(bytes.subarray(from, from + HEX_BYTES))
    .toString('hex')
    .replaceAll(/..(?!$)/g, '$& ');
  return html`from byte ${at} on, in <code>${hex}</code>`;
}
