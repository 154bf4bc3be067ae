import type { Client } from '../../client.ts';
import { askPage } from '../page-at.ts';
import { isNumbered, pageModes } from '../page-modes.ts';
import { listOf } from '../page-request.ts';
import { toNumber } from '../shown.ts';
import { isPage, type Walk } from '../walk.ts';
import type { Sample } from './sample.ts';
import { aboutPlace, logDeviations, pagingStatement, placesShown } from './statement.ts';

/** The last page of a list that is too long to be walked, found by its total. */
interface Far {
  readonly total: number;
  readonly sample: Sample;
}

/** Comes by the last page of such a list; undefined: it was walked, or nothing says where it ends. */
export async function sampleFar(client: Client, walk: Walk): Promise<Far | undefined> {
  const [mode = 'once'] = pageModes(listOf(client));
  const last = walk.pages.at(-1);
  const { size } = walk;
  const total = toNumber(last?.page.shown.total);
  const statement = pagingStatement(client, 'total');
  if (walk.complete || !isNumbered(mode) || size === undefined) return undefined;
  if (total === undefined || total <= walk.rows.length || !client.log.asserts(statement.evidence))
    return undefined;
  const number = Math.ceil(total / size);
  const purpose = `page ${number} of ${size} rows, the last one by the total`;
  const seen = await askPage(client, { values: walk.values, page: number, size, purpose });
  // How deep one may ask is documented nowhere.
  if (!seen || !isPage(seen)) return undefined;
  const before = (number - 1) * size;
  const count = seen.page.items.length;
  const isOff = count !== total - before;
  const [{ pointer, label } = aboutPlace(client, undefined)] = placesShown(client, seen, 'total');
  logDeviations(client.log, 'total', statement, [
    isOff
      ? {
          title: `${label} does not lead to the last page`,
          expected: `${total - before} rows on page ${number} of ${size}: ${total} in all`,
          actual: `${count} rows`,
          pointer,
          ...statement,
          exchange: seen.exchange,
        }
      : undefined,
  ]);
  return {
    total,
    sample: { seen, mode, number, size, before, more: false, total: undefined, isOff },
  };
}
