import type { ObservedPage } from '../../../result/observed-response.ts';
import { excerpt } from '../../../text/excerpt.ts';
import type { Check } from '../../check.ts';
import type { Client } from '../../client.ts';
import { isList } from '../applies.ts';
import { isPage, isSame, type Walk } from '../walk.ts';
import type { Sample } from './sample.ts';
import { listStatement, logDeviations, type PageDeviation } from './statement.ts';

export const REPEATABLE = {
  name: 'repeatable',
  title: 'The same request gives the same page twice, and a row says the same wherever it is listed.',
  area: 'paging',
  needs: 'stable-list',
  offline: false,
  appliesTo: isList,
} as const satisfies Check;

/** repeatable: the first page of the walk asked for again, twice, and a page from further down. */
export async function checkRepeatable(
  client: Client,
  { pages }: Walk,
  small: readonly Sample[],
): Promise<void> {
  const [first] = pages;
  if (!client.log.wants('repeatable') || !first) return;
  const further = pages.length > 1 ? pages[pages.length >> 1] : small.at(-1)?.seen;
  const wrong: (PageDeviation | undefined)[] = [];
  // What changes in turn may come round to the same again, but not twice in a row.
  for (const page of [first, first, further]) if (page) wrong.push(await repeatDeviation(client, page));
  logDeviations(client.log, 'repeatable', listStatement(client), wrong);
}

/** Asks for a page again and says what is different. */
export async function repeatDeviation(
  client: Client,
  page: ObservedPage,
): Promise<PageDeviation | undefined> {
  const { values } = page.planned;
  const again = await client.ask({ purpose: `${page.planned.purpose}, again`, ...(values && { values }) });
  const items = isPage(again) ? again.page.items : [];
  if (isPage(again) && isSame(items, page.page.items)) return undefined;
  const places = Array.from({ length: Math.max(items.length, page.page.items.length) }, (_, place) => place);
  const at =
    places.find((place) => JSON.stringify(page.page.items[place]) !== JSON.stringify(items[place])) ?? 0;
  return {
    title: 'the same request gives other rows when it is sent again',
    expected: `the same ${page.page.items.length} rows`,
    actual: isPage(again)
      ? `${items.length} rows; at place ${at + 1} ${excerpt(JSON.stringify(items[at]) ?? 'none')}`
      : `status ${again.status}: ${excerpt(again.reading.text)}`,
    ...listStatement(client),
    exchange: again.exchange,
  };
}
