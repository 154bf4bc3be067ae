import type { Session } from '../session.ts';
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
import { listOf, type ObservedPage, type Walk, waysOf } from './walk.ts';

/**
 * What pages say about each other: pages from all over the list, held against the walk of all rows. Gives back
 * the pages that were seen, those of one size together.
 */
export async function checkPaging(session: Session, walk: Walk, rows: RowReader): Promise<ObservedPage[][]> {
  if (!session.checks.some(({ name, area }) => area === 'paging' && session.wants(name)))
    return [[...walk.pages]];
  const whole = samplesOf(walk, waysOf(listOf(session))[0] ?? 'once', walk);
  const slices = await checkSlices(session, walk, rows);
  const tokens = await checkToken(session, walk, rows);
  const far = await sampleFar(session, walk);
  const behind = await checkPastTheEnd(session, walk, far);
  const empty = await sampleEmpty(session, walk);
  const samples: Sample[] = [...whole, ...slices, ...tokens];
  const groups = [whole, ...bySize(slices), tokens];
  checkDisjoint(session, groups, rows);
  checkPageSize(session, samples);
  const all = [...samples, ...behind, ...(far ? [far.sample] : []), ...(empty ? [empty] : [])];
  checkTotal(session, walk, all);
  checkFlags(session, all);
  checkPageCount(session, all);
  checkEcho(session, all);
  checkEmpty(session, empty);
  await checkDefaults(session, walk, rows);
  await checkCounted(session, walk);
  await checkRepeatable(session, walk, slices);
  return groups.map((group) => group.map(({ seen }) => seen));
}

function bySize(samples: readonly Sample[]): Sample[][] {
  const sizes = [...new Set(samples.map(({ size }) => size))];
  return sizes.map((wanted) => samples.filter(({ size }) => size === wanted));
}
