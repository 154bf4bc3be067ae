import LinkHeader from 'http-link-header';
import { type Header, headerOf } from '../http/exchange.ts';
import type { RequestLocation } from '../spec/expressions.ts';
import type { Json } from '../spec/json.ts';
import type { Listing, PagingWord } from '../spec/spec.ts';

/** The relation of the link that stands for a word; some servers write `previous` for `prev`. */
const RELATIONS: Partial<Record<PagingWord, readonly string[]>> = {
  nextUrl: ['next'],
  previousUrl: ['prev', 'previous'],
  pages: ['last'],
};

/** What the header `Link` (RFC 8288) says of a word: the URL of a page, or how many pages there are. */
export function linkedValue(list: Listing, word: PagingWord, headers: readonly Header[]): Json | undefined {
  const text = headerOf(headers, 'link');
  const wanted = RELATIONS[word];
  if (text === undefined || !wanted) return undefined;
  const link = refsOf(text).find(({ rel }) =>
    rel.split(/\s+/).some((one) => wanted.includes(one.toLowerCase())),
  );
  return link && word === 'pages' ? numberIn(list, link.uri) : link?.uri;
}

function refsOf(text: string): { readonly uri: string; readonly rel: string }[] {
  try {
    return LinkHeader.parse(text).refs;
  } catch {
    // What cannot be read leads nowhere.
    return [];
  }
}

/** The number of the page that a URL leads to, from 1, where it says one. */
function numberIn({ paging: { reads, firstPage } }: Listing, url: string): number | undefined {
  const query = URL.canParse(url, 'http://any') ? new URL(url, 'http://any').searchParams : undefined;
  const read = ([place]: readonly RequestLocation[]) => {
    const text = place?.in === 'query' ? query?.get(place.name) : undefined;
    return text && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  };
  const [page, skip, size] = [read(reads.page), read(reads.skip), read(reads.size)];
  if (page !== undefined) return page - firstPage.asked + 1;
  return skip !== undefined && size ? Math.floor(skip / size) + 1 : undefined;
}
