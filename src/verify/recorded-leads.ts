import type { Subject } from '../contract/check-log.ts';
import { linkedValues } from '../contract/relations/linked-values.ts';
import { hasToken, leadFrom, nextOf, placesOf } from '../contract/relations/page-modes.ts';
import { listOf } from '../contract/relations/page-request.ts';
import { type BackWord, wordsBack } from '../contract/relations/paging/back.ts';
import { toExactJson } from '../spec/exact-member.ts';
import type { Json } from '../spec/json.ts';
import { valueIn } from '../spec/request-values.ts';
import type { RecordedPage } from './to-walks.ts';

/** Whether what one page shows leads on to another. */
export function leadsOnTo(
  subject: Subject,
  mode: 'token' | 'link',
  { seen }: RecordedPage,
  to: RecordedPage,
): boolean {
  const lead = nextOf(listOf(subject), mode, seen);
  return mode === 'link' ? asksFor(subject, to, lead) : isSameToken(lead, to.token);
}

/** Whether what one page shows, by a word or by any, leads back to another. */
export function leadsBackTo(
  subject: Subject,
  from: RecordedPage,
  to: RecordedPage,
  words: readonly BackWord[] = wordsBack(listOf(subject)),
): boolean {
  const list = listOf(subject);
  return words.some((word) => {
    const lead = leadFrom(list, word, from.seen);
    if (from === to || !hasToken(lead)) return false;
    if (word === 'previousUrl') return asksFor(subject, to, lead);
    const [place] = placesOf(list, 'previousToken');
    const sent = place && valueIn(to.values, place);
    return sent !== undefined && isSameToken(lead, sent);
  });
}

/** Whether a page was asked for by what a URL says. */
function asksFor(subject: Subject, page: RecordedPage, url: Json | undefined): boolean {
  if (typeof url !== 'string') return false;
  const wanted = keyOfUrl(subject, page, url);
  return wanted !== undefined && wanted === sentKey(subject, page);
}

/** Each page is held against all others. */
const sentKeys = new WeakMap<RecordedPage, string | undefined>();

function sentKey(subject: Subject, page: RecordedPage): string | undefined {
  if (!sentKeys.has(page)) sentKeys.set(page, keyOfUrl(subject, page, page.seen.exchange.request.url));
  return sentKeys.get(page);
}

function keyOfUrl(subject: Subject, { values }: RecordedPage, url: string): string | undefined {
  const linked = linkedValues(subject, values, url);
  return linked && keyOf(linked);
}

function keyOf({ path, query }: NonNullable<ReturnType<typeof linkedValues>>): string {
  const sorted = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
  return toExactJson([path, sorted as Json]);
}

/** A token may be a number in an answer and a text in a request; a long number is a text with all its digits. */
function isSameToken(shown: Json | undefined, sent: Json | undefined): boolean {
  return (
    shown === sent ||
    (shown !== undefined && String(shown) === String(sent)) ||
    (typeof shown === 'string' && Number(shown) === sent)
  );
}
