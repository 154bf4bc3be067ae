import type { Page } from '../../result/observed-response.ts';
import type { Json } from '../../spec/json.ts';

/** A number that an answer shows, as a number or as text. */
export function toNumber(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** What a page says about rows behind it: one sign is enough. undefined: it does not say. */
export function claimsMore(
  { shown }: Page,
  { rows, number, mode }: { rows: number; number: number; mode: string },
): boolean | undefined {
  const [total, pages] = [toNumber(shown.total), toNumber(shown.pages)];
  const signs = [
    typeof shown.hasMore === 'boolean' ? shown.hasMore : undefined,
    // A total of nothing beside rows is one that was not counted.
    total === undefined || (total === 0 && rows > 0) ? undefined : total > rows,
    pages === undefined || pages === 0 ? undefined : pages > number,
    mode === 'token' && shown.token !== undefined ? shown.token !== '' && shown.token !== null : undefined,
  ].filter((sign) => sign !== undefined);
  return signs.length === 0 ? undefined : signs.includes(true);
}
