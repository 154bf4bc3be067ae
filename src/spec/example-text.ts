/** What the placeholders of an example must name: `{ parameter: 'page' }`. */
export type PlaceholderValues = Readonly<Record<string, string>>;

const PLACEHOLDER = /\{(?:\$request\.[^{}]+|[a-zA-Z][\w.-]*)\}/;

/** Names of members whose values are other ones in every answer. */
const FLEETING_NAME = new RegExp(
  [
    '(?:request|trace|correlation|span|log|error|event|incident|transaction|host)[_-]?id$',
    '^(?:time|timestamp|ts|date|datetime|server[_-]?time|path|instance|nonce)$',
  ].join('|'),
  'i',
);

const UUID = /[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}/;
const ISO_TIME = /\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?/;
const HTTP_DATE = /[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/;
const CLOCK = /\d\d:\d\d:\d\d/;
const DECIMAL = /\d+(?:\.\d+)?/;

/** Parts of an example that are other ones in every answer, and what may stand there instead. */
const FLEETING_PARTS: readonly (readonly [inExample: RegExp, instead: RegExp])[] = [
  [PLACEHOLDER, /[\s\S]*/],
  [UUID, UUID],
  [ISO_TIME, ISO_TIME],
  [HTTP_DATE, HTTP_DATE],
  [CLOCK, CLOCK],
  [/(?<![\w-])(?=[a-fA-F]*\d)[\da-fA-F]{16,}(?![\w-])/, /[\da-fA-F]{8,}/],
  // A number alone is a code; beside words a long one is an id or a time, and one before a unit a delay.
  [/(?<=\s.*)(?<![\w.-])\d{6,}(?![\w.-])|(?<![\w.-])\d{6,}(?![\w.-])(?=.*\s)/, /\d+/],
  [/\d+(?:\.\d+)?(?=\s*(?:ms|s|secs?|seconds?|min|minutes?|hours?|毫秒|秒|分钟|小时)(?![a-zA-Z]))/, DECIMAL],
  // A word of letters and digits.
  [/(?<=\s.*)(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-zA-Z])[\w-]{10,}(?![\w-])/, /[\w-]{6,}/],
];
const FLEETING = new RegExp(FLEETING_PARTS.map(([inExample]) => `(${inExample.source})`).join('|'), 'gs');

/** In characters: what a request can hold that an answer quotes. */
const LONGEST = 16_384;

/** Whether a member's value is another one in every answer, by the member's name. */
export function isFleeting(name: string): boolean {
  return FLEETING_NAME.test(name);
}

/**
 * Whether a text is as an example has it. A placeholder stands for any text, or for one that has the fact of its name
 * in it; an id, a time and the like for another of its kind.
 */
export function fitsExample(example: string, text: string, facts: PlaceholderValues): boolean {
  if (example === text) return true;
  // Several wildcards take a time that grows with the square of a text's length, and a server may send any text.
  if (text.length > LONGEST) return false;
  const parts = fleetingIn(example);
  if (parts.length === 0) return false;
  let [source, at] = ['', 0];
  for (const { index, found, name, instead } of parts) {
    const fact = name === undefined ? '' : (facts[name] ?? '');
    source += escaped(example.slice(at, index));
    source += fact === '' ? instead : `[\\s\\S]*${inAnyCase(fact)}[\\s\\S]*`;
    at = index + found.length;
  }
  return new RegExp(`^${source}${escaped(example.slice(at))}$`).test(text);
}

/** A part of an example that is another one in every answer. */
interface Fleeting {
  readonly index: number;
  readonly found: string;
  /** The name of a placeholder. */
  readonly name: string | undefined;
  readonly instead: string;
}

/** Every answer of a run is held against the same few examples of its document. */
const known = new Map<string, readonly Fleeting[]>();

function fleetingIn(example: string): readonly Fleeting[] {
  const parts = known.get(example) ?? [...example.matchAll(FLEETING)].map(toFleeting);
  known.set(example, parts);
  return parts;
}

function toFleeting(match: RegExpExecArray): Fleeting {
  const kind = match.slice(1).findIndex((group) => group !== undefined);
  const [, instead] = FLEETING_PARTS[kind] as (typeof FLEETING_PARTS)[number];
  const [found] = match;
  return {
    index: match.index,
    found,
    name: kind === 0 ? found.slice(1, -1) : undefined,
    instead: instead.source,
  };
}

/** The example with the facts that are known, for people. */
export function filled(example: string, facts: PlaceholderValues): string {
  return example.replaceAll(new RegExp(PLACEHOLDER, 'g'), (whole) => facts[whole.slice(1, -1)] || whole);
}

function inAnyCase(text: string): string {
  return [...text]
    .map((one) => (/[a-z]/i.test(one) ? `[${one.toLowerCase()}${one.toUpperCase()}]` : escaped(one)))
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
