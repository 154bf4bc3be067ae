import type { ObservedPage } from '../../result/observed-response.ts';
import type { Json } from '../../spec/json.ts';
import type { Listing } from '../../spec/spec.ts';
import { endsByNext, hasToken, nextOf, type PageMode } from './page-modes.ts';

/** A number that an answer shows, as a number or as text. */
export function toNumber(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** What a page says about rows behind it: one sign is enough. undefined: it does not say. */
export function claimsMore(
  list: Listing,
  seen: ObservedPage,
  { rows, number, mode }: { rows: number; number: number; mode: PageMode },
): boolean | undefined {
  const { shown } = seen.page;
  const next = nextOf(list, mode, seen);
  const [total, pages] = [toNumber(shown.total), toNumber(shown.pages)];
  const signs = [
    typeof shown.hasMore === 'boolean' ? shown.hasMore : undefined,
    // A total of nothing beside rows is one that was not counted.
    total === undefined || (total === 0 && rows > 0) ? undefined : total > rows,
    pages === undefined || pages === 0 ? undefined : pages > number,
    endsByNext(list, mode) && next !== undefined ? hasToken(next) : undefined,
  ].filter((sign) => sign !== undefined);
  return signs.length === 0 ? undefined : signs.includes(true);
}
