import type { ObservedPage, ObservedResponse } from '../../result/observed-response.ts';
import type { Json } from '../../spec/json.ts';
import type { RequestValues } from '../../spec/request-values.ts';
import type { Client } from '../client.ts';
import { unlessGivenUp } from '../given-up.ts';
import { hasToken, isNumbered, nextOf, pageModes } from './page-modes.ts';
import { askFor, listOf } from './page-request.ts';
import { reportRefused } from './refused.ts';
import { isPage } from './walk.ts';

/** One page by its number; where pages only lead to each other, through those before. undefined: refused, which is reported. */
export async function pageAt(
  client: Client,
  options: {
    readonly values?: RequestValues;
    readonly page: number;
    readonly size?: number;
    /** How many rows stand before it, where its number and size do not say it. */
    readonly skip?: number;
    readonly purpose: string;
  },
): Promise<ObservedPage | undefined> {
  const seen = await askPage(client, options);
  if (seen && isPage(seen)) return seen;
  if (seen) reportRefused(client.log, seen);
  return undefined;
}

/** The same, and whatever came. undefined: no token leads there, or nothing came. */
export async function askPage(
  client: Client,
  { values = client.values, page, size, skip, purpose }: Parameters<typeof pageAt>[1],
): Promise<ObservedResponse | undefined> {
  const list = listOf(client);
  const [mode = 'once'] = pageModes(list);
  const ask = (asked: RequestValues) =>
    unlessGivenUp(client.log, [], () => client.ask({ purpose, values: asked }));
  if (isNumbered(mode) || mode === 'once')
    return ask(askFor(client, values, mode, { number: page, size, skip }));
  let next: Json | undefined;
  for (let number = 1; ; number += 1) {
    const seen = await ask(askFor(client, values, mode, { number, size, next }));
    if (number === page || !seen || !isPage(seen)) return seen;
    next = nextOf(list, mode, seen);
    if (!hasToken(next) || number > client.limits.maxPages) return undefined;
  }
}
