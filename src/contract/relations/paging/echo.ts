import type { Expression } from '../../../spec/expressions.ts';
import { valueIn } from '../../../spec/request-values.ts';
import type { Statement } from '../../../spec/statement.ts';
import type { Check } from '../../check.ts';
import type { CheckLog, Subject } from '../../check-log.ts';
import { shows } from '../applies.ts';
import { isNumbered } from '../page-modes.ts';
import { listOf } from '../page-request.ts';
import { toNumber } from '../shown.ts';
import type { Sample } from './sample.ts';
import { logDeviations, type PageDeviation, placesShown, shownStatement } from './statement.ts';

export const PAGE_ECHO = {
  name: 'page-echo',
  title: 'The page, the size and the number of rows that the answer shows are those that it has.',
  area: 'paging',
  needs: 'stable-list',
  offline: true,
  appliesTo: shows('page', 'skip', 'size', 'count'),
} as const satisfies Check;

const MEANT = {
  page: 'the page that was asked for',
  skip: 'the number of rows that stand before the page',
  size: 'the page size that was asked for',
  count: 'the number of rows on the page',
} as const;
type EchoWord = keyof typeof MEANT;

/** page-echo: page and size are shown as they were asked for, the number of rows as it is. */
export function checkEcho(log: CheckLog, samples: readonly Sample[]): void {
  for (const word of Object.keys(MEANT) as EchoWord[]) {
    for (const place of listOf(log).paging.shows[word]) {
      const statement = shownStatement(log, word, place);
      const wrong = samples.map((sample) => echoDeviation(log, sample, word, place, statement));
      logDeviations(log, 'page-echo', statement, wrong);
    }
  }
}

function echoDeviation(
  subject: Subject,
  sample: Sample,
  word: EchoWord,
  place: Expression,
  statement: Statement,
): PageDeviation | undefined {
  const { seen } = sample;
  const expected = word === 'count' ? seen.page.items.length : askedFor(subject, sample, word);
  const shown = placesShown(subject, seen, word).find((one) => one.place === place);
  if (expected === undefined || !shown || toNumber(shown.value) === expected) return undefined;
  return {
    title: `${shown.label} is not ${MEANT[word]}`,
    expected: String(expected),
    actual: JSON.stringify(shown.value),
    pointer: shown.pointer,
    ...statement,
    exchange: seen.exchange,
    // Beside rows, a page is no page of an empty list.
    isPlain: word === 'count' || seen.page.items.length > 0,
  };
}

function askedFor(subject: Subject, sample: Sample, word: Exclude<EchoWord, 'count'>): number | undefined {
  const { mode, number, size, total, before } = sample;
  // What counts as the page's number behind the end, or on the way through tokens, no document says.
  const isBehind = number > 1 && total !== undefined && before >= total;
  if (isBehind || (word === 'page' && !isNumbered(mode) && mode !== 'once')) return undefined;
  if (total === 0 && word in listOf(subject).paging.empty) return undefined;
  if (word === 'skip') return askedSkip(subject, sample) ?? before;
  return word === 'page' ? number - 1 + listOf(subject).paging.firstPage.shown : size;
}

/** How many rows the request says are to be skipped: of a list that moves, others may stand before the page by now. */
function askedSkip(subject: Subject, { seen }: Sample): number | undefined {
  const [place] = listOf(subject).paging.reads.skip;
  const { values } = seen.planned;
  return place && values && toNumber(valueIn(values, place));
}
