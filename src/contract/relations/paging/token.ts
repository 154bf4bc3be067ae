import type { Json } from '../../../spec/json.ts';
import type { Statement } from '../../../spec/statement.ts';
import { excerpt } from '../../../text/excerpt.ts';
import type { Check } from '../../check.ts';
import type { Subject } from '../../check-log.ts';
import type { Client } from '../../client.ts';
import { shows } from '../applies.ts';
import { unknownId } from '../links/unknown.ts';
import { askFor, hasToken, largestSize, listOf, pageModes } from '../page-request.ts';
import type { RowReader } from '../rows.ts';
import { isPage, type Walk, walk } from '../walk.ts';
import { type Sample, samplesOf } from './sample.ts';
import { sliceDeviation } from './slices.ts';
import { logDeviations, type PageDeviation, pagingStatement, placesShown } from './statement.ts';

export const TOKEN = {
  name: 'token',
  title: 'A next-page token leads to the next page, a new one each time, and ends at the last.',
  area: 'paging',
  needs: 'stable-list',
  offline: true,
  appliesTo: shows('token'),
} as const satisfies Check;

/** As many pages as a walk through tokens should have, at least: enough to see one come again. */
const PAGES = 4;

/** token: each leads to the next page, a new one every time, and the last page has none. */
export async function checkToken(
  client: Client,
  whole: Walk,
  rows: RowReader,
  maxPages?: number,
): Promise<Sample[]> {
  const { paging } = listOf(client);
  if (paging.shows.token.length === 0) return [];
  if (!pageModes(listOf(client)).includes('token')) {
    client.log.skip('check:token', 'not-declared', 'no request takes a token');
    return [];
  }
  const statement = pagingStatement(client, 'token', 'size');
  // Where there is no other way, these are the small pages as well.
  const isOnlyWay = pageModes(listOf(client))[0] === 'token';
  const checks = (['token', 'page-slices'] as const).slice(0, isOnlyWay ? 2 : 1);
  if (!client.log.asserts(statement.evidence))
    for (const check of checks) client.log.skip(`check:${check}`, 'assumed');
  if (!checks.some(client.log.wants) || !client.log.asserts(statement.evidence)) return [];
  const largest = largestSize(client);
  const size = largest && Math.min(largest, Math.max(1, Math.ceil(whole.rows.length / PAGES)));
  const small = await walk(client, {
    purpose: 'every row through tokens',
    values: whole.values,
    by: 'token',
    ...(size !== undefined && { size }),
    ...(maxPages !== undefined && { maxPages }),
  });
  if (!small) return [];
  const samples = samplesOf(small, 'token', whole);
  const slices = samples.map(({ seen, before }) =>
    sliceDeviation(seen, statement, {
      ids: whole.rows.map(rows.id),
      id: rows.id,
      before,
      step: seen.page.items.length,
      complete: whole.complete,
    }),
  );
  logDeviations(client.log, 'token', statement, [
    ...slices.map(
      (deviation) => deviation && { ...deviation, title: 'a token does not lead to the rows that come next' },
    ),
    ...tokenDeviations(client, samples, statement),
  ]);
  if (isOnlyWay) logDeviations(client.log, 'page-slices', statement, slices);
  await checkReused(client, small, rows, statement);
  return samples.map((sample, index) => ({ ...sample, isOff: slices[index] !== undefined }));
}

/** The same token leads to the same page when it is used again; one that the list did not give makes nothing fail. */
async function checkReused(
  client: Client,
  { pages: [first, second], values, size }: Walk,
  rows: RowReader,
  statement: Statement,
): Promise<void> {
  const token = first?.page.shown.token;
  if (!second || !hasToken(token) || !client.log.wants('token')) return;
  const ask = (purpose: string, other: Json) =>
    client.ask({
      purpose,
      values: askFor(listOf(client), values, 'token', { number: 2, size, token: other }),
    });
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
  if (unknown !== undefined) await ask('a token that the list did not give', unknown);
}

/** What is wrong with the tokens themselves that pages show. */
export function tokenDeviations(
  subject: Subject,
  samples: readonly Sample[],
  statement: Statement,
): PageDeviation[] {
  const known = new Set<string>();
  return samples.flatMap(({ seen, more, number }): PageDeviation[] => {
    const token = seen.page.shown.token;
    const [{ pointer } = { pointer: '' }] = placesShown(subject, seen, 'token');
    const deviation = (title: string, expected: string): PageDeviation[] => [
      {
        title,
        expected,
        actual: excerpt(JSON.stringify(token ?? null)),
        pointer,
        ...statement,
        exchange: seen.exchange,
      },
    ];
    if (!hasToken(token)) {
      if (more !== true) return [];
      return deviation('a page has no token, although rows follow', 'a token for the rows that follow');
    }
    if (known.has(JSON.stringify(token)))
      return deviation('a token comes again: it leads round in a circle', 'a token that no page before had');
    known.add(JSON.stringify(token));
    if (more !== false) return [];
    return deviation('the last page has a token for a next one', `no token: no rows follow page ${number}`);
  });
}
