import type { Check } from '../../check.ts';
import type { CheckLog, Subject } from '../../check-log.ts';
import { isList } from '../applies.ts';
import { listOf } from '../page-request.ts';
import { firstPlace, type Sample, totalSaid } from './sample.ts';
import { logDeviations, type PageDeviation, pagingStatement } from './statement.ts';

export const PAGE_SIZE = {
  name: 'page-size',
  title: 'A page has as many rows as asked for, the last one at most so many.',
  area: 'paging',
  needs: 'stable-list',
  offline: true,
  appliesTo: isList,
} as const satisfies Check;

/** page-size: as many rows as asked for, fewer only at the end. */
export function checkPageSize(log: CheckLog, samples: readonly Sample[]): void {
  const { paging } = listOf(log);
  if (paging.window !== undefined) {
    const window = paging.window;
    logDeviations(log, 'page-size', pagingStatement(log, 'window'), [
      ...samples.map((sample) => windowDeviation(log, sample, window)),
    ]);
  }
  if (paging.reads.size.length > 0)
    logDeviations(
      log,
      'page-size',
      pagingStatement(log, 'size'),
      samples.map((sample) => sizeDeviation(log, sample)),
    );
  else if (paging.window === undefined)
    log.skip('check:page-size', 'not-declared', 'no request says how many rows');
}

function sizeDeviation(subject: Subject, sample: Sample): PageDeviation | undefined {
  const { seen, size, more } = sample;
  const count = seen.page.items.length;
  if (size === undefined || count === size || (count < size && more !== true)) return undefined;
  const total = totalSaid(sample);
  return {
    title:
      count > size
        ? 'a page has more rows than asked for'
        : 'a page has fewer rows than asked for, although more follow',
    expected: `${size} rows`,
    actual: `${count} rows`,
    pointer: itemsPointer(subject),
    ...pagingStatement(subject, 'size'),
    exchange: seen.exchange,
    isPlain: count > size,
    isOwn: total !== undefined && total > firstPlace(sample) + count,
  };
}

function windowDeviation(
  subject: Subject,
  { seen, before }: Sample,
  window: number,
): PageDeviation | undefined {
  const count = before + seen.page.items.length;
  if (count <= window) return undefined;
  return {
    title: 'the list has more rows than it ever shows',
    expected: `the first ${window} rows`,
    actual: `${count} rows`,
    pointer: itemsPointer(subject),
    ...pagingStatement(subject, 'window'),
    exchange: seen.exchange,
    isPlain: before === 0,
  };
}

function itemsPointer(subject: Subject): string {
  return listOf(subject)
    .items.path.map((part) => `/${part}`)
    .join('');
}
