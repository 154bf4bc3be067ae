import type { PagingWord } from '../../../spec/spec.ts';
import type { Check } from '../../check.ts';
import type { CheckLog } from '../../check-log.ts';
import type { CheckName } from '../../checks.ts';
import { shows } from '../applies.ts';
import { isNumbered } from '../page-modes.ts';
import { listOf } from '../page-request.ts';
import { firstPlace, type Sample, totalSaid } from './sample.ts';
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
  checkMore(log, samples);
  checkFlag(
    log,
    'has-previous',
    'hasPrevious',
    samples,
    // Before a page of an empty list stands nothing, whatever its number.
    ({ before, total }) => before > 0 && total !== 0,
    previousByItself,
    'isPlain',
    'stand before',
  );
}

/** has-more alone. */
export function checkMore(log: CheckLog, samples: readonly Sample[]): void {
  checkFlag(log, 'has-more', 'hasMore', samples, ({ more }) => more, moreByItself, 'isOwn', 'follow');
}

function checkFlag(
  log: CheckLog,
  check: CheckName,
  word: PagingWord,
  samples: readonly Sample[],
  truth: (sample: Sample) => boolean | undefined,
  byItself: (sample: Sample) => boolean | undefined,
  proof: 'isPlain' | 'isOwn',
  verb: string,
): void {
  const { shows, isTurned } = listOf(log).paging;
  if (shows[word].length === 0) return;
  const due = new Set<boolean>();
  const wrong = samples
    .filter(({ isOff }) => !isOff)
    .flatMap((sample): PageDeviation[] => {
      const expected = truth(sample);
      if (expected === undefined) return [];
      if (sample.total !== 0) due.add(expected);
      const rows = expected ? 'rows' : 'no rows';
      return placesShown(log, sample.seen, word)
        .map((one) => ({ ...one, due: isTurned(one.place) ? !expected : expected }))
        .filter(({ value, due }) => value !== due)
        .map(({ pointer, label, value, due }) => ({
          title: `${label} is ${value === true ? 'true' : 'not true'}, although ${rows} ${verb}`,
          expected: `${due}: ${rows} ${verb}`,
          actual: JSON.stringify(value),
          pointer,
          ...pagingStatement(log, word),
          exchange: sample.seen.exchange,
          ...(byItself(sample) === expected && { [proof]: true }),
        }));
    });
  // A flag that should be the same on all pages that were seen may be a constant.
  if (due.size > 1 || wrong.length > 0) logDeviations(log, check, pagingStatement(log, word), wrong);
  else if (samples.some(({ more }) => more === undefined))
    log.skip(`check:${check}`, 'budget', 'the last page was not reached');
  else log.skip(`check:${check}`, 'no-rows', 'there was but one page');
}

/** Whether rows follow a page, as it says itself by its rows and its total. */
function moreByItself(sample: Sample): boolean | undefined {
  const { seen, size } = sample;
  const count = seen.page.items.length;
  const total = totalSaid(sample);
  if (count === 0 || size === undefined || total === undefined) return undefined;
  return total > firstPlace(sample) + count;
}

/** Whether rows stand before a page with rows, as its number says. */
function previousByItself({ seen, mode, number }: Sample): boolean | undefined {
  if (number === 1) return false;
  return isNumbered(mode) && seen.page.items.length > 0 ? true : undefined;
}
