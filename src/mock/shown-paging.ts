import type { Json } from '../spec/json.ts';
import { isLinkHeader } from '../spec/paging.ts';
import type { Listing, PagingWord } from '../spec/spec.ts';
import type { Cursor, Searched } from './cursor.ts';
import type { Incoming } from './incoming.ts';
import { createPageUrl } from './page-url.ts';
import { lastPage, type Slice } from './slice.ts';

/** What an answer shows of each word; undefined: its property is left out. */
export type ShownPaging = Partial<Record<PagingWord | 'lastUrl', Json | undefined>>;

/** Compiles the value of each paging word for a slice of `limit` rows. */
export function createShown({ paging }: Listing, cursor: Cursor) {
  const { shows } = paging;
  const isShown = (word: PagingWord) => shows[word].length > 0;
  const hasPreviousFlag = isShown('hasPrevious');
  const hasToken = isShown('token') || isShown('nextUrl');
  const hasPreviousToken = isShown('previousToken') || isShown('previousUrl');
  const hasLast = shows.pages.some(isLinkHeader);
  const hasUrls = isShown('nextUrl') || isShown('previousUrl') || hasLast;
  const pageUrl = createPageUrl({ paging } as Listing);
  // An id is that of a row on the page, wherever the page stands, unless the document says what the last one has.
  const isOfRow = typeof paging.cursor === 'object' && !paging.saysEnd;

  return (slice: Slice, limit: number, found: Searched, incoming: Incoming): ShownPaging => {
    const { start, end, size, page } = slice;
    const isMore = end < limit;
    // Without any rows there are none before the page either.
    const isBefore = start > 0 && limit > 0;
    const pages = lastPage(limit, size);
    const token = hasToken && hasRow(isMore) ? cursor.write(found, slice, 'next') : undefined;
    const previousToken =
      hasPreviousToken && hasRow(isBefore) ? cursor.write(found, slice, 'previous') : undefined;
    const shown: ShownPaging = {
      page: page - 1 + paging.firstPage.shown,
      skip: start,
      size,
      count: end - start,
      total: limit,
      pages,
      // A list with one flag means the direction that was asked for.
      hasMore: slice.by === 'previousToken' && !hasPreviousFlag ? isBefore : isMore,
      hasPrevious: isBefore,
      token: token ?? paging.endOf('token'),
      previousToken: previousToken ?? paging.endOf('previousToken'),
    };
    if (!hasUrls) return shown;
    const url = (
      number: number,
      skip: number,
      tokens: { token?: Json | undefined; previousToken?: Json | undefined },
    ) => pageUrl(incoming, { page: number, skip, token: undefined, previousToken: undefined, ...tokens });
    shown.nextUrl = isMore ? url(page + 1, end, { token }) : paging.endOf('nextUrl');
    shown.previousUrl = isBefore
      ? url(Math.max(1, page - 1), Math.max(0, start - size), { previousToken })
      : paging.endOf('previousUrl');
    if (hasLast && pages > 0) shown.lastUrl = url(pages, (pages - 1) * size, {});
    return shown;

    function hasRow(more: boolean): boolean {
      return isOfRow ? end > start : more;
    }
  };
}
