import { fieldAt } from '../../spec/field.ts';
import type { Json } from '../../spec/json.ts';
import { type RequestValues, withValue } from '../../spec/request-values.ts';
import type { Listing, PagingWord } from '../../spec/spec.ts';
import type { Subject } from '../check-log.ts';
import type { Client } from '../client.ts';
import { linkedValues } from './linked-values.ts';
import { hasToken, type PageMode, placesOf } from './page-modes.ts';

const USUAL_LARGEST = 100;
const LARGEST = 1000;

interface PageWanted {
  /** From 1. */
  readonly number: number;
  /** null: left out. */
  readonly size?: number | null | undefined;
  /** How many rows stand before it, where its number and size do not say it. */
  readonly skip?: number | undefined;
  /** What the page before leads here by: a token, or a URL. */
  readonly next?: Json | undefined;
}

/** A request of one page. */
export function askFor(
  subject: Subject,
  values: RequestValues,
  mode: PageMode,
  { number, size, skip, next }: PageWanted,
): RequestValues {
  const list = listOf(subject);
  const { reads, firstPage } = list.paging;
  const linked = mode === 'link' && hasToken(next) ? linkedValues(subject, values, String(next)) : undefined;
  if (linked) return linked;
  let asked = values;
  const put = (places: Listing['paging']['reads'][PagingWord], value: Json | undefined, all = false) => {
    for (const [index, place] of places.entries())
      asked = withValue(asked, place, index === 0 || all ? value : undefined);
  };
  put(reads.page, mode === 'page' ? number - 1 + firstPage.asked : undefined);
  put(reads.skip, mode === 'skip' ? (skip ?? (number - 1) * (size ?? 0)) : undefined);
  put(reads.previousToken, undefined);
  put(reads.token, undefined);
  if (mode === 'token' && number > 1) put(placesOf(list, 'token'), next);
  // A size of its own may belong to the tokens: then both say the same.
  if (size !== undefined) put(reads.size, size ?? undefined, mode === 'token');
  return asked;
}

/** The request for the page before one, by what it shows of it: a token, or a URL. */
export function askBack(
  subject: Subject,
  values: RequestValues,
  word: 'previousToken' | 'previousUrl',
  { size, back }: { size: number | undefined; back: Json },
): RequestValues | undefined {
  if (word === 'previousUrl') return linkedValues(subject, values, String(back));
  const [place] = placesOf(listOf(subject), 'previousToken');
  const first = askFor(subject, values, 'once', { number: 1, size });
  return place && withValue(first, place, back);
}

/** The largest page that a request may ask for; undefined where it cannot say. */
export function largestSize(client: Client): number | undefined {
  const [place] = listOf(client).paging.reads.size;
  if (!place) return undefined;
  const declared = declaredLargest(client);
  return Math.min(declared ?? USUAL_LARGEST, client.limits.maxSize ?? LARGEST, LARGEST);
}

/** The largest page that the document allows; undefined where it does not say. */
export function declaredLargest({ operation }: Subject): number | undefined {
  const [place] = operation.list?.paging.reads.size ?? [];
  const { maximum } = (place && fieldAt(operation, place).schema) ?? {};
  return typeof maximum === 'number' ? maximum : undefined;
}

/** The operation's listing; only operations that list are walked. */
export function listOf({ operation }: Subject): Listing {
  if (!operation.list) throw new Error(`${operation.id} lists nothing`);
  return operation.list;
}
