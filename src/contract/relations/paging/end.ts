import type { ObservedPage } from '../../../result/observed-response.ts';
import type { Client } from '../../client.ts';
import { unlessGivenUp } from '../../given-up.ts';
import { endsByNext, hasToken, nextOf, pageModes } from '../page-modes.ts';
import { askFor, listOf } from '../page-request.ts';
import type { RowReader } from '../rows.ts';
import { isPage, type Walk } from '../walk.ts';
import { checkMore } from './flags.ts';
import { LEADS, leadDeviations } from './leads.ts';
import type { Sample } from './sample.ts';
import { logDeviations, pagingStatement } from './statement.ts';

/** So often the end is looked at, until it stands still. */
const TRIES = 3;
/** As many pages as the end has at most, those without rows among them. */
const MOST = 7;
/** Tokens may lead over an empty page to more rows; over several, they lead nowhere. */
const MOST_EMPTY = 3;

/**
 * has-more, token, next-link at the end of a list that only its pages lead through: a short look begins at its first
 * page, and seldom gets so far. Here the page before the last is asked for as it was in the walk of all rows.
 */
export async function checkEnd(client: Client, whole: Walk, rows: RowReader): Promise<void> {
  const list = listOf(client);
  const [mode = 'once'] = pageModes(list);
  const known = whole.pages.filter(({ page }) => page.items.length > 0);
  const start = known.at(-2);
  // On a page that is the first one, a short look has begun.
  if ((mode !== 'token' && mode !== 'link') || !whole.complete || !start || known.length < 3) return;
  const pages = await unlessGivenUp(client.log, [], () => standingStill(client, whole, start, mode, rows));
  if (!pages) return;
  const index = whole.pages.indexOf(start);
  const before = whole.pages.slice(0, index).reduce((sum, { page }) => sum + page.items.length, 0);
  const samples = samplesOf(pages, { mode, size: whole.size, number: index + 1, before });
  checkMore(
    client.log,
    samples.filter(({ seen }) => seen.page.items.length > 0),
  );
  const { check, word } = LEADS[mode];
  const statement = pagingStatement(client, word, 'size');
  if (client.log.wants(check) && client.log.asserts(statement.evidence))
    logDeviations(client.log, check, statement, leadDeviations(client, samples, mode, statement));
}

/** The pages up to the end, where they are the same when they are asked for again. */
async function standingStill(
  client: Client,
  whole: Walk,
  start: ObservedPage,
  mode: 'token' | 'link',
  rows: RowReader,
): Promise<ObservedPage[] | undefined> {
  for (let turn = 0; turn < TRIES; turn += 1) {
    const pages = await toEnd(client, whole, start, mode);
    if (!pages) return undefined;
    if (await areSame(client, pages, mode, rows)) return pages;
  }
  return undefined;
}

async function toEnd(
  client: Client,
  { values, size }: Walk,
  start: ObservedPage,
  mode: 'token' | 'link',
): Promise<ObservedPage[] | undefined> {
  const list = listOf(client);
  const pages: ObservedPage[] = [];
  let empty = 0;
  let asked = start.planned.values ?? values;
  while (pages.length < MOST) {
    const seen = await client.ask({ purpose: 'the end of the list', values: asked });
    if (!isPage(seen)) return undefined;
    pages.push(seen);
    empty = seen.page.items.length === 0 ? empty + 1 : 0;
    const next = nextOf(list, mode, seen);
    if (!hasToken(next) || empty === (endsByNext(list, mode) ? MOST_EMPTY : 1)) return pages;
    asked = askFor(client, values, mode, { number: 2, size, next });
  }
  return undefined;
}

/**
 * The other way round: of services that answer by turns from two states, each page then falls to the other one. The
 * first is asked for once more, so that of three states another one begins the next time.
 */
async function areSame(
  client: Client,
  pages: readonly ObservedPage[],
  mode: 'token' | 'link',
  { id }: RowReader,
): Promise<boolean> {
  const list = listOf(client);
  const toText = (one: ObservedPage) =>
    JSON.stringify([one.page.items.map(id), one.page.shown.hasMore, hasToken(nextOf(list, mode, one))]);
  for (const page of [...[...pages].reverse(), ...pages.slice(0, 1)]) {
    const { values } = page.planned;
    const again = await client.ask({ purpose: 'the end of the list again', ...(values && { values }) });
    if (!isPage(again) || toText(again) !== toText(page)) return false;
  }
  return true;
}

/** Pages up to the end tell by those behind them whether rows follow. */
function samplesOf(
  pages: readonly ObservedPage[],
  { mode, size, number, before }: Pick<Sample, 'mode' | 'size' | 'number' | 'before'>,
): Sample[] {
  let after = before;
  return pages.map((seen, index) => {
    const stand = after;
    after += seen.page.items.length;
    const more = pages.slice(index + 1).some(({ page }) => page.items.length > 0);
    const place = { seen, mode, size, number: number + index, before: stand };
    return { ...place, more, total: undefined, isOff: false };
  });
}
