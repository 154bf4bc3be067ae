import type { Json } from '../../../spec/json.ts';
import { excerpt } from '../../../text/excerpt.ts';
import type { Check } from '../../check.ts';
import type { Client } from '../../client.ts';
import { unlessGivenUp } from '../../given-up.ts';
import { hasToken, leadFrom } from '../page-modes.ts';
import { askBack, listOf } from '../page-request.ts';
import type { RowReader } from '../rows.ts';
import { isPage, type Walk } from '../walk.ts';
import {
  type BackWord,
  beforeFirstDeviation,
  isOfRowBack,
  NOT_BEFORE,
  presenceDeviation,
  wordsBack,
} from './back.ts';
import type { Sample } from './sample.ts';
import { sliceDeviation } from './slices.ts';
import { logDeviations, type PageDeviation, pagingStatement } from './statement.ts';

export const PREVIOUS = {
  name: 'previous',
  title: 'What leads back leads to the page before, and the first page has nothing that does.',
  area: 'paging',
  needs: 'stable-list',
  offline: true,
  appliesTo: ({ list }) => list !== undefined && wordsBack(list).length > 0,
} as const satisfies Check;

/** So many pages are gone back from: one in the middle, as before the second the first page always comes, and the last. */
const MOST = 2;

/** previous: the tokens, ids or URLs that lead back from pages whose places are known. */
export async function checkPrevious(
  client: Client,
  whole: Walk,
  rows: RowReader,
  samples: readonly Sample[],
): Promise<void> {
  const list = listOf(client);
  if (!client.log.wants('previous')) return;
  for (const word of wordsBack(list)) {
    const statement = pagingStatement(client, word, 'size');
    if (!client.log.asserts(statement.evidence)) {
      client.log.skip('check:previous', 'assumed');
      continue;
    }
    const known = samples.filter(({ isOff, seen }) => !isOff && seen.page.items.length > 0);
    const behind = known.filter(({ before }) => before > 0);
    if (behind.length === 0) {
      client.log.skip('check:previous', 'no-rows', 'there was but one page');
      continue;
    }
    const wrong: (PageDeviation | undefined)[] = known.map((sample) =>
      presenceDeviation(client, sample, word),
    );
    const chosen = [behind[Math.min(1, behind.length - 1)], behind.at(-1)];
    for (const sample of [...new Set(chosen)].slice(0, MOST))
      if (sample) wrong.push(await backFrom(client, whole, rows, sample, word));
    const first = known.find(({ before }) => before === 0);
    if (first && isOfRowBack(list, word)) wrong.push(await beforeFirst(client, whole, rows, first));
    logDeviations(client.log, 'previous', statement, wrong);
  }
}

/** Asks for the page before a page, by what that shows of it. */
async function backFrom(
  client: Client,
  whole: Walk,
  rows: RowReader,
  { seen, before, size, number }: Sample,
  word: BackWord,
): Promise<PageDeviation | undefined> {
  const list = listOf(client);
  const statement = pagingStatement(client, word, 'size');
  const back = leadFrom(list, word, seen);
  if (!hasToken(back) || size === undefined) return undefined;
  const values = askBack(client, seen.planned.values ?? client.values, word, { size, back: back as Json });
  if (!values)
    return {
      title: 'the URL of the page before is not one of this list',
      expected: `a URL that ends in ${client.operation.path}, with what was asked for`,
      actual: excerpt(JSON.stringify(back)),
      ...statement,
      exchange: seen.exchange,
    };
  const purpose = `the page before page ${number} of ${size} rows`;
  const found = await unlessGivenUp(client.log, [], () => client.ask({ purpose, values }));
  if (!found) return undefined;
  if (!isPage(found))
    return {
      title: 'what leads back is refused',
      expected: `rows, asked for ${purpose}`,
      actual: `status ${found.status}: ${excerpt(found.reading.text)}`,
      ...statement,
      exchange: found.exchange,
    };
  const start = Math.max(0, before - size);
  const slice = { ids: whole.rows.map(rows.id), id: rows.id, before: start, step: before - start };
  const deviation = sliceDeviation(found, statement, { ...slice, complete: true });
  return deviation && { ...deviation, title: NOT_BEFORE };
}

/** Before the first row of a list stand none. */
async function beforeFirst(
  client: Client,
  whole: Walk,
  rows: RowReader,
  { seen, size }: Sample,
): Promise<PageDeviation | undefined> {
  const back = leadFrom(listOf(client), 'previousToken', seen);
  const asked = { size, back: back as Json };
  const values = hasToken(back) ? askBack(client, whole.values, 'previousToken', asked) : undefined;
  if (!values) return undefined;
  const purpose = 'the rows before the first one';
  const found = await unlessGivenUp(client.log, [], () => client.ask({ purpose, values }));
  if (!found || !isPage(found) || found.page.items.length === 0) return undefined;
  return beforeFirstDeviation(client, found, rows.id(found.page.items[0] as Json));
}
