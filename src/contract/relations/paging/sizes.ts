import { placeSchema } from '../../../spec/place-schema.ts';
import type { Session } from '../../session.ts';
import { largestSize, listOf } from '../walk.ts';

const FEW = [10, 7, 3, 2];

/**
 * Page sizes that show what a large one hides: one that fills the last page, and one that does not.
 * None where a request cannot say the size.
 */
export function smallSizes(session: Session, count: number): number[] {
  const [place] = listOf(session).paging.reads.size;
  const largest = largestSize(session);
  if (!place || largest === undefined || count === 0) return [];
  const schema = placeSchema(session.spec, session.operation, place) ?? {};
  const least = typeof schema.minimum === 'number' ? Math.max(1, schema.minimum) : 1;
  const isAllowed = (size: number) =>
    size >= least && size <= largest && (!Array.isArray(schema.enum) || schema.enum.includes(size));
  const most = Math.min(largest, Math.max(1, Math.floor(count / 2)));
  const filling = Array.from({ length: most }, (_, index) => most - index).find(
    (size) => count % size === 0 && isAllowed(size),
  );
  const other = FEW.find((size) => size < count && count % size !== 0 && isAllowed(size));
  return [filling, other].filter((size) => size !== undefined);
}

/** Up to four numbers of `last` pages: the first two, the middle and the last. */
export function sampledNumbers(last: number): number[] {
  return [...new Set([1, 2, Math.ceil(last / 2), last])].filter((number) => number >= 1 && number <= last);
}
