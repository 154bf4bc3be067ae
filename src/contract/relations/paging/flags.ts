import type { PagingWord } from '../../../spec/spec.ts';
import type { Check } from '../../check.ts';
import type { CheckLog } from '../../check-log.ts';
import type { CheckName } from '../../checks.ts';
import { shows } from '../applies.ts';
import { listOf } from '../page-request.ts';
import type { Sample } from './sample.ts';
import { logDeviations, type PageDeviation, pagingStatement, placesShown } from './statement.ts';

export const HAS_MORE = {
  name: 'has-more',
  title: 'The flag for more rows is true exactly when a next page has rows.',
  area: 'paging',
  needs: 'stable-list',
  offline: true,
  appliesTo: shows('hasMore'),
} as const satisfies Check;

export const HAS_PREVIOUS = {
  name: 'has-previous',
  title: 'The flag for earlier rows is true exactly when rows stand before the page.',
  area: 'paging',
  needs: 'stable-list',
  offline: true,
  appliesTo: shows('hasPrevious'),
} as const satisfies Check;

/** has-more and has-previous: the flags tell what stands around a page. */
export function checkFlags(log: CheckLog, samples: readonly Sample[]): void {
  checkFlag(log, 'has-more', 'hasMore', samples, ({ more }) => more, 'follow');
  checkFlag(
    log,
    'has-previous',
    'hasPrevious',
    samples,
    // Before a page of an empty list stands nothing, whatever its number.
    ({ before, total }) => before > 0 && total !== 0,
    'stand before',
  );
}

function checkFlag(
  log: CheckLog,
  check: CheckName,
  word: PagingWord,
  samples: readonly Sample[],
  truth: (sample: Sample) => boolean | undefined,
  verb: string,
): void {
  if (listOf(log).paging.shows[word].length === 0) return;
  const due = new Set<boolean>();
  const wrong = samples
    .filter(({ isOff }) => !isOff)
    .flatMap((sample): PageDeviation[] => {
      const expected = truth(sample);
      if (expected === undefined) return [];
      if (sample.total !== 0) due.add(expected);
      return placesShown(log, sample.seen, word)
        .filter(({ value }) => value !== expected)
        .map(({ pointer, value }) => ({
          title: `${pointer} is ${value === true ? `true, although no rows ${verb}` : `not true, although rows ${verb}`}`,
          expected: `${expected}: ${expected ? 'rows' : 'no rows'} ${verb}`,
          actual: JSON.stringify(value),
          pointer,
          ...pagingStatement(log, word),
          exchange: sample.seen.exchange,
        }));
    });
  // A flag that should be the same on all pages that were seen may be a constant.
  if (due.size > 1 || wrong.length > 0) logDeviations(log, check, pagingStatement(log, word), wrong);
  else if (samples.some(({ more }) => more === undefined))
    log.skip(`check:${check}`, 'budget', 'the last page was not reached');
  else log.skip(`check:${check}`, 'no-rows', 'there was but one page');
}
