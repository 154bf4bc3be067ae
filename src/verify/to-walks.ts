import type { Subject } from '../contract/check-log.ts';
import { valueOrDefault } from '../contract/relations/field-values.ts';
import { hasToken, nextOf, type PageMode, pageModes } from '../contract/relations/page-modes.ts';
import { listOf } from '../contract/relations/page-request.ts';
import { toNumber } from '../contract/relations/shown.ts';
import type { ObservedPage } from '../result/observed-response.ts';
import type { Json } from '../spec/json.ts';
import { type RequestValues, valueIn } from '../spec/request-values.ts';

/** A recorded page, and what its request says of its place in the list. */
export interface RecordedPage {
  readonly seen: ObservedPage;
  readonly values: RequestValues;
  /** From 1; undefined: only a token says it. */
  readonly number: number | undefined;
  /** What the request led here by. */
  readonly token: Json | undefined;
}

/** Pages that a client asked for one after the other, in the order of the list. */
export interface RecordedWalk {
  readonly mode: PageMode;
  readonly pages: readonly RecordedPage[];
}

export function toPage(subject: Subject, seen: ObservedPage, values: RequestValues): RecordedPage {
  const { reads, firstPage } = listOf(subject).paging;
  const { page, skip, size, token, previousToken } = reads;
  const given = [...token, ...previousToken].map((place) => valueIn(values, place)).find(hasToken);
  const read = (places: typeof page) =>
    places
      .map((place) => toNumber(valueOrDefault(subject.operation, values, place)))
      .find((number) => number !== undefined);
  const [asked, skipped = 0, rows] = [read(page), read(skip), read(size)];
  const isLinked = pageModes(listOf(subject))[0] === 'link';
  // Rows to skip say a number only with the size of a page; the URL of a page says none.
  const bySkip = skipped === 0 ? 1 : rows && skipped / rows + 1;
  const number = isLinked ? undefined : asked === undefined ? bySkip : asked - firstPage.asked + 1;
  return { seen, values, number: given === undefined ? number : undefined, token: given };
}

/** The walks of one operation's pages, which come in the order of their times. */
export function toWalks(subject: Subject, pages: readonly RecordedPage[]): RecordedWalk[] {
  const [mode = 'once'] = pageModes(listOf(subject));
  const led = pages.filter(({ token }) => token !== undefined);
  const numbered = pages.filter(({ token }) => token === undefined);
  if (mode === 'once' || mode === 'link') return numbered.map((page) => ({ mode, pages: [page] }));
  const begun = numbered.filter(({ number }) => number === 1);
  const chains = toChains(subject, begun, led).map(
    (chain): RecordedWalk => ({ mode: 'token', pages: chain }),
  );
  if (mode === 'token') return chains;
  // A first page that no token leads on from is the first of those with numbers.
  const isLed = ({ pages: [first, second] }: RecordedWalk) =>
    second !== undefined || first?.token !== undefined;
  return [...byNumber(numbered, mode), ...chains.filter(isLed)];
}

/** A page that is there already begins a new walk. */
function byNumber(all: readonly RecordedPage[], mode: PageMode): RecordedWalk[] {
  const pages = all.filter(({ number }) => number !== undefined);
  const walks: RecordedPage[][] = [];
  for (const page of pages) {
    const open = walks.at(-1);
    if (open && !open.some(({ number }) => number === page.number)) open.push(page);
    else walks.push([page]);
  }
  return walks.map((walk) => ({
    mode,
    pages: walk.toSorted((a, b) => (a.number as number) - (b.number as number)),
  }));
}

/** Each page behind the one whose answer showed its token; where none did, a chain begins in the middle of the list. */
function toChains(
  subject: Subject,
  begun: readonly RecordedPage[],
  led: readonly RecordedPage[],
): RecordedPage[][] {
  const list = listOf(subject);
  const chains = begun.map((page) => [page]);
  for (const page of led) {
    const shows = ({ seen }: RecordedPage) => isSameToken(nextOf(list, 'token', seen), page.token);
    const ends = chains.findLast((chain) => shows(chain.at(-1) as RecordedPage));
    const passes = chains.findLast((chain) => chain.some(shows));
    if (ends) ends.push(page);
    else if (passes) chains.push([...passes.slice(0, passes.findIndex(shows) + 1), page]);
    else chains.push([page]);
  }
  return chains;
}

/** A token may be a number in an answer and a text in a request; a long number is a text with all its digits. */
function isSameToken(shown: Json | undefined, sent: Json | undefined): boolean {
  return (
    shown === sent ||
    (shown !== undefined && String(shown) === String(sent)) ||
    (typeof shown === 'string' && Number(shown) === sent)
  );
}
