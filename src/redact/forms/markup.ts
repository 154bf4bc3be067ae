import { isLabelName, secretLabel } from '../names.ts';
import { createTokenizer } from './libraries.ts';

/** Maps a value of an element or attribute by its path; `label` is what an attribute or element beside it says that it is. */
type MapValue = (value: string, path: readonly string[], label: string | undefined) => string;

interface Element {
  readonly name: string;
  readonly path: readonly string[];
  label: string | undefined;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

interface Attribute extends Stretch {
  readonly name: string;
}

/** Deeper elements share one path. */
const MOST_LEVELS = 100;
/** A closing tag is looked for among so many open elements: HTML leaves many of them open. */
const MOST_OPEN = 20;

/**
 * Maps the texts and attributes of XML or HTML where they stand, also of what is malformed or ends too early;
 * everything else stays as it is. The tokenizer passes over the text once.
 */
export function mapMarkup(text: string, map: MapValue): string {
  const xmlMode = /^\s*\uFEFF?\s*<\?xml/.test(text);
  const open: Element[] = [{ name: '', path: [], label: undefined }];
  let [out, kept] = ['', 0];
  let attributes: Attribute[] = [];
  let named: { name: string; end: number } | undefined;
  let value = '';
  let run: { start: number; end: number; value: string } | undefined;

  const nameOf = (start: number, end: number) => text.slice(start, end).replace(/^[^:]*:/, '');
  const top = () => open.at(-1) as Element;
  function replace(
    { start, end, value: old }: Stretch,
    path: readonly string[],
    label: string | undefined,
    write: (mapped: string) => string,
  ) {
    const mapped = map(old, path, label);
    if (mapped === old) return;
    out += text.slice(kept, start) + write(mapped);
    kept = end;
  }
  function endText() {
    if (!run) return;
    const { name, path, label } = top();
    const isRaw = !xmlMode && /^(script|style)$/i.test(name);
    const inner = run.value.trim();
    // `<name>token</name><value>…</value>`, and `<key>token</key><string>…</string>`
    const parent = open.at(-2);
    if (parent && isLabelName(name.toLowerCase())) parent.label = secretLabel(inner);
    const own = label !== undefined && !SAYS_NOTHING.test(name) ? [...path, label] : path;
    replace(run, own, label ?? parent?.label, isRaw ? (mapped) => mapped : escaped);
    run = undefined;
  }
  function addText(start: number, end: number, more: string) {
    run = { start: run?.start ?? start, end, value: (run?.value ?? '') + more };
  }
  function endTag() {
    const element = top();
    for (const one of attributes) {
      const isPassword = one.name.toLowerCase() === 'type' && one.value.toLowerCase() === 'password';
      if (isPassword || isLabelName(one.name.toLowerCase())) element.label ??= secretLabel(one.value);
    }
    const label = element.label ?? open.at(-2)?.label;
    for (const one of attributes)
      replace(one, [...element.path, one.name], label, (mapped) => {
        const isQuoted = /["']/.test(text[one.start - 1] ?? '');
        return isQuoted ? escaped(mapped) : `"${escaped(mapped)}"`;
      });
    attributes = [];
  }
  function endAttribute(end: number) {
    if (!named) return;
    const found = /\s*=\s*["']?/y;
    found.lastIndex = named.end;
    const start = found.test(text) ? found.lastIndex : end;
    if (end > start) attributes.push({ name: named.name, start, end, value });
    named = undefined;
    value = '';
  }
  const asText = (start: number, end: number) => {
    endText();
    replace({ start, end, value: text.slice(start, end) }, top().path, top().label, (mapped) => mapped);
  };

  const tokenizer = createTokenizer(
    { xmlMode, decodeEntities: true },
    {
      ontext: (start, end) => addText(start, end, text.slice(start, end)),
      ontextentity: (code, end) => addText(text.lastIndexOf('&', end - 1), end, String.fromCodePoint(code)),
      oncdata: (start, end, offset) => asText(start, end - offset),
      oncomment: (start, end, offset) => asText(start, Math.max(start, end - offset)),
      ondeclaration: asText,
      onprocessinginstruction: asText,
      onopentagname(start, end) {
        endText();
        const name = nameOf(start, end);
        const { path } = top();
        open.push({ name, path: path.length < MOST_LEVELS ? [...path, name] : path, label: undefined });
      },
      onattribname: (start, end) => {
        named = { name: nameOf(start, end), end };
      },
      onattribdata: (start, end) => {
        value += text.slice(start, end);
      },
      onattribentity: (code) => {
        value += String.fromCodePoint(code);
      },
      onattribend: (quote, end) => endAttribute(quote >= 2 ? end - 1 : end),
      onopentagend() {
        endTag();
        // No text stands in it.
        if (!xmlMode && VOID.test(top().name)) open.pop();
      },
      onselfclosingtag() {
        endTag();
        open.pop();
      },
      onclosetag(start, end) {
        endText();
        const name = nameOf(start, end).toLowerCase();
        const at = open.slice(-MOST_OPEN).findLastIndex((one) => one.name.toLowerCase() === name);
        if (at >= 0) open.length = Math.max(1, open.length - Math.min(MOST_OPEN, open.length) + at);
      },
      onend() {
        endText();
        endAttribute(text.length);
        endTag();
      },
    },
  );
  tokenizer.write(text);
  tokenizer.end();
  return kept === 0 ? text : out + text.slice(kept);
}

/** The id of such an element of HTML is what it is about: its text is a heading, a link or a caption. */
const SAYS_NOTHING =
  /^(?:a|abbr|article|aside|b|body|button|caption|col|dd|div|dl|dt|em|fieldset|figure|footer|form|h[1-6]|head|header|html|i|label|legend|li|link|main|nav|ol|p|script|section|select|small|span|strong|style|summary|table|tbody|td|tfoot|th|thead|title|tr|ul)$/i;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i;

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
