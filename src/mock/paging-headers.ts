import type { Json } from '../spec/json.ts';
import { isLinkHeader } from '../spec/paging.ts';
import { type Listing, PAGING_WORDS, type PagingWord } from '../spec/spec.ts';
import { asHeader } from '../text/as-header.ts';

/** The relation of the link to another page, as IANA registers them. */
const RELATIONS: Partial<Record<PagingWord, { readonly rel: string; readonly url: string }>> = {
  previousUrl: { rel: 'prev', url: 'previousUrl' },
  nextUrl: { rel: 'next', url: 'nextUrl' },
  pages: { rel: 'last', url: 'lastUrl' },
};

type Shown = Readonly<Record<string, Json | undefined>>;

/** Compiles the headers that show paging words; undefined where none does. What says nothing is a header that is not there. */
export function createPagingHeaders({ paging, success }: Listing) {
  const places = PAGING_WORDS.flatMap((word) =>
    paging.shows[word].filter(({ in: part }) => part === 'header').map((place) => ({ word, place })),
  );
  if (places.length === 0) return undefined;
  const nameOf = (name: string) => success.headers.get(name)?.name ?? name;
  const links = places.filter(({ place }) => isLinkHeader(place)).map(({ word }) => word);
  const values = places.filter(({ place }) => !isLinkHeader(place));

  return (shown: Shown): Record<string, string> => {
    const found: Record<string, string> = {};
    for (const { word, place } of values) {
      const value = String((paging.isTurned(place) ? shown[word] !== true : shown[word]) ?? '');
      if (value !== '') found[nameOf(place.name)] = asHeader(value);
    }
    const link = toLinks(links, shown);
    if (link !== '') found[nameOf('link')] = link;
    return found;
  };
}

/** A URL has no angle brackets of its own, so nothing has to be escaped; the library for these headers is loaded by who reads them. */
function toLinks(words: readonly PagingWord[], shown: Shown): string {
  return words
    .flatMap((word) => {
      const { rel, url } = RELATIONS[word] ?? { rel: '', url: '' };
      const uri = shown[url];
      return typeof uri === 'string' && uri !== '' ? [`<${uri}>; rel="${rel}"`] : [];
    })
    .join(', ');
}
