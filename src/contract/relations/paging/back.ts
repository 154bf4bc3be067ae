import type { Listing } from '../../../spec/spec.ts';
import { excerpt } from '../../../text/excerpt.ts';
import type { Subject } from '../../check-log.ts';
import { hasToken, isOfRow, leadFrom } from '../page-modes.ts';
import { listOf } from '../page-request.ts';
import type { Sample } from './sample.ts';
import { type PageDeviation, pagingStatement, placesShown } from './statement.ts';

/** What a page shows that leads to the one before. */
export type BackWord = 'previousToken' | 'previousUrl';

/** What may lead back in a list: what its pages show, or a value of their rows. */
export function wordsBack({ paging: { shows, reads, cursor } }: Listing): BackWord[] {
  return (['previousToken', 'previousUrl'] as const).filter(
    (word) =>
      shows[word].length > 0 ||
      (word === 'previousToken' && typeof cursor === 'object' && reads.previousToken.length > 0),
  );
}

/** Whether what leads back is a value of the first row, on every page. */
export function isOfRowBack({ paging }: Listing, word: BackWord): boolean {
  return word === 'previousToken' && isOfRow(paging);
}

/** Something leads back exactly where rows stand before. */
export function presenceDeviation(
  subject: Subject,
  { seen, before }: Sample,
  word: BackWord,
): PageDeviation | undefined {
  const list = listOf(subject);
  if (isOfRowBack(list, word)) return undefined;
  const back = leadFrom(list, word, seen);
  if (hasToken(back) === before > 0) return undefined;
  const [{ pointer } = { pointer: '' }] = placesShown(subject, seen, word);
  return {
    title:
      before > 0
        ? 'a page has nothing that leads back, although rows stand before it'
        : 'the first page has something that leads back',
    expected: before > 0 ? 'what leads to the page before' : 'nothing: no rows stand before it',
    actual: excerpt(JSON.stringify(back ?? null)),
    pointer,
    ...pagingStatement(subject, word),
    exchange: seen.exchange,
  };
}

/** What a page is said to be that is not the one before. */
export const NOT_BEFORE = 'what leads back does not lead to the rows right before the page';

/** Before the first row of a list stand none. */
export function beforeFirstDeviation(subject: Subject, found: Sample['seen'], first: string): PageDeviation {
  return {
    title: 'rows come that should stand before the first one',
    expected: 'no rows',
    actual: `${found.page.items.length} rows, the first ${excerpt(first)}`,
    ...pagingStatement(subject, 'previousToken'),
    exchange: found.exchange,
  };
}
