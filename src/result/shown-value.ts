import { type Header, headerOf } from '../http/exchange.ts';
import { exactAt } from '../spec/exact-member.ts';
import type { Expression } from '../spec/expressions.ts';
import type { Json } from '../spec/json.ts';
import { toPointer, valueAt } from '../spec/json-pointer.ts';
import { isLinkHeader } from '../spec/paging.ts';
import type { Listing, PagingWord } from '../spec/spec.ts';
import { linkedValue } from './page-links.ts';

/** What can be read of an answer. */
export interface Answered {
  readonly body: Json | undefined;
  readonly headers: readonly Header[];
}

/** What an answer shows of a word in a place of its body or of its headers; `exact` with all digits of a number. */
export function shownValue(
  list: Listing,
  word: PagingWord,
  place: Expression,
  { body, headers }: Answered,
  exact = false,
): Json | undefined {
  if (isLinkHeader(place)) return linkedValue(list, word, headers);
  if (place.in === 'header') return headerValue(list, place.name, headers);
  return exact ? exactAt(body, place.path) : valueAt(body, toPointer(place.path));
}

/** How people call a place of an answer. */
export function placeLabel({ success }: Listing, { in: place, name, path }: Expression): string {
  return place === 'header' ? `the header ${success.headers.get(name)?.name ?? name}` : toPointer(path);
}

/** A header is a text; its schema says whether it is a number or a flag. */
function headerValue({ success }: Listing, name: string, headers: readonly Header[]): Json | undefined {
  const text = headerOf(headers, name)?.trim();
  const types = [success.headers.get(name)?.schema.type].flat();
  if (text === undefined) return undefined;
  if (types.includes('boolean') && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  const isNumber = types.includes('integer') || types.includes('number');
  return isNumber && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}
