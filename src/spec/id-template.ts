/** How the ids of a collection are written, parsed: `msg_{base62:24}`. */
export interface IdTemplate {
  /** What stands before and behind the part that differs from row to row. */
  readonly before: string;
  readonly after: string;
  readonly kind: IdKind;
  /** How many characters the part has; undefined where the kind says it. */
  readonly length: number | undefined;
}

/** Characters of which a part is made up at random, in the order of their values. */
const DIGITS = '0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
export const ALPHABETS = {
  base62: DIGITS + UPPER + LOWER,
  base36: DIGITS + LOWER,
  hex: `${DIGITS}abcdef`,
  nanoid: `${DIGITS}${UPPER}${LOWER}_-`,
  digits: DIGITS,
} as const;
export type RandomKind = keyof typeof ALPHABETS;

/** How many characters hold the number of a row; of digits one more, as a number does not begin with 0. */
const LEAST: Readonly<Record<RandomKind, number>> = { base62: 6, base36: 7, hex: 8, nanoid: 6, digits: 11 };
const USUAL: Readonly<Record<RandomKind, number>> = {
  base62: 20,
  base36: 20,
  hex: 32,
  nanoid: 21,
  digits: 18,
};
const MOST = 200;

const FIXED_KINDS = ['uuid', 'ulid', 'objectid', 'sequence', 'sparse'] as const;
type IdKind = RandomKind | (typeof FIXED_KINDS)[number];

export const ID_KINDS: readonly string[] = [...Object.keys(ALPHABETS), ...FIXED_KINDS];

/** Reads a template. Answers with what is wrong where it is none. */
export function parseIdTemplate(text: string): IdTemplate | { readonly problem: string } {
  const [, before = '', kind = '', , count, after = ''] =
    /^([^{}]*)\{([a-z0-9]+)(:([1-9]\d{0,3}))?\}([^{}]*)$/.exec(text) ?? [];
  if (kind === '') return { problem: `has not one placeholder, such as msg_{base62:24}` };
  if (!ID_KINDS.includes(kind))
    return { problem: `has the placeholder ${kind}; known are ${ID_KINDS.join(', ')}` };
  if (!isRandom(kind))
    return count === undefined
      ? { before, after, kind: kind as IdKind, length: undefined }
      : { problem: `gives a length to ${kind}, which has its own` };
  const length = count === undefined ? USUAL[kind] : Number(count);
  if (length < LEAST[kind] || length > MOST)
    return {
      problem: `has ${length} characters of ${kind}; it takes ${LEAST[kind]} to ${MOST} for every row to have its own`,
    };
  return { before, after, kind, length };
}

export function isRandom(kind: string): kind is RandomKind {
  return Object.hasOwn(ALPHABETS, kind);
}

/** Whether ids are numbers that are written without quotes where the schema wants a number. */
export function isNumeric({ before, after, kind }: IdTemplate): boolean {
  return before === '' && after === '' && ['sequence', 'sparse', 'digits'].includes(kind);
}

/** Whether rows in the order of their ids are in no order of their time. */
export function isOpaqueId({ before, kind }: IdTemplate): boolean {
  return isRandom(kind) || kind === 'uuid' || (before !== '' && kind !== 'ulid' && kind !== 'objectid');
}

/** An id as it may look. */
export function exampleOf({ before, after, kind, length = 0 }: IdTemplate): string {
  const examples: Readonly<Record<string, string>> = {
    uuid: '3f1c9a52-8c1e-4b7a-9d20-5e6f7a8b9c0d',
    ulid: '01HZX3K4M5N6P7Q8R9S0T1V2W3',
    objectid: '665f1a2b3c4d5e6f7a8b9c0d',
    sequence: '1042',
    sparse: '90817',
  };
  const part = isRandom(kind) ? '7a1'.repeat(length).replaceAll('a', kind === 'digits' ? '4' : 'a') : '';
  return before + (examples[kind] ?? part.slice(0, length)) + after;
}
