import type { ObservedResponse } from '../../result/observed-response.ts';
import type { Json } from '../../spec/json.ts';
import type { RequestValues } from '../../spec/request-values.ts';
import type { Client } from '../client.ts';
import { unlessGivenUp } from '../given-up.ts';
import { askFor, hasToken, listOf, pageModes } from './page-request.ts';
import { reportRefused } from './refused.ts';
import { isPage, type ObservedPage } from './walk.ts';

/** One page by its number; where a list has tokens only, through those of the pages before. undefined: refused, which is reported. */
export async function pageAt(
  client: Client,
  options: {
    readonly values?: RequestValues;
    readonly page: number;
    readonly size?: number;
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
  { values = client.values, page, size, purpose }: Parameters<typeof pageAt>[1],
): Promise<ObservedResponse | undefined> {
  const list = listOf(client);
  const [mode = 'once'] = pageModes(list);
  const ask = (asked: RequestValues) =>
    unlessGivenUp(client.log, [], () => client.ask({ purpose, values: asked }));
  if (mode !== 'token') return ask(askFor(list, values, mode, { number: page, size }));
  let token: Json | undefined;
  for (let number = 1; ; number += 1) {
    const seen = await ask(askFor(list, values, mode, { number, size, token }));
    token = seen?.page?.shown.token;
    if (number === page || !seen || !isPage(seen)) return seen;
    if (!hasToken(token) || number > client.limits.maxPages) return undefined;
  }
}
