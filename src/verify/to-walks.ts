import type { Subject } from '../contract/check-log.ts';
import { valueOrDefault } from '../contract/relations/field-values.ts';
import { hasToken, type PageMode, pageModes } from '../contract/relations/page-modes.ts';
import { listOf } from '../contract/relations/page-request.ts';
import { toNumber } from '../contract/relations/shown.ts';
import type { ObservedPage } from '../result/observed-response.ts';
import type { Json } from '../spec/json.ts';
import { type RequestValues, valueIn } from '../spec/request-values.ts';
import { leadsBackTo, leadsOnTo } from './recorded-leads.ts';

/** A recorded page, and what its request says of its place in the list. */
export interface RecordedPage {
  readonly seen: ObservedPage;
  readonly values: RequestValues;
  /** From 1; undefined: only a token says it. */
  readonly number: number | undefined;
  /** What the request led here by. */
  readonly token: Json | undefined;
  /** Where the request says in a place of its own that it goes back: what by. */
  readonly back: Json | undefined;
}

/** Pages that a client asked for one after the other, in the order of the list. */
export interface RecordedWalk {
  readonly mode: PageMode;
  readonly pages: readonly RecordedPage[];
}

export function toPage(subject: Subject, seen: ObservedPage, values: RequestValues): RecordedPage {
  const { reads, firstPage } = listOf(subject).paging;
  const { page, skip, size, token, previousToken } = reads;
  const givenIn = (places: typeof page) => places.map((place) => valueIn(values, place)).find(hasToken);
  const given = givenIn(token);
  const back = given === undefined ? givenIn(previousToken) : undefined;
  const read = (places: typeof page) =>
    places
      .map((place) => toNumber(valueOrDefault(subject.operation, values, place)))
      .find((number) => number !== undefined);
  const [asked, skipped = 0, rows] = [read(page), read(skip), read(size)];
  // Rows to skip say a number only with the size of a page.
  const bySkip = skipped === 0 ? 1 : rows && skipped / rows + 1;
  const number = asked === undefined ? bySkip : asked - firstPage.asked + 1;
  const isLed = given !== undefined || back !== undefined || isByUrl(subject, values);
  return { seen, values, number: isLed ? undefined : number, token: given, back };
}

/** Whether a request of a list whose pages lead on by URLs has what only such a URL can have given it. */
function isByUrl({ operation }: Subject, { query }: RequestValues): boolean {
  if (!operation.list || pageModes(operation.list)[0] !== 'link') return false;
  const known = new Set(operation.fields.filter((field) => field.in === 'query').map(({ name }) => name));
  return Object.keys(query).some((name) => !known.has(name));
}

/** The walks of one operation's pages, which come in the order of their times. */
export function toWalks(subject: Subject, pages: readonly RecordedPage[]): RecordedWalk[] {
  const [mode = 'once'] = pageModes(listOf(subject));
  const isForward = ({ back }: RecordedPage) => back === undefined;
  const isNumbered = ({ token, values }: RecordedPage) => token === undefined && !isByUrl(subject, values);
  const numbered = pages.filter((page) => isForward(page) && isNumbered(page));
  if (mode === 'once') return numbered.map((page) => ({ mode, pages: [page] }));
  const led = pages.filter((page) => isForward(page) && !isNumbered(page));
  const begun = numbered.filter(({ number }) => number === 1);
  const lead = mode === 'link' ? 'link' : 'token';
  const backward = pages.filter((page) => !isForward(page)).map((page) => [page]);
  // A page that another leads back to is held against the walk of that.
  const isLedBackTo = (page: RecordedPage) => pages.some((from) => leadsBackTo(subject, from, page));
  const isBack = ([first, second]: RecordedPage[]) =>
    first !== undefined && first.number === undefined && second === undefined && isLedBackTo(first);
  const chains = [...toChains(subject, lead, begun, led), ...backward]
    .filter((chain) => !isBack(chain))
    .map((chain): RecordedWalk => ({ mode: lead, pages: chain }));
  if (mode === 'token' || mode === 'link') return chains;
  // A first page that no token leads on from is the first of those with numbers.
  const isLed = ({ pages: [first, second] }: RecordedWalk) =>
    second !== undefined || first?.token !== undefined || first?.back !== undefined;
  return [...byNumber(numbered, mode, isLedBackTo), ...chains.filter(isLed)];
}

/** A page that is there already begins a new walk, unless a client went back to it. */
function byNumber(
  all: readonly RecordedPage[],
  mode: PageMode,
  isLedBackTo: (page: RecordedPage) => boolean,
): RecordedWalk[] {
  const pages = all.filter(({ number }) => number !== undefined);
  const walks: RecordedPage[][] = [];
  for (const page of pages) {
    const open = walks.at(-1);
    if (open && !open.some(({ number }) => number === page.number)) open.push(page);
    else if (!open || !isLedBackTo(page)) walks.push([page]);
  }
  return walks.map((walk) => ({
    mode,
    pages: walk.toSorted((a, b) => (a.number as number) - (b.number as number)),
  }));
}

/** Each page behind the one whose answer showed its token; where none did, a chain begins in the middle of the list. */
function toChains(
  subject: Subject,
  mode: 'token' | 'link',
  begun: readonly RecordedPage[],
  led: readonly RecordedPage[],
): RecordedPage[][] {
  const chains = begun.map((page) => [page]);
  for (const page of led) {
    const shows = (from: RecordedPage) => leadsOnTo(subject, mode, from, page);
    const ends = chains.findLast((chain) => shows(chain.at(-1) as RecordedPage));
    const passes = chains.findLast((chain) => chain.some(shows));
    if (ends) ends.push(page);
    else if (passes) chains.push([...passes.slice(0, passes.findIndex(shows) + 1), page]);
    else chains.push([page]);
  }
  return chains;
}
