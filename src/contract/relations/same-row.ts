import type { ObservedPage } from '../../result/observed-response.ts';
import { type Json, member } from '../../spec/json.ts';
import { toPointer } from '../../spec/json-pointer.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { Client } from '../client.ts';
import { listOf } from './page-request.ts';
import { listStatement, logDeviations, type PageDeviation } from './paging/statement.ts';
import type { RowReader } from './rows.ts';
import type { Walk } from './walk.ts';

/** repeatable: a row says the same wherever it is listed, on a page of another size, under a filter, in another order. */
export function checkSameRows(
  client: Client,
  base: Walk,
  pages: readonly ObservedPage[],
  rows: Pick<RowReader, 'id'>,
): void {
  if (pages.length === 0 || base.rows.length === 0 || !client.log.wants('repeatable')) return;
  const deviation = changedRowDeviation(client, base, pages, rows);
  logDeviations(client.log, 'repeatable', listStatement(client), [deviation]);
}

function changedRowDeviation(
  client: Client,
  base: Walk,
  pages: readonly ObservedPage[],
  { id }: Pick<RowReader, 'id'>,
): PageDeviation | undefined {
  // Where rows change, only those are known to have stayed as they were that are looked at again.
  const looked = client.target.live ? [base.pages[0], base.pages.at(-1)] : base.pages;
  const known = new Map(looked.flatMap((page) => page?.page.items ?? []).map((row) => [id(row), row]));
  for (const page of pages) {
    for (const [index, row] of page.page.items.entries()) {
      const before = known.get(id(row));
      const name = before === undefined ? undefined : differentField(before, row);
      if (before === undefined || name === undefined) continue;
      return {
        title: `${name} of a row is another one where the row is listed again`,
        expected: excerpt(JSON.stringify(member(before, name)) ?? 'nothing'),
        actual: excerpt(JSON.stringify(member(row, name)) ?? 'nothing'),
        pointer: toPointer([...listOf(client).items.path, index, name]),
        ...listStatement(client),
        exchange: page.exchange,
        isContent: true,
      };
    }
  }
  return undefined;
}

function differentField(before: Json, row: Json): string | undefined {
  const names = [before, row].flatMap((one) =>
    one !== null && typeof one === 'object' ? Object.keys(one) : [],
  );
  return names.find((name) => JSON.stringify(member(before, name)) !== JSON.stringify(member(row, name)));
}
