import type { Deviation } from '../../../result/observation.ts';
import type { ObservedPage } from '../../../result/observed-response.ts';
import { toPointer } from '../../../spec/json-pointer.ts';
import type { RequestValues } from '../../../spec/request-values.ts';
import { valueOrDefault } from '../field-values.ts';
import { toNumber } from '../shown.ts';
import type { Walk } from '../walk.ts';
import { aboutCase } from './about-case.ts';
import type { FilterCase, FilterWorld } from './case.ts';

/** A total beside another number of rows. */
export function totalDeviation(
  world: FilterWorld,
  one: FilterCase,
  page: ObservedPage,
  total: number,
  count: number,
): Deviation | undefined {
  const { operation } = world.client;
  if (total === count) return undefined;
  return {
    ...aboutCase(world, one, page),
    title: 'the total of a filtered list is not the number of its rows',
    expected: `a total of ${count}: ${one.purpose}`,
    actual: `a total of ${total}`,
    pointer: toPointer(operation.list?.paging.shows.total[0]?.path ?? []),
    source: `${operation.pointer}/x-confab/paging/total`,
    evidence: operation.list?.paging.evidence('total') ?? one.evidence,
  };
}

/** The total that a page shows of all that match; undefined where it shows none, or was not asked to. */
export function totalOfPage(
  { client }: FilterWorld,
  { page }: Pick<ObservedPage, 'page'>,
  values: RequestValues,
): number | undefined {
  const { operation } = client;
  const { paging } = operation.list ?? {};
  if (!paging || paging.window !== undefined) return undefined;
  const isAsked = paging.reads.total.every((place) => valueOrDefault(operation, values, place) !== false);
  return isAsked ? toNumber(page.shown.total) : undefined;
}

export function totalOf(world: FilterWorld, { pages: [first], values }: Walk): number | undefined {
  return first && totalOfPage(world, first, values);
}

/** Whether a list ends at its window: rows that it does not show may match all the same. */
export function isAtWindow({ client }: FilterWorld, { rows }: Walk): boolean {
  const window = client.operation.list?.paging.window;
  return window !== undefined && rows.length >= window;
}
