import type { Json } from '../json.ts';
import type { PagingPlaces } from './find-paging.ts';
import {
  firstOf,
  isFlagPlace,
  isNumberPlace,
  isTextPlace,
  isTimePlace,
  isUrlPlace,
  type NamedPlace,
  saysUrl,
} from './named-place.ts';
import { ANSWER_NAMES, HEADER_NAMES, REQUEST_NAMES } from './paging-names.ts';

/** Where a list says how it goes on and back. */
export interface PagedBy {
  readonly next: readonly NamedPlace[];
  readonly previous: readonly NamedPlace[];
  readonly cursor: Json | undefined;
  /** Texts that are URLs, of which the document does not say so. */
  readonly urls: readonly NamedPlace[];
  /** A token is the only way on. */
  readonly isByToken: boolean;
}

/** How a list goes on and back; undefined where a parameter is a token of which nothing in the answers tells. */
export function bothWays(
  { query, body, headers, id }: PagingPlaces,
  { isNumbered }: { readonly isNumbered: boolean },
): PagedBy | undefined {
  const link = firstOf(headers, HEADER_NAMES.link);
  const asked = requestToken([...REQUEST_NAMES.token, ...REQUEST_NAMES.after]);
  const back = requestToken([...REQUEST_NAMES.previousToken, ...REQUEST_NAMES.before]);
  // A URL leads to another page by a parameter that says which: without one, nobody could make it.
  const canSay = isNumbered || asked !== undefined;
  const nextUrl = canSay ? urlOf('nextUrl') : undefined;
  const previousUrl = canSay || back ? urlOf('previousUrl') : undefined;
  const given = asked && answerToken('token', asked);
  const after = requestToken(REQUEST_NAMES.after);
  const isByRow = after !== undefined && !given && !link && !nextUrl && canBe(after, id);
  if (asked && !given && !link && !nextUrl && !isByRow) return undefined;
  // Where the first page comes from is told elsewhere: by another operation, or by nobody.
  if (asked?.isRequired) return undefined;
  const before = back ?? (previousUrl && !isNumbered ? asked : undefined);
  const givenBack = before && !isByRow ? answerToken('previousToken', before) : undefined;
  const canGoBack = before && (givenBack || isByRow || link || previousUrl);
  const flags = {
    next: firstOf(body, ANSWER_NAMES.hasMore, isFlagPlace),
    last: turnedFlag(ANSWER_NAMES.isLast),
    previous: firstOf(body, ANSWER_NAMES.hasPrevious, isFlagPlace),
    first: turnedFlag(ANSWER_NAMES.isFirst),
  };
  const number = !asked && isNumbered ? nextNumber() : undefined;
  const edge = (names: readonly string[]) =>
    isByRow
      ? firstOf(body, names, (one) => (isTextPlace(one) || isNumberPlace(one)) && !saysUrl(one))
      : undefined;
  const present = (...all: (NamedPlace | undefined)[]) => all.filter((one) => one !== undefined);
  return {
    next: present(
      asked,
      given,
      isByRow ? edge(ANSWER_NAMES.lastId) : undefined,
      number,
      flags.next,
      flags.last,
      nextUrl,
      link,
    ),
    previous: present(
      canGoBack ? before : undefined,
      givenBack,
      canGoBack ? edge(ANSWER_NAMES.firstId) : undefined,
      flags.previous,
      flags.first,
      previousUrl,
      link,
    ),
    cursor: isByRow ? { field: id?.label ?? null } : number ? 'page' : undefined,
    urls: present(nextUrl, previousUrl).filter((one) => !isUrlPlace(one)),
    isByToken: asked !== undefined && !isNumbered,
  };

  /** True on the last page, or on the first. */
  function turnedFlag(names: readonly string[]): NamedPlace | undefined {
    const found = firstOf(body, names, isFlagPlace);
    return found && { ...found, text: `not ${found.text}` };
  }

  function requestToken(names: readonly string[]): NamedPlace | undefined {
    return firstOf(
      query,
      names,
      (one) => !isTimePlace(one) && (isTextPlace(one) || (isNumberPlace(one) && one.name !== 'page')),
    );
  }

  /** Of the same type as what a request gives back. */
  function answerToken(word: 'token' | 'previousToken', request: NamedPlace): NamedPlace | undefined {
    const fits = isTextPlace(request) ? isTextPlace : isNumberPlace;
    const inHeader = word === 'token' ? firstOf(headers, HEADER_NAMES.token) : undefined;
    return (
      firstOf(body, ANSWER_NAMES[word], (one) => fits(one) && !isUrlPlace(one) && !saysUrl(one)) ?? inHeader
    );
  }

  function urlOf(word: 'nextUrl' | 'previousUrl'): NamedPlace | undefined {
    return firstOf(body, ANSWER_NAMES[word], (one) => isTextPlace(one) && (isUrlPlace(one) || saysUrl(one)));
  }

  /** The number of the next page, where pages have numbers. */
  function nextNumber(): NamedPlace | undefined {
    const isPaged = query.some(
      (one) => isNumberPlace(one) && (REQUEST_NAMES.page as readonly string[]).includes(one.name),
    );
    return isPaged ? firstOf(body, ['nextpage', 'next', 'nextpagenumber'], isNumberPlace) : undefined;
  }
}

/** Whether a parameter can be the id of a row: a text is no number. */
function canBe({ types }: NamedPlace, id: PagingPlaces['id']): boolean {
  const isNumber = (one: string) => one === 'integer' || one === 'number';
  return id !== undefined && (!types.some(isNumber) || types.includes('string') || id.types.every(isNumber));
}
