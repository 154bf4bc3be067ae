import type { Json } from '../../../spec/json.ts';
import type { RequestValues } from '../../../spec/request-values.ts';
import type { Statement } from '../../../spec/statement.ts';
import type { Client } from '../../client.ts';
import { unlessGivenUp } from '../../given-up.ts';
import { enumOf, withAllowedValue } from '../field-values.ts';
import { orderCasesOf } from '../order/request.ts';
import { pageAt } from '../page-at.ts';
import { leadFrom, pageModes } from '../page-modes.ts';
import { askFor, listOf } from '../page-request.ts';
import type { RowReader } from '../rows.ts';
import { isPage, type Walk } from '../walk.ts';
import { leastSize } from './sizes.ts';
import { logDeviations } from './statement.ts';

const MOST = 6;

/** A request that is narrowed or ordered, in words, with what it says. */
interface NarrowedList {
  readonly what: string;
  readonly values: RequestValues;
}

/** The URL keeps what was asked for: filters and order. Where pages have another way, it tells whether they are the same. */
export async function checkKept(
  client: Client,
  base: Walk,
  rows: RowReader,
  statement: Statement,
): Promise<void> {
  const list = listOf(client);
  const size = Math.max(2, leastSize(client) ?? 0);
  if (pageModes(list)[0] === 'link' || list.paging.reads.size.length === 0) return;
  for (const { what, values } of keptOf(client, base, size).slice(0, MOST)) {
    const purpose = `${what}, the first ${size} rows`;
    const [mode = 'once'] = pageModes(list);
    const asked = askFor(client, values, mode, { number: 1, size });
    const first = await unlessGivenUp(client.log, [], () => client.ask({ purpose, values: asked }));
    const url = first && isPage(first) ? leadFrom(list, 'nextUrl', first) : undefined;
    if (!first || !isPage(first) || url === undefined) continue;
    const wanted = await pageAt(client, { values, page: 2, size, purpose: `${what}, the second page` });
    const next = askFor(client, asked, 'link', { number: 2, next: url });
    const linked = await unlessGivenUp(client.log, [], () =>
      client.ask({ purpose: `${what}, the second page by its URL`, values: next }),
    );
    if (!wanted || !linked) continue;
    const [expected, found] = [wanted, linked].map((seen) =>
      idsOf(isPage(seen) ? seen.page.items : [], rows),
    );
    logDeviations(client.log, 'next-link', statement, [
      expected === found
        ? undefined
        : {
            title: "the next page's URL does not keep what was asked for",
            expected: `the second page of ${what}`,
            actual: isPage(linked) ? `${linked.page.items.length} rows, others` : `status ${linked.status}`,
            ...statement,
            exchange: linked.exchange,
          },
    ]);
  }
}

function idsOf(items: readonly Json[], rows: RowReader): string {
  return items.map(rows.id).join();
}

/** The order that a request may ask for, and each filter with a value that enough rows have. */
function keptOf(client: Client, base: Walk, size: number): NarrowedList[] {
  const { spec, operation } = client;
  const { filters, order } = listOf(client);
  // The first or the last may be the order that comes unasked.
  const cases = order ? orderCasesOf(client, base, order) : [];
  const ordered = [...new Set([cases[0], cases.at(-1)])].filter((one) => one !== undefined);
  const filtered = filters.flatMap(({ field, tests, when, evidence }): NarrowedList[] => {
    const from = tests.find(({ test }) => test === 'equals')?.from;
    if (!from || when.length > 0 || !client.log.asserts(evidence)) return [];
    const counts = new Map<Json, number>();
    for (const row of base.rows) {
      const value = (row as Readonly<Record<string, Json>> | null)?.[field];
      if (value !== undefined && value !== null && typeof value !== 'object')
        counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const [value] = [...counts].find(([, count]) => count > size && count < base.rows.length) ?? [];
    // Of a field that no row shows, the document may know a value.
    const wanted = value ?? (counts.size === 0 ? enumOf(operation, from)[0] : undefined);
    const values =
      wanted === undefined ? undefined : withAllowedValue(spec, operation, base.values, from, wanted);
    return values ? [{ what: `rows by ${field}`, values }] : [];
  });
  return [...ordered.map(({ purpose, values }) => ({ what: purpose, values })), ...filtered];
}
