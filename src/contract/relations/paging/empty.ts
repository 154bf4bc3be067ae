import type { ObservedPage, ObservedResponse } from '../../../result/observed-response.ts';
import type { Json } from '../../../spec/json.ts';
import { toPointer, valueAt } from '../../../spec/json-pointer.ts';
import type { PagingWord } from '../../../spec/spec.ts';
import type { Check } from '../../check.ts';
import type { CheckLog } from '../../check-log.ts';
import type { Client } from '../../client.ts';
import { isList } from '../applies.ts';
import { pageModes } from '../page-modes.ts';
import { askFor, listOf } from '../page-request.ts';
import type { Walk } from '../walk.ts';
import { nobodyValues } from './nobody.ts';
import type { Sample } from './sample.ts';
import { aboutPlace, logDeviations, type PageDeviation, pagingStatement, placesShown } from './statement.ts';

export const EMPTY_LIST = {
  name: 'empty-list',
  title: 'A list without rows shows what is documented of one.',
  area: 'paging',
  needs: 'stable-list',
  offline: true,
  appliesTo: isList,
} as const satisfies Check;

/** Comes by a page of an empty list, if a filter leads to one; undefined: there is none. */
export async function sampleEmpty(client: Client, walk: Walk): Promise<Sample | undefined> {
  const [mode = 'once'] = pageModes(listOf(client));
  const sample = (seen: ObservedPage): Sample => ({
    seen,
    mode,
    number: 1,
    size: walk.size,
    before: 0,
    more: false,
    total: 0,
    isOff: false,
  });
  if (walk.rows.length === 0 && walk.pages[0]) return sample(walk.pages[0]);
  const values = nobodyValues(client.log, walk);
  const seen = values
    ? await client.ask({ purpose: 'what nobody has', values })
    : await askAsNobody(client, walk);
  if (!seen) return undefined;
  // Rows are the filter's fault, and a refusal that of the request: neither is an empty list.
  return seen.kind === 'success' && seen.page?.items.length === 0 ? sample(seen as ObservedPage) : undefined;
}

/** The same page of somebody who has no rows, at a target that knows somebody. */
function askAsNobody(client: Client, { values, size }: Walk): Promise<ObservedResponse> | undefined {
  if (!client.nobody) return undefined;
  const list = listOf(client);
  return client.askOnce({
    purpose: 'the list of somebody without rows',
    credentials: client.nobody,
    values: askFor(client, values, pageModes(list)[0] ?? 'once', { number: 1, size }),
  });
}

/** empty-list: what stands in the places of the paging when there are no rows at all. */
export function checkEmpty(log: CheckLog, sample: Sample | undefined): void {
  const { paging, items, emptyAs } = listOf(log);
  if (!sample) {
    log.skip('check:empty-list', 'not-provoked', 'no filter leads to an empty list');
    return;
  }
  const { seen } = sample;
  const isSilent = paging.empty.items === undefined;
  const expectedItems = isSilent ? [] : (paging.empty.items as Json);
  const found = valueAt(seen.reading.json, toPointer(items.path));
  const isOther =
    isSilent && emptyAs.includes(found === null ? 'null' : 'nothing') && (found ?? null) === null;
  const statement = pagingStatement(log, 'empty');
  const words = Object.entries(paging.empty).filter(([word]) => word !== 'items');
  const wrong: PageDeviation[] = [
    ...(isOther ? [] : deviationsOf(aboutPlace(log, items), found, expectedItems)),
    ...words.flatMap(([word, expected]) =>
      placesShown(log, seen, word as PagingWord).flatMap((place) =>
        deviationsOf(place, place.value, expected),
      ),
    ),
  ].map((deviation) => ({ ...deviation, ...statement, exchange: seen.exchange }));
  logDeviations(log, 'empty-list', statement, wrong);
}

function deviationsOf(
  { pointer, label }: ReturnType<typeof aboutPlace>,
  found: Json | undefined,
  expected: Json,
) {
  // A number may be shown as text.
  if (JSON.stringify(found) === JSON.stringify(expected) || String(found) === String(expected)) return [];
  return [
    {
      title: `${label} of a list without rows is not as documented`,
      expected: JSON.stringify(expected),
      actual: JSON.stringify(found) ?? 'nothing',
      pointer,
    },
  ];
}
