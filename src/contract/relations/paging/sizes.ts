import { fieldAt } from '../../../spec/field.ts';
import { valueIn } from '../../../spec/request-values.ts';
import { firstExample } from '../../../spec/schema.ts';
import type { Client } from '../../client.ts';
import { largestSize, listOf } from '../page-request.ts';

const FEW = [10, 7, 3, 2];
const SHORT = 100;

/**
 * Page sizes that show what a large one hides: one that fills the last page, and one that does not.
 * None where a request cannot say the size.
 */
export function smallSizes(client: Client, count: number): number[] {
  const largest = largestSize(client);
  const isAllowed = allowedSizes(client);
  if (largest === undefined || count === 0) return [];
  const most = Math.min(largest, Math.max(1, Math.floor(count / 2)));
  const filling = Array.from({ length: most }, (_, index) => most - index).find(
    (size) => count % size === 0 && isAllowed(size),
  );
  const isOther = (size: number) => size < count && count % size !== 0 && isAllowed(size);
  // All pages of a short list are read.
  const quarter = Math.ceil(count / 4);
  const other = (count <= SHORT ? [quarter, quarter + 1] : FEW).find(isOther) ?? FEW.find(isOther);
  return [filling, other].filter((size) => size !== undefined);
}

/** Another size than one: a row more, or where that is not allowed, fewer. */
export function otherSize(client: Client, size: number): number | undefined {
  const isAllowed = allowedSizes(client);
  return [size + 1, size + 2, size - 1, Math.ceil(size / 2)].find((one) => one !== size && isAllowed(one));
}

/** The smallest page that a request may ask for; undefined where it cannot say. */
export function leastSize(client: Client): number | undefined {
  const isAllowed = allowedSizes(client);
  return Array.from({ length: largestSize(client) ?? 0 }, (_, index) => index + 1).find(isAllowed);
}

export function allowedSizes(client: Client): (size: number) => boolean {
  const [place] = listOf(client).paging.reads.size;
  const { minimum, enum: set } = (place && fieldAt(client.operation, place).schema) ?? {};
  const least = typeof minimum === 'number' ? Math.max(1, minimum) : 1;
  const largest = largestSize(client) ?? 0;
  return (size) => size >= least && size <= largest && (!Array.isArray(set) || set.includes(size));
}

/** The size that requests usually have: the default, else the example. */
export function usualSize({ operation, values }: Client): number | undefined {
  const [place] = operation.list?.paging.reads.size ?? [];
  const schema = place && fieldAt(operation, place).schema;
  const given = schema && [schema.default, firstExample(schema), valueIn(values, place)];
  return given?.find((value) => typeof value === 'number' && value >= 1) as number | undefined;
}

/** Up to four numbers of `last` pages: the first two, the middle and the last. */
export function sampledNumbers(last: number): number[] {
  return [...new Set([1, 2, (last >> 1) + 1, last])].filter((number) => number >= 1 && number <= last);
}
