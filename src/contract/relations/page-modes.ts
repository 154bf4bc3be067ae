import type { ObservedPage } from '../../result/observed-response.ts';
import { exactMember } from '../../spec/exact-member.ts';
import type { Json } from '../../spec/json.ts';
import type { Listing, PagingWord } from '../../spec/spec.ts';

/**
 * How pages are asked for: by their number, by how many rows to skip, by the token or the URL that the one before
 * shows. once: there is only one.
 */
export type PageMode = 'page' | 'skip' | 'token' | 'link' | 'once';

/** The page modes that a list has, the usual one first. */
export function pageModes(list: Listing): PageMode[] {
  const { reads, shows } = list.paging;
  return (['page', 'skip', 'token', 'link'] as const).filter((mode) => {
    if (mode === 'link') return shows.nextUrl.length > 0;
    if (mode !== 'token') return reads[mode].length > 0;
    // A token that stands in the next page's URL only is never seen by itself.
    if (shows.token.length === 0 && shows.nextUrl.length > 0 && !isOfRow(list.paging)) return false;
    return reads.token.length > 0 || (shows.token.length > 0 && placesOf(list, 'token').length > 0);
  });
}

/** Whether a request says by itself where its page stands, so that any page may be asked for. */
export function isNumbered(mode: PageMode): boolean {
  return mode === 'page' || mode === 'skip';
}

/** Whether a page without anything that leads on is the last. The id of a row, which leads on too, is on every page. */
export function endsByNext({ paging }: Listing, mode: PageMode): boolean {
  return mode === 'link' || (mode === 'token' && !isOfRow(paging));
}

/** Whether what leads on is a value of the last row, on every page. */
export function isOfRow({ cursor, saysEnd, shows }: Listing['paging']): boolean {
  return typeof cursor === 'object' && !(saysEnd && shows.token.length > 0);
}

/** Where a request takes what leads to another page: in a place of its own; the number of a page as any; else where all tokens are taken. */
export function placesOf({ paging: { reads, cursor } }: Listing, word: 'token' | 'previousToken') {
  if (reads[word].length > 0) return reads[word];
  if (cursor === 'page' && reads.page.length > 0) return reads.page;
  return reads.token;
}

/** What leads from a page to the one behind it, or to the one before. */
export function leadFrom(list: Listing, word: LeadWord, { page, exchange }: ObservedPage): Json | undefined {
  const { cursor, shows } = list.paging;
  const shown = page.shown[word];
  if (word === 'nextUrl' || word === 'previousUrl') {
    if (typeof shown !== 'string' || shown === '') return undefined;
    return URL.canParse(shown, exchange.request.url) ? new URL(shown, exchange.request.url).href : shown;
  }
  if (shows[word].length > 0 || typeof cursor !== 'object') return shown;
  const row = page.items.at(word === 'token' ? -1 : 0);
  return row === undefined ? undefined : exactMember(row, cursor.field);
}

export type LeadWord = Extract<PagingWord, 'token' | 'previousToken' | 'nextUrl' | 'previousUrl'>;

/** What leads on in a mode; undefined: nothing does. */
export function nextOf(list: Listing, mode: PageMode, seen: ObservedPage): Json | undefined {
  if (mode !== 'token' && mode !== 'link') return undefined;
  return leadFrom(list, mode === 'link' ? 'nextUrl' : 'token', seen);
}

export function hasToken(token: Json | undefined): boolean {
  return token !== undefined && token !== null && token !== '' && token !== false;
}
