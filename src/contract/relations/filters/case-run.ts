import { causesOf } from '../../../http/failure-match.ts';
import { excerpt } from '../../../text/excerpt.ts';
import { findDisorder, misplacedDeviation } from '../order/rows.ts';
import { wantedOrder, whyBlind } from '../order/wanted.ts';
import { pageModes } from '../page-modes.ts';
import { largestSize, listOf } from '../page-request.ts';
import { checkEcho } from '../paging/echo.ts';
import { checkFlags } from '../paging/flags.ts';
import { samplesOf } from '../paging/sample.ts';
import { checkPageSize } from '../paging/size.ts';
import { checkPageCount } from '../paging/totals.ts';
import { checkSameRows } from '../same-row.ts';
import { isPage, type Walk, walk } from '../walk.ts';
import { aboutCase } from './about-case.ts';
import type { FilterCase, FilterWorld } from './case.ts';
import { evaluateCase } from './evaluate.ts';
import { fulfilsAll } from './match.ts';
import { reportCase } from './report.ts';
import { conditionsOf } from './term.ts';
import { totalDeviation, totalOfPage } from './totals.ts';

const PAGES = 3;
const UNORDERED = 'rows are out of order when they are filtered';

/** Asks for what a filter gives, and keeps what it shows. The rows that came; undefined when it is refused. */
export async function runFilterCase(
  world: FilterWorld,
  one: FilterCase,
  maxPages: number | undefined,
): Promise<Walk | undefined> {
  const { client } = world;
  if (one.kind === 'nobody') {
    await runNobody(world, one);
    return undefined;
  }
  const { purpose, values } = one;
  const size = one.split ? sizeOf(world, one) : undefined;
  const found = await walk(client, {
    purpose,
    values,
    evidence: one.evidence,
    ...(maxPages !== undefined && { maxPages }),
    ...(size !== undefined && { size }),
  });
  if (!found) return undefined;
  const evaluations = evaluateCase(world, one, found);
  for (const check of ['filter-sound', 'filter-complete', 'filter-bound', 'total'] as const) {
    const evaluation = evaluations[check];
    if (evaluation) reportCase(world, one, check, evaluation.deviation);
  }
  checkFilteredOrder(world, found);
  checkFilteredPages(world, found);
  return found;
}

/** The order of a list is that of its parts too: seen without a request. */
function checkFilteredOrder({ client, rows, base }: FilterWorld, { pages, values }: Walk): void {
  const { order } = listOf(client);
  if (!order || !client.log.asserts(order.evidence)) return;
  const wanted = wantedOrder(client, { values }, order);
  if (whyBlind(client, rows, wanted.field) !== undefined) return;
  // Rows that came between two pages bring some of the first again, which then stand late.
  const ids = pages.flatMap(({ page }) => page.items.map(rows.id));
  if (new Set(ids).size < ids.length) return;
  const found = findDisorder(pages, rows, wanted);
  // Of a list that is out of order itself, this is the same fault.
  if (found && !findDisorder(base.pages, rows, wanted))
    client.log.saw('order', misplacedDeviation(client, order, wanted, UNORDERED, found));
}

/** What the pages of a filtered list say of themselves, and what its rows say. */
function checkFilteredPages({ client, rows, base }: FilterWorld, found: Walk): void {
  const { log } = client;
  const samples = samplesOf(found, pageModes(listOf(client))[0] ?? 'once', found);
  checkPageSize(log, samples);
  checkFlags(log, samples);
  checkPageCount(log, samples);
  checkEcho(log, samples);
  checkSameRows(client, base, found.pages, rows);
}

/** A page's rows so that what should come takes three, the last one short; undefined where a request cannot say it. */
function sizeOf(
  { client, rows, base, terms, given }: FilterWorld,
  { values }: FilterCase,
): number | undefined {
  const largest = largestSize(client);
  if (largest === undefined) return undefined;
  const conditions = conditionsOf(client.operation, terms, values);
  const { length } = base.rows.filter((row) => fulfilsAll(row, conditions, rows, given) !== false);
  return Math.min(largest, Math.ceil((length + 1) / PAGES));
}

/** Nothing comes, and no error but the one that is documented for what is not there. */
async function runNobody(world: FilterWorld, one: FilterCase): Promise<void> {
  const { client, rows, base, terms } = world;
  const { operation } = client;
  const seen = await client.ask({ purpose: one.purpose, values: one.values });
  const about = { ...aboutCase(world, one, seen), expected: `no ${one.purpose}` };
  if (!isPage(seen)) {
    const causes = causesOf(operation, seen.status, seen.reading);
    const isRange = one.terms.length > 1 && causes.includes('invalid-parameter');
    const isKnown = isRange || causes.includes('not-found') || causes.includes('gone');
    const actual = `status ${seen.status}: ${excerpt(seen.reading.text)}`;
    const refused = { ...about, title: 'a filter that nothing matches is refused', actual, pointer: '' };
    reportCase(world, one, 'filter-nobody', seen.kind === 'failure' && isKnown ? undefined : refused);
    return;
  }
  const conditions = conditionsOf(operation, terms, one.values);
  const { items } = seen.page;
  const isWrong = items.some((row) => {
    const verdict = fulfilsAll(row, conditions, rows);
    // Who was not seen among the first rows of a long list may be further down; who came since matches.
    return verdict === false || (verdict === undefined && base.complete);
  });
  const title = 'a filter that nothing matches gives rows';
  reportCase(
    world,
    one,
    'filter-nobody',
    isWrong ? { ...about, title, actual: `${items.length} rows` } : undefined,
  );
  const total = totalOfPage(world, seen, one.values);
  if (items.length === 0 && total !== undefined)
    reportCase(world, one, 'total', totalDeviation(world, one, seen, total, 0));
}
