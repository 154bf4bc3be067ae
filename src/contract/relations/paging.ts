import type { Client } from '../client.ts';
import { listOf, pageModes } from './page-request.ts';
import { checkCounted } from './paging/counted.ts';
import { checkDefaults } from './paging/default.ts';
import { checkDisjoint } from './paging/disjoint.ts';
import { checkEcho } from './paging/echo.ts';
import { checkEmpty, sampleEmpty } from './paging/empty.ts';
import { sampleFar } from './paging/far.ts';
import { checkFlags } from './paging/flags.ts';
import { checkPastTheEnd } from './paging/past-the-end.ts';
import { checkRepeatable } from './paging/repeatable.ts';
import { type Sample, samplesOf } from './paging/sample.ts';
import { checkPageSize } from './paging/size.ts';
import { checkSlices } from './paging/slices.ts';
import { checkToken } from './paging/token.ts';
import { checkPageCount, checkTotal } from './paging/totals.ts';
import type { RowReader } from './rows.ts';
import type { ObservedPage, Walk } from './walk.ts';

/**
 * What pages say about each other: pages from all over the list, compared with the walk of all rows. Gives back
 * the pages that were seen, those of one size together.
 */
export async function checkPaging(client: Client, walk: Walk, rows: RowReader): Promise<ObservedPage[][]> {
  if (!client.log.checks.some(({ name, area }) => area === 'paging' && client.log.wants(name)))
    return [[...walk.pages]];
  const whole = samplesOf(walk, pageModes(listOf(client))[0] ?? 'once', walk);
  const slices = await checkSlices(client, walk, rows);
  const tokens = await checkToken(client, walk, rows);
  const far = await sampleFar(client, walk);
  const behind = await checkPastTheEnd(client, walk, far);
  const empty = await sampleEmpty(client, walk);
  const samples: Sample[] = [...whole, ...slices, ...tokens];
  const groups = [whole, ...bySize(slices), tokens];
  checkDisjoint(client.log, groups, rows);
  checkPageSize(client.log, samples);
  const all = [...samples, ...behind, ...(far ? [far.sample] : []), ...(empty ? [empty] : [])];
  checkTotal(client.log, walk, all);
  checkFlags(client.log, all);
  checkPageCount(client.log, all);
  checkEcho(client.log, all);
  checkEmpty(client.log, empty);
  await checkDefaults(client, walk, rows);
  await checkCounted(client, walk);
  await checkRepeatable(client, walk, slices);
  return groups.map((group) => group.map(({ seen }) => seen));
}

function bySize(samples: readonly Sample[]): Sample[][] {
  const sizes = [...new Set(samples.map(({ size }) => size))];
  return sizes.map((wanted) => samples.filter(({ size }) => size === wanted));
}
