import type { Json } from '../spec/json.ts';
import type { Listing } from '../spec/spec.ts';
import type { Incoming } from './incoming.ts';

/** Where another page begins, in each of the ways in which a request may say it. */
export interface OtherPage {
  /** From 1. */
  readonly page: number;
  readonly skip: number;
  readonly token: Json | undefined;
  readonly previousToken: Json | undefined;
}

const WAYS = ['token', 'previousToken', 'page', 'skip'] as const;
type UrlWay = (typeof WAYS)[number];

/** Makes the URL of another page of the list that a request asks for; all else of its query stays as it came. */
export type PageUrl = (incoming: Incoming, to: OtherPage) => string;

/** Compiles how a URL of the list says where a page begins: as the request does, else in the first way that it can. */
export function createPageUrl({ paging: { reads, firstPage } }: Listing): PageUrl {
  const names = new Map<UrlWay, string>();
  for (const way of WAYS) {
    const place = reads[way].find(({ in: part }) => part === 'query');
    if (place) names.set(way, place.name);
  }
  return (incoming, to) => {
    const query = new URLSearchParams(incoming.query);
    const canSay = (way: UrlWay) => to[way] !== undefined && to[way] !== null;
    const ways = [...names].filter(([way]) => canSay(way));
    const [way, name] = ways.find(([, one]) => query.has(one)) ?? ways[0] ?? [];
    for (const other of names.values()) if (other !== name) query.delete(other);
    const said = way && (way === 'page' ? to.page - 1 + firstPage.asked : to[way]);
    if (name !== undefined) query.set(name, String(said));
    const path = incoming.prefix + incoming.path;
    return incoming.origin + (query.size > 0 ? `${path}?${query}` : path);
  };
}
