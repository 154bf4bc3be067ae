import type { Json, JsonObject } from '../json.ts';
import { bothWays, type PagedBy } from './both-ways.ts';
import { firstOf, isNumberPlace, isTimePlace, type NamedPlace } from './named-place.ts';
import { ANSWER_NAMES, HEADER_NAMES, REQUEST_NAMES } from './paging-names.ts';
import { RECOGNISED } from './recognised-evidence.ts';
import type { RowField } from './row-fields.ts';

export interface PagingPlaces {
  readonly query: readonly NamedPlace[];
  /** Of the answer's body. */
  readonly body: readonly NamedPlace[];
  readonly headers: readonly NamedPlace[];
  /** The field by which a row is known, if each row has a value of its own there. */
  readonly id: Pick<RowField, 'label' | 'types'> | undefined;
}

interface FoundPaging {
  /** The block `x-confab.paging`. */
  readonly words: JsonObject;
  /** What it shows in the answer. */
  readonly shown: readonly NamedPlace[];
  /** What the document does not say of the places itself, by where their schemas stand. */
  readonly hints: ReadonlyMap<string, JsonObject>;
  /** For people: each word with the names that were taken for it. */
  readonly says: readonly string[];
}

/** What a list pages by; undefined when it has no such parameter, or one whose meaning is not plain. */
export function findPaging(places: PagingPlaces): FoundPaging | undefined {
  const { query, body, headers } = places;
  const page = firstOf(query, REQUEST_NAMES.page, isNumberPlace);
  const skip = firstOf(query, REQUEST_NAMES.skip, isNumberPlace);
  const size = firstOf(query, REQUEST_NAMES.size, isNumberPlace);
  const first = page ? beginsAt(page, 1) : 1;
  if (first === undefined || (skip && beginsAt(skip, 0) !== 0)) return undefined;
  const ways = bothWays(places, { isNumbered: page !== undefined || skip !== undefined });
  if (!ways) return undefined;
  const bound = [page, skip, size, ...ways.next, ...ways.previous];
  if (query.some((one) => isAboutPaging(one) && !bound.includes(one))) return undefined;
  if (!query.some((one) => bound.includes(one))) return undefined;
  const { total, count } = totalOf(places, ways);
  const both = (asked: NamedPlace | undefined, word: 'page' | 'skip' | 'size') =>
    asked ? [asked, answerOf(word) ?? firstOf(headers, HEADER_NAMES[word])] : [];
  const pages = answerOf('pages') ?? firstOf(headers, HEADER_NAMES.pages);
  const link = page || skip ? firstOf(headers, HEADER_NAMES.link) : undefined;
  const found: [word: string, says: string, places: readonly (NamedPlace | undefined)[]][] = [
    ['page', first === 0 ? 'pages from 0 by' : 'page by', [...both(page, 'page'), within('page')]],
    ['skip', 'rows to skip by', [...both(skip, 'skip'), page && within('skip')]],
    ['size', 'size by', [...both(size, 'size'), size && within('size')]],
    ['next', 'goes on by', ways.next],
    ['previous', 'goes back by', ways.previous],
    ['total', 'total in', [total]],
    ['count', 'rows of the page in', [count]],
    ['pages', 'pages in', pages ? [pages] : [link]],
  ];
  const words: JsonObject = {};
  const shown: NamedPlace[] = [];
  const says: string[] = [];
  for (const [word, say, among] of found) {
    const known = among.filter((one) => one !== undefined);
    if (known.length === 0) continue;
    words[word] = textOf(known);
    shown.push(...known.filter(({ path }) => path.length > 0));
    says.push(`${say} ${[...new Set(known.map(nameOf))].join(' and ')}`);
    if (word === 'next' && ways.cursor !== undefined) words.cursor = ways.cursor;
  }
  const hints = new Map(ways.urls.map(({ pointer }) => [pointer, URL_HINT]));
  if (page && first === 0 && leastOf(page) !== 0) hints.set(page.pointer, FROM_ZERO);
  return { words: { ...words, evidence: RECOGNISED.word }, shown, hints, says };

  function answerOf(word: 'page' | 'skip' | 'size' | 'pages') {
    return firstOf(body, ANSWER_NAMES[word], (one) => isNumberPlace(one) && !isInRequest(one));
  }

  function within(word: 'page' | 'skip' | 'size') {
    return firstOf(body, ANSWER_NAMES[word], (one) => isNumberPlace(one) && isInRequest(one));
  }
}

/** Some answers repeat what was asked for in an object of its own: Spring's `pageable`. */
function isInRequest({ path }: NamedPlace): boolean {
  return /^pageable$/i.test(path.at(-2) ?? '');
}

/** Without it, a text that says how a list goes on would be a token. */
const URL_HINT: JsonObject = {
  format: 'uri-reference',
  'x-confab': { evidence: { format: RECOGNISED.word } },
};

/** Without it, the first page would be 1. */
const FROM_ZERO: JsonObject = { minimum: 0, 'x-confab': { evidence: { minimum: RECOGNISED.word } } };

/** A name such as `count` means all rows, unless the answer says that it is about the page, or goes on by tokens only. */
function totalOf({ body, headers }: PagingPlaces, { isByToken }: PagedBy) {
  const total = firstOf(body, ANSWER_NAMES.total, isNumberPlace) ?? firstOf(headers, HEADER_NAMES.total);
  const other = firstOf(body, ANSWER_NAMES.count, isNumberPlace);
  const isOfPage = other && (total || isByToken || /page|returned|response/i.test(other.description));
  return isOfPage ? { total, count: other } : { total: total ?? other, count: undefined };
}

const KNOWN: ReadonlySet<string> = new Set(
  (['page', 'skip', 'token', 'after', 'before', 'previousToken'] as const).flatMap(
    (word) => REQUEST_NAMES[word],
  ),
);

function isAboutPaging(place: NamedPlace): boolean {
  return KNOWN.has(place.name) && !isTimePlace(place);
}

/** The number by which the beginning is asked for, `usual` where the document does not say; undefined where it contradicts itself. */
function beginsAt(place: NamedPlace, usual: number): Json | undefined {
  const { description } = place;
  const isZero = /\b(?:zero|0)[- ](?:based|index)|start\w* (?:at|from|with) (?:zero|0)\b/i.test(description);
  const isOne = /\b(?:one|1)[- ](?:based|index)|start\w* (?:at|from|with) (?:one|1)\b/i.test(description);
  const least = leastOf(place);
  const told = isZero === isOne ? undefined : Number(isOne);
  if (least !== 0 && least !== 1) return told ?? usual;
  return told === undefined || told === least ? least : undefined;
}

function leastOf({ schema }: NamedPlace): Json | undefined {
  return schema.default ?? schema.minimum;
}

function textOf(places: readonly NamedPlace[]): Json {
  const texts = [...new Set(places.map(({ text }) => text))];
  return texts.length === 1 ? (texts[0] as string) : texts;
}

function nameOf({ label, path }: NamedPlace): string {
  return path.length > 0 ? path.join('/') : label;
}
