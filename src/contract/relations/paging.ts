import type { CheckName } from '../checks.ts';
import type { Session } from '../session.ts';
import { checkDefaults } from './paging/default.ts';
import { checkDisjoint } from './paging/disjoint.ts';
import { checkEcho } from './paging/echo.ts';
import { checkEmpty, sampleEmpty } from './paging/empty.ts';
import { checkFlags } from './paging/flags.ts';
import { checkPastTheEnd } from './paging/past-the-end.ts';
import { checkRepeatable } from './paging/repeatable.ts';
import { type Sample, samplesOf } from './paging/sample.ts';
import { checkPageSize } from './paging/size.ts';
import { checkSlices } from './paging/slices.ts';
import { checkToken } from './paging/token.ts';
import { checkPageCount, checkTotal } from './paging/totals.ts';
import type { RowReader } from './rows.ts';
import { listOf, type Walk, waysOf } from './walk.ts';

const CHECKS: readonly CheckName[] = [
  'page-size',
  'page-disjoint',
  'page-slices',
  'total',
  'has-more',
  'has-previous',
  'page-count',
  'page-echo',
  'token',
  'past-the-end',
  'page-default',
  'repeatable',
  'empty-list',
];

/** What pages say about each other: pages from all over the list, held against the walk of all rows. */
export async function checkPaging(session: Session, walk: Walk, rows: RowReader): Promise<void> {
  if (!CHECKS.some(session.wants)) return;
  checkDisjoint(session, walk, rows);
  const slices = await checkSlices(session, walk, rows);
  const tokens = await checkToken(session, walk, rows);
  const behind = await checkPastTheEnd(session, walk);
  const empty = await sampleEmpty(session, walk);
  const whole = samplesOf(walk, waysOf(listOf(session))[0] ?? 'once', walk);
  const samples: Sample[] = [...whole, ...slices, ...tokens];
  checkPageSize(session, samples);
  const all = [...samples, ...behind, ...(empty ? [empty] : [])];
  checkTotal(session, all);
  checkFlags(session, all);
  checkPageCount(session, all);
  checkEcho(session, all);
  checkEmpty(session, empty);
  await checkDefaults(session, walk, rows);
  await checkRepeatable(session, walk);
}
