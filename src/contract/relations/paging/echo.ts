import type { Check } from '../../check.ts';
import type { CheckLog, Subject } from '../../check-log.ts';
import { shows } from '../applies.ts';
import { listOf } from '../page-request.ts';
import { toNumber } from '../shown.ts';
import type { Sample } from './sample.ts';
import { logDeviations, type PageDeviation, pagingStatement, placesShown } from './statement.ts';

export const PAGE_ECHO = {
  name: 'page-echo',
  title: 'The page, the size and the number of rows that the answer shows are those that it has.',
  area: 'paging',
  needs: 'stable-list',
  offline: true,
  appliesTo: shows('page', 'size', 'count'),
} as const satisfies Check;

/** page-echo: page and size are shown as they were asked for, and the number of rows as they are there. */
export function checkEcho(log: CheckLog, samples: readonly Sample[]): void {
  const { paging } = listOf(log);
  for (const word of ['page', 'size', 'count'] as const) {
    if (paging.shows[word].length === 0) continue;
    logDeviations(
      log,
      'page-echo',
      pagingStatement(log, word),
      samples.flatMap((sample) =>
        word === 'count' ? countDeviations(log, sample) : echoDeviations(log, sample, word),
      ),
    );
  }
}

function countDeviations(subject: Subject, { seen }: Sample): PageDeviation[] {
  const count = seen.page.items.length;
  return placesShown(subject, seen, 'count')
    .filter(({ value }) => toNumber(value) !== count)
    .map(({ pointer, value }) => ({
      title: `${pointer} is not the number of rows on the page`,
      expected: String(count),
      actual: JSON.stringify(value),
      pointer,
      ...pagingStatement(subject, 'count'),
      exchange: seen.exchange,
      isPlain: true,
    }));
}

function echoDeviations(subject: Subject, sample: Sample, word: 'page' | 'size'): PageDeviation[] {
  const { seen, mode, number, size, total, before } = sample;
  // What counts as the page's number behind the end, or on the way through tokens, no document says.
  const isBehind = number > 1 && total !== undefined && before >= total;
  if (isBehind || (word === 'page' && mode === 'token')) return [];
  if (total === 0 && word in listOf(subject).paging.empty) return [];
  const asked = word === 'page' ? number : size;
  if (asked === undefined) return [];
  return placesShown(subject, seen, word)
    .filter(({ value }) => toNumber(value) !== asked)
    .map(({ pointer, value }) => ({
      title: `${pointer} is not the ${word === 'page' ? 'page' : 'page size'} that was asked for`,
      expected: String(asked),
      actual: JSON.stringify(value),
      pointer,
      ...pagingStatement(subject, word),
      exchange: seen.exchange,
      // Beside rows, a page is no page of an empty list.
      isPlain: seen.page.items.length > 0,
    }));
}
