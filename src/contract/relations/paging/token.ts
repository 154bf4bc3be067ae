import type { Listing } from '../../../spec/spec.ts';
import type { Check } from '../../check.ts';
import type { Client } from '../../client.ts';
import { shows } from '../applies.ts';
import { pageModes } from '../page-modes.ts';
import { largestSize, listOf } from '../page-request.ts';
import type { RowReader } from '../rows.ts';
import { type Walk, walk } from '../walk.ts';
import { LEADS, leadDeviations } from './leads.ts';
import { checkKept } from './linked-filter.ts';
import { checkResized, checkReused } from './reused.ts';
import { type Sample, samplesOf } from './sample.ts';
import { allowedSizes } from './sizes.ts';
import { sliceDeviation } from './slices.ts';
import { logDeviations, pagingStatement } from './statement.ts';

export const TOKEN = {
  name: 'token',
  title: 'A next-page token leads to the next page, a new one each time, and ends at the last.',
  area: 'paging',
  needs: 'stable-list',
  offline: true,
  appliesTo: ({ list }) => list !== undefined && hasTokens(list),
} as const satisfies Check;

export const NEXT_LINK = {
  name: 'next-link',
  title: 'The URL of the next page leads to the rest of the same list, and the last page has none.',
  area: 'paging',
  needs: 'stable-list',
  offline: true,
  appliesTo: shows('nextUrl'),
} as const satisfies Check;

/** Pages that were led to: those of one walk, and some of other sizes. */
interface LedPages {
  readonly group: readonly Sample[];
  readonly others: readonly Sample[];
}

const NONE: LedPages = { group: [], others: [] };

/** As many pages as a walk through tokens should have, at least: enough to see one come again. */
const PAGES = 4;
const MOST_PAGES = 6;

/** token, next-link: each leads to the next page, a new one every time, and the last page has none. */
export async function checkLeads(
  client: Client,
  whole: Walk,
  rows: RowReader,
  mode: 'token' | 'link',
  maxPages?: number,
): Promise<LedPages> {
  const list = listOf(client);
  const { check, word, thing } = LEADS[mode];
  if (mode === 'token' ? !hasTokens(list) : list.paging.shows.nextUrl.length === 0) return NONE;
  if (!pageModes(list).includes(mode)) {
    client.log.skip(`check:${check}`, 'not-declared', 'no request takes a token');
    return NONE;
  }
  const statement = pagingStatement(client, word, 'size');
  // Where there is no other way, these are the small pages as well.
  const isOnlyWay = pageModes(list)[0] === mode;
  const checks = ([check, 'page-slices'] as const).slice(0, isOnlyWay ? 2 : 1);
  if (!client.log.asserts(statement.evidence))
    for (const one of checks) client.log.skip(`check:${one}`, 'assumed');
  // Where they are the only small pages, a flag shows on them, and what leads back.
  const also = isOnlyWay ? (['has-more', 'previous'] as const) : [];
  const isWanted = [...checks, ...also].some(client.log.wants);
  if (!isWanted || !client.log.asserts(statement.evidence)) return NONE;
  const size = sizeFor(client, whole.rows.length);
  const small = await walk(client, {
    purpose: mode === 'token' ? 'every row through tokens' : 'every row by the URLs of the next pages',
    values: whole.values,
    by: mode,
    ...(size !== undefined && { size }),
    ...(maxPages !== undefined && { maxPages }),
  });
  if (!small) return NONE;
  const samples = samplesOf(small, mode, whole);
  const slices = samples.map(({ seen, before }) =>
    sliceDeviation(seen, statement, {
      ids: whole.rows.map(rows.id),
      id: rows.id,
      before,
      step: seen.page.items.length,
      complete: whole.complete,
    }),
  );
  logDeviations(client.log, check, statement, [
    ...slices.map(
      (deviation) =>
        deviation && { ...deviation, title: `${thing} does not lead to the rows that come next` },
    ),
    ...leadDeviations(client, samples, mode, statement),
  ]);
  if (isOnlyWay) logDeviations(client.log, 'page-slices', statement, slices);
  const others: Sample[] = [];
  if (mode === 'link') await checkKept(client, whole, rows, statement);
  else {
    await checkReused(client, small, rows, statement);
    others.push(...(await checkResized(client, small, whole, rows)));
  }
  return {
    group: samples.map((sample, index) => ({ ...sample, isOff: slices[index] !== undefined })),
    others,
  };
}

/** Of the sizes that make enough pages and not too many, one that fills the last page: that nothing follows a full one is easily missed. */
function sizeFor(client: Client, count: number): number | undefined {
  const largest = largestSize(client);
  const usual = largest && Math.min(largest, Math.max(1, Math.ceil(count / PAGES)));
  if (usual === undefined) return undefined;
  const isAllowed = allowedSizes(client);
  const least = Math.max(1, Math.ceil(count / MOST_PAGES));
  const filling = Array.from({ length: Math.max(0, usual - least + 1) }, (_, index) => usual - index);
  return filling.find((size) => count % size === 0 && isAllowed(size)) ?? usual;
}

/** Tokens are shown, or are values of rows that a request takes. */
export function hasTokens({ paging: { shows: shown, reads, cursor } }: Listing): boolean {
  return shown.token.length > 0 || (typeof cursor === 'object' && reads.token.length > 0);
}
