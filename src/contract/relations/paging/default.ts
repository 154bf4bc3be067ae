import type { ObservedPage } from '../../../result/observed-response.ts';
import type { Expression } from '../../../spec/expressions.ts';
import { fieldAt } from '../../../spec/field.ts';
import { fieldStatement } from '../../../spec/field-statement.ts';
import type { Json } from '../../../spec/json.ts';
import type { Statement } from '../../../spec/statement.ts';
import type { Check } from '../../check.ts';
import type { Subject } from '../../check-log.ts';
import type { Client } from '../../client.ts';
import { unlessGivenUp } from '../../given-up.ts';
import { isPagedList } from '../applies.ts';
import { pageModes } from '../page-modes.ts';
import { askFor, listOf } from '../page-request.ts';
import { reportRefused } from '../refused.ts';
import type { RowReader } from '../rows.ts';
import { toNumber } from '../shown.ts';
import { isPage, type Walk } from '../walk.ts';
import { sliceDeviation } from './slices.ts';
import { logDeviations, type PageDeviation, placesShown, shownStatement } from './statement.ts';

export const PAGE_DEFAULT = {
  name: 'page-default',
  title: 'What is left out has the documented default.',
  area: 'paging',
  needs: 'stable-list',
  offline: false,
  appliesTo: isPagedList,
} as const satisfies Check;

/** page-default: what a request leaves out counts as the default of its schema. */
export async function checkDefaults(client: Client, walk: Walk, rows: RowReader): Promise<void> {
  if (!client.log.wants('page-default')) return;
  const { paging } = listOf(client);
  const page = defaultOf(client, paging.reads.page);
  const skip = defaultOf(client, paging.reads.skip);
  const size = defaultOf(client, paging.reads.size);
  if (!page && !skip && !size) {
    client.log.skip(
      'check:page-default',
      'not-declared',
      'nothing that pages are asked for with has a default',
    );
    return;
  }
  if (walk.rows.length === 0) {
    client.log.skip('check:page-default', 'no-rows');
    return;
  }
  if (page) await checkPageDefault(client, walk, rows, 'page', page);
  if (skip && !page) await checkPageDefault(client, walk, rows, 'skip', skip);
  if (size) await checkSizeDefault(client, walk, rows, size);
}

interface Default {
  readonly place: Expression;
  readonly value: number;
}

async function checkPageDefault(
  client: Client,
  walk: Walk,
  rows: RowReader,
  word: 'page' | 'skip',
  { place, value }: Default,
) {
  const statement = fieldStatement(client.spec, fieldAt(client.operation, place), 'default');
  if (!client.log.asserts(statement.evidence)) return client.log.skip('check:page-default', 'assumed');
  const values = askFor(client, walk.values, 'once', { number: 1, size: walk.size });
  const seen = await askRows(client, `the page that is the default, of ${walk.size} rows`, values);
  if (!seen) return;
  const step = walk.pages[0]?.page.items.length ?? 0;
  const ids = walk.rows.map(rows.id);
  const { firstPage } = listOf(client).paging;
  const before = word === 'page' ? (value - firstPage.asked) * step : value;
  const shown = word === 'page' ? value - firstPage.asked + firstPage.shown : value;
  const deviation = sliceDeviation(seen, statement, {
    ids,
    id: rows.id,
    before,
    step,
    complete: walk.complete,
  });
  logDeviations(client.log, 'page-default', statement, [
    deviation && {
      ...deviation,
      title:
        word === 'page'
          ? `a request without a page does not get page ${value}`
          : `a request that does not say how many rows to skip does not get those behind ${value}`,
    },
    ...echoDeviations(client, seen, word, shown, statement),
  ]);
}

async function checkSizeDefault(client: Client, walk: Walk, rows: RowReader, { place, value }: Default) {
  const statement = fieldStatement(client.spec, fieldAt(client.operation, place), 'default');
  if (!client.log.asserts(statement.evidence)) return client.log.skip('check:page-default', 'assumed');
  const mode = pageModes(listOf(client))[0] ?? 'once';
  const values = askFor(client, walk.values, mode, { number: 1, size: null });
  const seen = await askRows(client, `the first page, of as many rows as is the default`, values);
  if (!seen) return;
  const count = seen.page.items.length;
  const expected = Math.min(value, walk.rows.length);
  const ids = walk.rows.map(rows.id);
  const isWrong = count !== expected && (walk.complete || count > value || walk.rows.length >= value);
  logDeviations(client.log, 'page-default', statement, [
    isWrong
      ? {
          title: `a request without a page size does not get ${value} rows`,
          expected: `${expected} rows`,
          actual: `${count} rows`,
          ...statement,
          exchange: seen.exchange,
        }
      : sliceDeviation(seen, statement, {
          ids,
          id: rows.id,
          before: 0,
          step: count,
          complete: walk.complete,
        }),
    ...echoDeviations(client, seen, 'size', value, statement),
  ]);
}

async function askRows(
  client: Client,
  purpose: string,
  values: Walk['values'],
): Promise<ObservedPage | undefined> {
  const seen = await unlessGivenUp(client.log, [], () => client.ask({ purpose, values }));
  if (!seen || isPage(seen)) return seen;
  reportRefused(client.log, seen);
  return undefined;
}

/** The first place with a default counts, where all of them may be left out. */
function defaultOf({ operation }: Subject, places: readonly Expression[]): Default | undefined {
  const fields = places.map((place) => ({ place, ...fieldAt(operation, place) }));
  if (fields.some(({ required }) => required)) return undefined;
  const found = fields.find(({ schema }) => schema.default !== undefined);
  const value = toNumber(found?.schema.default as Json | undefined);
  return found && value !== undefined ? { place: found.place, value } : undefined;
}

/** Where the answer shows the page or the size, the default is what it should show. */
function echoDeviations(
  subject: Subject,
  seen: ObservedPage,
  word: 'page' | 'skip' | 'size',
  value: number,
  statement: Statement,
): PageDeviation[] {
  return placesShown(subject, seen, word)
    .filter((one) => toNumber(one.value) !== value)
    .map((one) => ({
      title: `${one.label} is not the default of what was left out`,
      expected: String(value),
      actual: JSON.stringify(one.value),
      pointer: one.pointer,
      ...statement,
      evidence: shownStatement(subject, word, one.place, statement.evidence).evidence,
      exchange: seen.exchange,
    }));
}
