import { toExactJson } from '../../../spec/exact-member.ts';
import type { Json } from '../../../spec/json.ts';
import type { Statement } from '../../../spec/statement.ts';
import { excerpt } from '../../../text/excerpt.ts';
import type { Subject } from '../../check-log.ts';
import { linkedValues } from '../linked-values.ts';
import { hasToken, isOfRow, leadFrom, nextOf } from '../page-modes.ts';
import { listOf } from '../page-request.ts';
import type { Sample } from './sample.ts';
import { type PageDeviation, placesShown } from './statement.ts';

/** What leads from page to page, and how people call it. */
export const LEADS = {
  token: { check: 'token', word: 'token', thing: 'a token', aThing: 'token' },
  link: { check: 'next-link', word: 'nextUrl', thing: "the next page's URL", aThing: 'URL of a next page' },
} as const;

/** What is wrong with the tokens, or the URLs, themselves that pages show. */
export function leadDeviations(
  subject: Subject,
  samples: readonly Sample[],
  mode: 'token' | 'link',
  statement: Statement,
): PageDeviation[] {
  const list = listOf(subject);
  const { word, thing, aThing } = LEADS[mode];
  const known = new Set<string>();
  return samples.flatMap((sample): PageDeviation[] => {
    const { seen, more, number } = sample;
    const lead = nextOf(list, mode, seen);
    const [{ pointer } = { pointer: '' }] = placesShown(subject, seen, word);
    const deviation = (title: string, expected: string, actual: Json | undefined = lead): PageDeviation[] => [
      {
        title,
        expected,
        actual: excerpt(JSON.stringify(actual ?? null)),
        pointer,
        ...statement,
        exchange: seen.exchange,
      },
    ];
    if (mode === 'token' && isOfRow(list.paging)) return rowDeviations(subject, sample, deviation);
    if (!hasToken(lead)) {
      if (more !== true) return [];
      return deviation(
        `a page has no ${aThing}, although rows follow`,
        `a ${aThing} for the rows that follow`,
      );
    }
    if (mode === 'link' && !linkedValues(subject, seen.planned.values ?? NOTHING, String(lead)))
      return deviation(
        `${thing} is not one of this list`,
        `a URL that ends in ${subject.operation.path}, with what was asked for`,
      );
    if (known.has(JSON.stringify(lead)))
      return deviation(
        `${thing} comes again: it leads round in a circle`,
        `a ${aThing} that no page before had`,
      );
    known.add(JSON.stringify(lead));
    if (more !== false) return [];
    return deviation(
      mode === 'token'
        ? 'the last page has a token for a next one'
        : 'the last page has the URL of a next one',
      `no ${aThing}: no rows follow page ${number}`,
    );
  });
}

const NOTHING = { path: {}, query: {}, header: {}, cookie: {}, body: undefined };

/** What is shown as the value that leads on is that of the last row. */
function rowDeviations(
  subject: Subject,
  { seen }: Sample,
  deviation: (title: string, expected: string, actual?: Json) => PageDeviation[],
): PageDeviation[] {
  const list = listOf(subject);
  const { cursor, shows } = list.paging;
  const row = seen.page.items.at(-1);
  if (shows.token.length === 0 || typeof cursor !== 'object' || row === undefined) return [];
  const own = leadFrom(
    { ...list, paging: { ...list.paging, shows: { ...shows, token: [] } } },
    'token',
    seen,
  );
  const shown = leadFrom(list, 'token', seen);
  if (own === undefined || (shown !== undefined && String(own) === String(shown))) return [];
  return deviation(
    `what a page shows for its last row is not that row's ${cursor.field}`,
    excerpt(toExactJson(own)),
    shown,
  );
}
