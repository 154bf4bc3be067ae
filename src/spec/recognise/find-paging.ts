import type { JsonObject } from '../json.ts';
import { ANSWER_NAMES, HEADER_NAMES, REQUEST_NAMES } from './paging-names.ts';
import type { NamedPlace } from './read-names.ts';
import { RECOGNISED } from './recognised-evidence.ts';

interface PagingPlaces {
  readonly query: readonly NamedPlace[];
  /** Of the answer's body. */
  readonly body: readonly NamedPlace[];
  readonly headers: readonly NamedPlace[];
}

interface FoundPaging {
  /** The block `x-confab.paging`. */
  readonly words: JsonObject;
  /** What it shows in the answer. */
  readonly shown: readonly NamedPlace[];
  /** For people: each word with the names that were taken for it. */
  readonly says: readonly string[];
}

/** What a list pages by; undefined when it has no such parameter, or one whose meaning is not plain. */
export function findPaging({ query, body, headers }: PagingPlaces): FoundPaging | undefined {
  const page = firstOf(query, REQUEST_NAMES.page, isNumber);
  const size = firstOf(query, REQUEST_NAMES.size, isNumber);
  const asked = query.find((one) => isTokenName(one) && isText(one));
  const token = asked && firstOf(body, ANSWER_NAMES.token, (one) => isText(one) && !isAddress(one));
  if (page && isFromZero(page)) return undefined;
  const bound = [page, size, token && asked];
  if (query.some((one) => isAboutPaging(one) && !bound.includes(one))) return undefined;
  if (!page && !size && !token) return undefined;
  const found: [word: string, says: string, places: (NamedPlace | undefined)[]][] = [
    ['page', 'page by', [page, page && (answerOf('page', isNumber) ?? firstOf(headers, HEADER_NAMES.page))]],
    ['size', 'size by', [size, size && (answerOf('size', isNumber) ?? firstOf(headers, HEADER_NAMES.size))]],
    ['token', 'token by', token ? [asked, token] : []],
    ['total', 'total in', [answerOf('total', isNumber) ?? firstOf(headers, HEADER_NAMES.total)]],
    ['pages', 'pages in', [answerOf('pages', isNumber) ?? firstOf(headers, HEADER_NAMES.pages)]],
    ['hasMore', 'whether more follows in', [answerOf('hasMore', isBoolean)]],
    ['hasPrevious', 'whether there is more before in', [answerOf('hasPrevious', isBoolean)]],
  ];
  const words: JsonObject = {};
  const shown: NamedPlace[] = [];
  const says: string[] = [];
  for (const [word, say, places] of found) {
    const known = places.filter((one) => one !== undefined);
    if (known.length === 0) continue;
    words[word] = known.length === 1 ? (known[0]?.text ?? '') : known.map(({ text }) => text);
    shown.push(...known.filter(({ path }) => path.length > 0));
    says.push(`${say} ${[...new Set(known.map(nameOf))].join(' and ')}`);
  }
  return { words: { ...words, evidence: RECOGNISED.word }, shown, says };

  function answerOf(word: keyof typeof ANSWER_NAMES, fits: (place: NamedPlace) => boolean) {
    return firstOf(body, ANSWER_NAMES[word], fits);
  }
}

/** The first of the names that is there; of several places with it the one furthest up. */
function firstOf(
  places: readonly NamedPlace[],
  names: readonly string[],
  fits: (place: NamedPlace) => boolean = () => true,
): NamedPlace | undefined {
  for (const name of names) {
    const found = places.find((one) => one.name === name && fits(one));
    if (found) return found;
  }
  return undefined;
}

/** What pages by rows, which is not understood here, and by names that also mean a page. */
const ROWS_TO_SKIP = ['offset', 'skip', 'start', 'startindex', 'startat', 'page', 'pageoffset'];

function isAboutPaging(place: NamedPlace): boolean {
  return isTokenName(place) || ROWS_TO_SKIP.includes(place.name) || isOneOf(REQUEST_NAMES.page, place);
}

function isTokenName(place: NamedPlace): boolean {
  return isOneOf(REQUEST_NAMES.token, place) && !/date|time/.test(String(place.schema.format));
}

function isOneOf(names: readonly string[], { name }: NamedPlace): boolean {
  return names.includes(name);
}

/** Pages that are counted from zero cannot be said. */
function isFromZero({ schema, description }: NamedPlace): boolean {
  const first = schema.default ?? schema.minimum;
  return (
    first === 0 || /\b(?:zero|0)[- ](?:based|index)|start\w* (?:at|from|with) (?:zero|0)\b/i.test(description)
  );
}

function isNumber({ types }: NamedPlace): boolean {
  return types.length === 1 && (types[0] === 'integer' || types[0] === 'number');
}

function isText({ types }: NamedPlace): boolean {
  return types.length === 1 && types[0] === 'string';
}

function isBoolean({ types }: NamedPlace): boolean {
  return types.length === 1 && types[0] === 'boolean';
}

/** A next page may be named by its address instead. */
function isAddress({ schema, description }: NamedPlace): boolean {
  return /^(?:uri|url)/.test(String(schema.format)) || /\b(?:url|uri|link)\b/i.test(description);
}

function nameOf({ label, path }: NamedPlace): string {
  return path.length > 0 ? path.join('/') : label;
}
