import { valueIn } from '../../../spec/request-values.ts';
import type { Check } from '../../check.ts';
import type { CheckLog, Subject } from '../../check-log.ts';
import { shows } from '../applies.ts';
import { isNumbered } from '../page-modes.ts';
import { listOf } from '../page-request.ts';
import { toNumber } from '../shown.ts';
import type { Walk } from '../walk.ts';
import { firstPlace, isPastEnd, type Sample } from './sample.ts';
import { aboutPlace, logDeviations, type PageDeviation, pagingStatement, placesShown } from './statement.ts';

export const TOTAL = {
  name: 'total',
  title: 'The total is the number of rows that all pages have together, the same on every page.',
  area: 'paging',
  needs: 'stable-list',
  offline: true,
  appliesTo: shows('total'),
} as const satisfies Check;

export const PAGE_COUNT = {
  name: 'page-count',
  title: 'The number of pages is the total divided by the page size, rounded up.',
  area: 'paging',
  needs: 'stable-list',
  offline: true,
  appliesTo: shows('pages'),
} as const satisfies Check;

/** total: what all pages have together, on every page the same. */
export function checkTotal(log: CheckLog, walk: Walk, samples: readonly Sample[]): void {
  if (listOf(log).paging.shows.total.length === 0) return;
  const [first] = samples;
  if (!first) return;
  const seen = `${walk.rows.length} rows were seen, and there are more`;
  if (!walk.complete) log.skip('check:total', 'budget', seen);
  const wrong = samples.flatMap((sample) => [
    ...(isAsked(log, walk) ? missingDeviations(log, sample) : []),
    ...countDeviations(log, sample),
    ...changeDeviations(log, sample, first),
  ]);
  // Of an unfinished walk a total may be wrong, but is not proven right.
  if (walk.complete || wrong.length > 0) logDeviations(log, 'total', pagingStatement(log, 'total'), wrong);
}

/** Whether the requests ask for the total. Where nothing can, the schema says whether it is there. */
function isAsked(subject: Subject, { values }: Walk): boolean {
  const { total } = listOf(subject).paging.reads;
  return total.length > 0 && total.every((place) => valueIn(values, place) === true);
}

function missingDeviations(subject: Subject, { seen }: Sample): PageDeviation[] {
  if (placesShown(subject, seen, 'total').length > 0) return [];
  const { pointer, label } = aboutPlace(subject, listOf(subject).paging.shows.total[0]);
  return [
    {
      title: `${label} is missing, although it was asked for`,
      expected: 'the number of rows',
      actual: 'nothing',
      pointer,
      ...pagingStatement(subject, 'total'),
      exchange: seen.exchange,
      isPlain: true,
    },
  ];
}

function countDeviations(subject: Subject, sample: Sample): PageDeviation[] {
  const { seen, total } = sample;
  if (total === undefined || isSaid(subject, sample, 'total')) return [];
  return placesShown(subject, seen, 'total')
    .filter(({ value }) => toNumber(value) !== total)
    .map(({ pointer, label, value }) => ({
      title: `${label} is not the number of rows`,
      expected: `${total}, as many as all pages have together`,
      actual: JSON.stringify(value),
      pointer,
      ...pagingStatement(subject, 'total'),
      exchange: seen.exchange,
      isPlain: (toNumber(value) ?? 0) < seen.page.items.length,
      isOwn: contradictsTotal(sample, toNumber(value) ?? 0),
    }));
}

/** Whether the document says itself what stands there on a page behind the last one. */
function isSaid(subject: Subject, sample: Sample, word: 'total' | 'pages'): boolean {
  return isPastEnd(sample) && word in listOf(subject).paging.pastEnd;
}

/** The same, where nobody knows how many rows there are: a page without any may stand behind the last one. */
function mayBeSaid(subject: Subject, { number, seen }: Sample): boolean {
  return number > 1 && seen.page.items.length === 0 && 'total' in listOf(subject).paging.pastEnd;
}

/** Whether the rows of the very page that shows a total prove it wrong. */
function contradictsTotal(sample: Sample, shown: number): boolean {
  const { seen, mode, number, size, more } = sample;
  const count = seen.page.items.length;
  if (count === 0 || size === undefined || (!isNumbered(mode) && number > 1)) return false;
  const least = firstPlace(sample) + count;
  // Behind a page that is not full nothing follows.
  return shown < least || (more === false && count < size && shown !== least);
}

/** What an unfinished walk can tell. */
function changeDeviations(subject: Subject, sample: Sample, first: Sample): PageDeviation[] {
  if (sample.total !== undefined || mayBeSaid(subject, sample)) return [];
  const atFirst = new Map(
    placesShown(subject, first.seen, 'total').map(({ label, value }) => [label, value]),
  );
  const least = sample.before + sample.seen.page.items.length;
  return placesShown(subject, sample.seen, 'total')
    .filter(({ label, value }) => value !== atFirst.get(label) || (toNumber(value) ?? 0) < least)
    .map(({ pointer, label, value }) => ({
      title: `${label} is not the same on every page, or less than the rows that were seen`,
      expected: `${JSON.stringify(atFirst.get(label) ?? null)} as on the first page, and at least ${least}`,
      actual: JSON.stringify(value),
      pointer,
      ...pagingStatement(subject, 'total'),
      exchange: sample.seen.exchange,
    }));
}

/** page-count: the total divided by the size. */
export function checkPageCount(log: CheckLog, samples: readonly Sample[]): void {
  const { paging } = listOf(log);
  if (paging.shows.pages.length === 0) return;
  logDeviations(
    log,
    'page-count',
    pagingStatement(log, 'pages'),
    samples.flatMap((sample) => pageCountDeviations(log, sample)),
  );
}

function pageCountDeviations(subject: Subject, sample: Sample): PageDeviation[] {
  const { seen, size, total: known, isOff } = sample;
  if (isSaid(subject, sample, 'pages')) return [];
  const total = known ?? toNumber(seen.page.shown.total);
  if (isOff || size === undefined || total === undefined) return [];
  if (total === 0 && 'pages' in listOf(subject).paging.empty) return [];
  const expected = Math.ceil(total / size);
  return (
    placesShown(subject, seen, 'pages')
      // Where the document is silent, a list without rows may have one page, an empty one.
      .filter(({ value }) => toNumber(value) !== expected && !(total === 0 && toNumber(value) === 1))
      .map(({ pointer, label, value }) => ({
        title: `${label} is not the number of pages`,
        expected: `${expected}: ${total} rows, ${size} on a page`,
        actual: JSON.stringify(value),
        pointer,
        ...pagingStatement(subject, 'pages'),
        exchange: seen.exchange,
        isPlain: total === toNumber(seen.page.shown.total),
      }))
  );
}
