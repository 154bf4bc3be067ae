import type { Cause } from '../../../spec/causes.ts';
import type { Json } from '../../../spec/json.ts';
import type { Statement } from '../../../spec/statement.ts';
import type { Client } from '../../client.ts';
import { unknownId } from '../links/unknown.ts';
import { hasToken, nextOf } from '../page-modes.ts';
import { askFor, listOf } from '../page-request.ts';
import type { RowReader } from '../rows.ts';
import { isPage, type Walk } from '../walk.ts';
import { moreAfter, type Sample } from './sample.ts';
import { allowedSizes, otherSize } from './sizes.ts';
import { sliceDeviation } from './slices.ts';
import { logDeviations, pagingStatement } from './statement.ts';

/** The same token leads to the same page when it is used again; one that the list did not give makes nothing fail. */
export async function checkReused(
  client: Client,
  { pages: [first, second], values, size }: Walk,
  rows: RowReader,
  statement: Statement,
): Promise<void> {
  const token = first && nextOf(listOf(client), 'token', first);
  if (!second || !hasToken(token) || !client.log.wants('token')) return;
  const ask = (purpose: string, next: Json, causes: readonly Cause[] = []) =>
    client.ask({ purpose, causes, values: askFor(client, values, 'token', { number: 2, size, next }) });
  const again = await ask('the second page by its token, again', token as Json);
  const found = isPage(again) ? again.page.items.map(rows.id) : [];
  const isWrong = !isPage(again) || found.join() !== second.page.items.map(rows.id).join();
  logDeviations(client.log, 'token', statement, [
    isWrong
      ? {
          title: 'a token leads elsewhere when it is used again',
          expected: `the same ${second.page.items.length} rows`,
          actual: isPage(again) ? `${found.length} rows, others` : `status ${again.status}`,
          ...statement,
          exchange: again.exchange,
        }
      : undefined,
  ]);
  // What comes then is documented nowhere, but that it is no failure of the server.
  const unknown = unknownId([token as Json], token, undefined);
  if (unknown !== undefined) await ask('a token that the list did not give', unknown, ['invalid-parameter']);
}

/** A token that knows the row where it stands leads there whatever the size of the page: no row comes twice, none is left out. */
export async function checkResized(
  client: Client,
  small: Walk,
  whole: Walk,
  rows: RowReader,
): Promise<Sample[]> {
  const { paging } = listOf(client);
  const { size } = small;
  const statement = pagingStatement(client, 'cursor', 'token', 'size');
  if (paging.cursor === 'page' || size === undefined || !client.log.asserts(statement.evidence)) return [];
  const seen = [
    await resized(client, small, { behind: 0, size: otherSize(client, size) }),
    await resized(client, small, toTheEnd(client, small)),
  ].filter((sample) => sample !== undefined);
  const wrong = seen.map((sample) =>
    sliceDeviation(sample.seen, statement, {
      ids: whole.rows.map(rows.id),
      id: rows.id,
      before: sample.before,
      step: Math.min(sample.size ?? 0, sample.seen.page.items.length),
      complete: whole.complete,
    }),
  );
  logDeviations(
    client.log,
    'token',
    statement,
    wrong.map(
      (deviation) =>
        deviation && { ...deviation, title: 'a token leads elsewhere when another page size is asked for' },
    ),
  );
  return seen.map((sample, index) => ({
    ...sample,
    more: moreAfter(whole, sample.before + sample.seen.page.items.length),
    total: whole.complete ? whole.rows.length : undefined,
    isOff: wrong[index] !== undefined,
  }));
}

interface Resized {
  /** The page whose token leads on, from 0. */
  readonly behind: number;
  readonly size: number | undefined;
}

/** As many rows as follow the last page but one: a page that is full and still the last. */
function toTheEnd(client: Client, { pages, complete, size }: Walk): Resized {
  const count = pages.at(-1)?.page.items.length ?? 0;
  const isShort = complete && pages.length > 2 && count > 0 && count < (size ?? 0);
  return { behind: pages.length - 2, size: isShort && allowedSizes(client)(count) ? count : undefined };
}

async function resized(
  client: Client,
  { pages, values }: Walk,
  { behind, size }: Resized,
): Promise<Sample | undefined> {
  const page = pages[behind];
  const token = page && nextOf(listOf(client), 'token', page);
  if (size === undefined || pages[behind + 1] === undefined || !hasToken(token)) return undefined;
  const seen = await client.ask({
    purpose: `the rows behind page ${behind + 1}, ${size} on the page`,
    values: askFor(client, values, 'token', { number: 2, size, next: token }),
  });
  const before = pages.slice(0, behind + 1).reduce((sum, one) => sum + one.page.items.length, 0);
  const of = { mode: 'token', number: behind + 2, size, before } as const;
  // Some services refuse to go on with another size, which no document of ours forbids.
  return isPage(seen) ? { ...of, seen, more: undefined, total: undefined, isOff: false } : undefined;
}
