import { rewriteNamed } from './named-value.ts';
import { isPlainValue, isStateWord } from './names.ts';

/** Longer names are none. */
const LONGEST_NAME = 64;
/** Blanks between a name, its sign and its value. */
const MOST_BLANKS = 4;
const LONGEST_VALUE = 16_384;

interface Name {
  readonly text: string;
  readonly isQuoted: boolean;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

type IsSecret = (name: string) => boolean;
type By = (secret: string) => string;

/**
 * Rewrites the values of secret names in a text, as people and programs write them: `?token=…`, `"token": "…"`,
 * `token => '…'`, `Authorization: Bearer …`, `--token …`. Each sign is looked at once, so the work grows with the text.
 */
export function rewritePairs(text: string, isSecret: IsSecret, by: By): string {
  const hasFlags = text.includes('--');
  const left = hasFlags ? rewriteFlags(text, isSecret, by) : text;
  const signs = /[:=]/g;
  let [out, kept] = ['', 0];
  for (let sign = signs.exec(left); sign; sign = signs.exec(left)) {
    const name = nameBefore(left, sign.index);
    if (!name || !isSecret(name.text)) continue;
    const span = valueAfter(left, sign.index, name);
    if (!span) continue;
    signs.lastIndex = Math.max(span.end, signs.lastIndex);
    const value = left.slice(span.start, span.end);
    const plain = unescaped(value);
    const mapped = rewriteNamed(name.text, plain, by);
    if (mapped === plain) continue;
    out += left.slice(kept, span.start) + mapped;
    kept = span.end;
  }
  return kept === 0 ? left : out + left.slice(kept);
}

/** `--token abc`, as in a command. */
function rewriteFlags(text: string, isSecret: IsSecret, by: By): string {
  return text.replaceAll(
    /(?<=(?:^|\s)--([A-Za-z][\w-]{1,63})\s{1,4})(?:(["'])([^"'\n]{1,4096})\2|([^\s"'-][^\s"']{3,4095}))/g,
    (
      whole,
      name: string,
      quote: string | undefined,
      quoted: string | undefined,
      bare: string | undefined,
    ) => {
      const value = quoted ?? bare ?? '';
      if (!isSecret(name) || isStateWord(value)) return whole;
      return `${quote ?? ''}${by(value)}${quote ?? ''}`;
    },
  );
}

/** The name in front of a sign, with or without quotes, which may be escaped. */
function nameBefore(text: string, sign: number): Name | undefined {
  let end = sign;
  while (isBlank(text[end - 1]) && sign - end < MOST_BLANKS) end -= 1;
  // `config["token"] =`
  if (text[end - 1] === ']' && isQuote(text[end - 2])) end -= 1;
  const isQuoted = isQuote(text[end - 1]);
  if (isQuoted) end -= 1;
  for (let slashes = 0; isQuoted && text[end - 1] === '\\' && slashes < MOST_BLANKS; slashes += 1) end -= 1;
  let start = end;
  while (end - start < LONGEST_NAME && isNameCode(text.charCodeAt(start - 1))) start -= 1;
  // A name that goes on is too long to be one.
  if (start === end || (end - start === LONGEST_NAME && isNameCode(text.charCodeAt(start - 1))))
    return undefined;
  return { text: text.slice(start, end), isQuoted };
}

function valueAfter(text: string, sign: number, name: Name): Span | undefined {
  let start = sign + 1;
  // `==`, `=>`, `:=`
  while (start - sign <= 2 && (text[start] === '=' || text[start] === '>')) start += 1;
  const behind = start;
  while (isBlank(text[start]) && start - behind < MOST_BLANKS) start += 1;
  let slashes = 0;
  while (text[start + slashes] === '\\' && slashes < MOST_BLANKS) slashes += 1;
  const open = start + slashes;
  if (isQuote(text[open])) return quotedValue(text, open, slashes);
  const isTight = text[sign] === '=' && start === sign + 1;
  return bareValue(text, start, name, isTight);
}

/** From behind a quote to the same one, escaped as often; what is cut off ends with its line. */
function quotedValue(text: string, open: number, slashes: number): Span | undefined {
  const quote = text[open] as string;
  const start = open + 1;
  const limit = Math.min(text.length, start + LONGEST_VALUE);
  for (let at = text.indexOf(quote, start); at >= 0 && at < limit; at = text.indexOf(quote, at + 1)) {
    let before = 0;
    while (text[at - 1 - before] === '\\' && at - 1 - before >= start) before += 1;
    if (slashes === 0 ? before % 2 === 0 : before <= slashes)
      return toSpan(text, start, at - Math.min(before, slashes));
  }
  const line = text.indexOf('\n', start);
  return toSpan(text, start, Math.min(limit, line < 0 ? limit : line));
}

const TIGHT = /[^&;,#\s"'<>\\)\]}\p{Cc}]{1,4096}/uy;
const LOOSE = /[^\s"'<>,;)\]}\\\p{Cc}]{1,4096}/uy;
const HEADER = /[^"'`<>\\\r\n]{1,4096}/y;

function bareValue(
  text: string,
  start: number,
  { text: name, isQuoted }: Name,
  isTight: boolean,
): Span | undefined {
  if (!isTight && /(?:authorization|cookie2?)$/i.test(name)) {
    const length = headerLength(matchAt(HEADER, text, start), name);
    if (length > 0) return toSpan(text, start, start + length);
  }
  const value = matchAt(isTight ? TIGHT : LOOSE, text, start).replace(/[.:]$/, '');
  // A word is what a message says of a secret, and a bare number of JSON is none.
  const isTelling = isTight || (value.length >= 6 && /^.{0,64}\d/.test(value));
  if (!isTelling || isStateWord(value) || (isQuoted && /^[\d.eE+-]+$/.test(value))) return undefined;
  return toSpan(text, start, start + value.length);
}

/** How much of the text behind `Authorization:` or `Cookie:` is its value; 0 when it is a sentence. */
function headerLength(value: string, name: string): number {
  if (/cookie2?$/i.test(name)) return /^[^\s=;,]{1,256}=/.test(value) ? value.trimEnd().length : 0;
  const [whole, scheme = '', secret = ''] = /^([A-Za-z][\w-]{0,63})\s{1,4}(\S{1,4096})/.exec(value) ?? [
    '',
    '',
    '',
  ];
  if (secret === '' || isStateWord(secret)) return 0;
  if (/^[\w-]+=/.test(secret)) return value.trimEnd().length;
  const isScheme = /^(?:bearer|basic|token|api-?key|key|digest|negotiate|ntlm|hmac|jwt|dpop|hawk)\b/i.test(
    scheme,
  );
  return isScheme || /[\d=_]/.test(secret) ? whole.length : 0;
}

function toSpan(text: string, start: number, end: number): Span | undefined {
  return end > start && !isPlainValue(text.slice(start, end)) ? { start, end } : undefined;
}

/** As JSON and most languages escape. */
function unescaped(value: string): string {
  if (!value.includes('\\')) return value;
  try {
    return JSON.parse(`"${value.replaceAll(/(?<!\\)"/g, '\\"')}"`) as string;
  } catch {
    return value;
  }
}

function matchAt(form: RegExp, text: string, start: number): string {
  form.lastIndex = start;
  return form.exec(text)?.[0] ?? '';
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'" || character === '`';
}

/** Letters and digits of ASCII, and `_ - . [ ]`. */
function isNameCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 91) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 93 ||
    code === 45 ||
    code === 46
  );
}
