import type { Client } from '../client.ts';
import { unlessGivenUp } from '../given-up.ts';
import { checkDeclaredOrder } from './order.ts';
import { pageModes } from './page-modes.ts';
import { listOf } from './page-request.ts';
import { checkCounted } from './paging/counted.ts';
import { checkDefaults } from './paging/default.ts';
import { checkDisjoint } from './paging/disjoint.ts';
import { checkEcho } from './paging/echo.ts';
import { checkEmpty, sampleEmpty } from './paging/empty.ts';
import { checkEnd } from './paging/end.ts';
import { sampleFar } from './paging/far.ts';
import { checkFlags } from './paging/flags.ts';
import { checkPastTheEnd } from './paging/past-the-end.ts';
import { checkPrevious } from './paging/previous.ts';
import { checkRepeatable } from './paging/repeatable.ts';
import { type Sample, samplesOf } from './paging/sample.ts';
import { checkPageSize } from './paging/size.ts';
import { checkSlices, type SliceChoice } from './paging/slices.ts';
import { checkLeads } from './paging/token.ts';
import { checkPageCount, checkTotal } from './paging/totals.ts';
import type { RowReader } from './rows.ts';
import { checkSameRows } from './same-row.ts';
import { type Part, runShort, type ShortPart, type Stage } from './stage.ts';
import type { Walk } from './walk.ts';

/** What pages say about each other: pages from all over the list, compared with the walk of all rows. */
export async function checkPaging(client: Client, stage: Stage): Promise<void> {
  const { rows, run } = stage;
  const { log } = client;
  const isWanted = log.checks.some(({ name, area }) => area === 'paging' && log.wants(name));
  if (isWanted) await run(client, everything(rows), shortParts(rows, stage.base));
  else await runShort(stage, client, async ({ log }, base) => checkDeclaredOrder(log, base, rows, []));
}

/** All pages together: each says something of the others. */
function everything(rows: RowReader): Part {
  return async (client, base) => {
    const slices = await checkSlices(client, base, rows);
    const tokens = await checkLeads(client, base, rows, 'token');
    const linked = await checkLeads(client, base, rows, 'link');
    const far = await sampleFar(client, base);
    const behind = await checkPastTheEnd(client, base, far);
    const empty = await unlessGivenUp(client.log, [], () => sampleEmpty(client, base));
    const others = [
      ...[...behind, ...tokens.others, ...linked.others],
      ...[...(far ? [far.sample] : []), ...(empty ? [empty] : [])],
    ];
    judge(client, base, rows, { groups: [...bySize(slices), tokens.group, linked.group], others });
    checkEmpty(client.log, empty);
    await checkBack(client, base, rows, [slices, tokens.group, linked.group]);
    await checkDefaults(client, base, rows);
    await unlessGivenUp(client.log, [], () => checkCounted(client, base));
    await unlessGivenUp(client.log, [], () => checkRepeatable(client, base, slices));
  };
}

/** The same in parts of a few requests each; `whole` is the walk of all rows. */
function shortParts(rows: RowReader, whole: Walk): ShortPart[] {
  const slices =
    (choice: SliceChoice): Part =>
    async (client, base) =>
      judge(client, base, rows, { groups: [await checkSlices(client, base, rows, choice)] });
  const parts: Part[] = [
    slices({ sizes: 1, numbers: () => [1, 2, 3] }),
    slices({ sizes: 1, numbers: (last) => [last - 1, last] }),
    async (client, base) => {
      const far = await sampleFar(client, base);
      const behind = await checkPastTheEnd(client, base, far);
      judge(client, base, rows, { groups: [], others: [...behind, ...(far ? [far.sample] : [])] });
    },
    async (client, base) => {
      const tokens = await checkLeads(client, base, rows, 'token', MOST_TOKENS);
      const linked = await checkLeads(client, base, rows, 'link', MOST_TOKENS);
      judge(client, base, rows, { groups: [tokens.group, linked.group], others: tokens.others });
      await checkBack(client, base, rows, [tokens.group, linked.group]);
    },
    (client, base) => checkDefaults(client, base, rows),
    checkCounted,
    async (client, base) => {
      const empty = await sampleEmpty(client, base);
      judge(client, base, rows, { groups: [], others: empty ? [empty] : [] });
      checkEmpty(client.log, empty);
    },
  ];
  const end: Part = (client) => checkEnd(client, whole, rows);
  return [
    { part: end, compares: 'itself', of: ['has-more', 'token', 'next-link'] },
    ...parts.map((part) => ({ part, compares: 'ids' as const })),
    { part: (client, base) => checkRepeatable(client, base, []), compares: 'rows' },
  ];
}

/** From the pages of one walk, the one that has the most. */
async function checkBack(
  client: Client,
  base: Walk,
  rows: RowReader,
  groups: readonly (readonly Sample[])[],
): Promise<void> {
  const [most = []] = groups.toSorted((a, b) => b.length - a.length);
  await unlessGivenUp(client.log, [], () => checkPrevious(client, base, rows, most));
}

/** As many pages as are walked through tokens on a short look. */
const MOST_TOKENS = 5;

interface Seen {
  /** Pages of one size together, in their order. */
  readonly groups: readonly (readonly Sample[])[];
  readonly others?: readonly Sample[];
}

/** What pages say, beside those of the walk itself. */
function judge(client: Client, base: Walk, rows: RowReader, { groups, others = [] }: Seen): void {
  const { log } = client;
  const whole = samplesOf(base, pageModes(listOf(client))[0] ?? 'once', base);
  const all = [whole, ...groups];
  const samples = all.flat();
  checkSameRows(
    client,
    base,
    groups.flat().map(({ seen }) => seen),
    rows,
  );
  checkDisjoint(log, all, rows);
  checkPageSize(log, samples);
  checkTotal(log, base, [...samples, ...others]);
  checkFlags(log, [...samples, ...others]);
  checkPageCount(log, [...samples, ...others]);
  checkEcho(log, [...samples, ...others]);
  checkDeclaredOrder(
    log,
    base,
    rows,
    groups.map((group) => group.map(({ seen }) => seen)),
  );
}

function bySize(samples: readonly Sample[]): Sample[][] {
  const sizes = [...new Set(samples.map(({ size }) => size))];
  return sizes.map((wanted) => samples.filter(({ size }) => size === wanted));
}
