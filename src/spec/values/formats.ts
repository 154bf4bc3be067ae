import { hashIndex, scale } from '../../text/hash.ts';

/** Texts of a format, the usual one first; further ones for where bounds of length leave no room for it. */
type MakeFormat = (pick: (span: number) => number) => readonly string[];

const hex = (pick: (span: number) => number, length: number) =>
  Array.from({ length }, () => pick(16).toString(16)).join('');
const two = (value: number) => String(value).padStart(2, '0');
const day = (pick: (span: number) => number) =>
  `20${two(10 + pick(15))}-${two(1 + pick(12))}-${two(1 + pick(28))}`;
const clock = (pick: (span: number) => number) => `${two(pick(24))}:${two(pick(60))}:${two(pick(60))}Z`;
const NAMES = ['ada', 'ben', 'cleo', 'dana', 'emil', 'fay', 'gus', 'hana'];
const name = (pick: (span: number) => number) => NAMES[pick(NAMES.length)] as string;

const FORMATS: Readonly<Record<string, MakeFormat>> = {
  'date-time': (pick) => [`${day(pick)}T${clock(pick)}`],
  'iso-date-time': (pick) => [`${day(pick)}T${clock(pick)}`],
  datetime: (pick) => [`${day(pick)}T${clock(pick)}`],
  date: (pick) => [day(pick)],
  time: (pick) => [clock(pick)],
  'iso-time': (pick) => [clock(pick)],
  duration: (pick) => [`P${1 + pick(9)}D`],
  email: (pick) => [`${name(pick)}@example.com`, 'a@b.co'],
  'idn-email': (pick) => [`${name(pick)}@example.com`, 'a@b.co'],
  hostname: (pick) => [`${name(pick)}.example.com`, 'a.co', 'a'],
  'idn-hostname': (pick) => [`${name(pick)}.example.com`, 'a.co', 'a'],
  ipv4: (pick) => [`192.0.2.${1 + pick(254)}`, '10.0.0.1'],
  ipv6: (pick) => [`2001:db8::${hex(pick, 4)}`, '::1'],
  // The validator of `url` knows only hosts with a dot.
  url: (pick) => [`https://example.com/${name(pick)}`, 'http://a.co'],
  uri: (pick) => [`https://example.com/${name(pick)}`, 'http://a.co', 'a:b'],
  iri: (pick) => [`https://example.com/${name(pick)}`, 'http://a.co', 'a:b'],
  'uri-reference': (pick) => [`https://example.com/${name(pick)}`, `/${name(pick)}`, '/a', ''],
  'iri-reference': (pick) => [`https://example.com/${name(pick)}`, `/${name(pick)}`, '/a', ''],
  'uri-template': (pick) => [`https://example.com/${name(pick)}/{id}`, '/{a}', 'a'],
  uuid: (pick) => [
    `${hex(pick, 8)}-${hex(pick, 4)}-4${hex(pick, 3)}-${'89ab'[pick(4)]}${hex(pick, 3)}-${hex(pick, 12)}`,
  ],
  'json-pointer': (pick) => [`/${name(pick)}/0`, '/a', ''],
  'relative-json-pointer': (pick) => [`1/${name(pick)}`, '0'],
  'json-pointer-uri-fragment': (pick) => [`#/${name(pick)}`, '#'],
  regex: () => ['^[a-z]+$', 'a'],
};

/** Names of times that come after others of the same thing. */
export const LATER = /updat|modif|chang|last|end|expir|finish|complet|clos|delet|until|due/i;

/** Formats of bytes, whose texts are base64. */
const BYTES: ReadonlySet<unknown> = new Set(['byte', 'base64', 'base64url']);

/** The texts of a format; undefined for one that stands for any text. */
export function formatTexts(format: unknown, seed: number, name = ''): readonly string[] | undefined {
  const make = typeof format === 'string' && Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  let n = 0;
  const texts = make?.((span) => scale(hashIndex(seed, n++), span));
  // Nothing is changed, or ends, before it was made.
  return LATER.test(name) ? texts?.map((text) => text.replace(/^20[12]\d-(?=\d\d-)/, '2025-')) : texts;
}

/** Base64 of so many bytes that a text of at least, and at most, so many characters comes of it. */
export function base64Text(seed: number, least: number, most: number, isForUrl = false): string {
  const groups = Math.max(Math.ceil(least / 4), Math.min(3, Math.floor(most / 4)));
  const bytes = Uint8Array.from({ length: groups * 3 }, (_, n) => scale(hashIndex(seed, n), 256));
  return Buffer.from(bytes).toString(isForUrl ? 'base64url' : 'base64');
}

export function isBase64(schema: { readonly format?: unknown; readonly contentEncoding?: unknown }): boolean {
  return BYTES.has(schema.format) || BYTES.has(schema.contentEncoding);
}
