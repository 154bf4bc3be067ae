import type { CheckLog, Subject } from '../contract/check-log.ts';
import { valueOrDefault } from '../contract/relations/field-values.ts';
import { endsByNext, hasToken, isNumbered, nextOf } from '../contract/relations/page-modes.ts';
import { listOf } from '../contract/relations/page-request.ts';
import { type Sample, samplesOf } from '../contract/relations/paging/sample.ts';
import { pagingStatement } from '../contract/relations/paging/statement.ts';
import { toNumber } from '../contract/relations/shown.ts';
import type { Walk } from '../contract/relations/walk.ts';
import type { ObservedPage } from '../result/observed-response.ts';
import { fieldAt } from '../spec/field.ts';
import { fieldStatement } from '../spec/field-statement.ts';
import { type RequestValues, valueIn } from '../spec/request-values.ts';
import type { RecordedPage, RecordedWalk } from './to-walks.ts';

/** A recorded walk in the form that the checks of a run take. */
interface KnownWalk {
  readonly walk: Walk;
  /** Its pages, as far as it is known what stands before them. */
  readonly samples: readonly Sample[];
  /** Empty pages behind the last one. */
  readonly behind: readonly RecordedPage[];
  /** Whether its rows are those from the first of the list on, none left out. */
  readonly isFromStart: boolean;
  /** What the folder does not have, in words; undefined: the walk is whole. */
  readonly missing: string | undefined;
}

/** Finds out what recorded pages tell of the whole list. */
export function toKnown(log: CheckLog, { mode, pages }: RecordedWalk): KnownWalk {
  const values = (pages[0] as RecordedPage).values;
  const size = sizeAsked(log, values);
  const numbers = pages.map(
    ({ number }, index) => number ?? (pages[0]?.number === 1 ? index + 1 : undefined),
  );
  const gap = firstGap(numbers);
  const isFromStart = gap === undefined;
  const last = pages.findLastIndex(({ seen }) => seen.page.items.length > 0);
  const listed = isFromStart && isNumbered(mode) ? pages.slice(0, Math.max(1, last + 1)) : pages;
  const behind = isFromStart ? pages.slice(listed.length) : behindBySight(log, pages, size);
  const complete = isFromStart && (behind.length > 0 || isEnd(log, listed, mode, size));
  const seen = listed.map((page) => page.seen);
  const walk: Walk = { pages: seen, rows: seen.flatMap(({ page }) => page.items), complete, size, values };
  const samples = isFromStart ? samplesOf(walk, mode, walk) : apart(listed, mode, size, numbers);
  return {
    walk,
    samples: samples.map((sample) => ({
      ...sample,
      more: sample.more ?? moreByTotal(log, sample, values),
    })),
    behind,
    isFromStart,
    missing: complete ? undefined : (gap ?? `what follows page ${numbers.at(-1)}`),
  };
}

/** The rows asked for; what a request leaves out counts as its default where that is sure enough. */
export function sizeAsked(log: CheckLog, values: RequestValues): number | undefined {
  const { spec, operation } = log;
  const places = listOf(log).paging.reads.size;
  const given = places.map((place) => toNumber(valueIn(values, place))).find((size) => size !== undefined);
  if (given !== undefined) return given;
  const usual = places.find((place) => fieldAt(operation, place).schema.default !== undefined);
  const field = usual && fieldAt(operation, usual);
  if (!field || !log.asserts(fieldStatement(spec, field, 'default').evidence)) return undefined;
  return toNumber(field.schema.default);
}

/** Whether the total was asked for, where it is counted on demand. */
export function isCounted({ operation }: Subject, values: RequestValues): boolean {
  const places = operation.list?.paging.reads.total ?? [];
  return places.every((place) => valueOrDefault(operation, values, place) === true);
}

/** The first page that is not there between those that are; of a walk whose beginning is missing, that. */
function firstGap(numbers: readonly (number | undefined)[]): string | undefined {
  if (numbers[0] === undefined) return 'its first page';
  const at = numbers.findIndex((number, index) => number !== index + 1);
  return at < 0 ? undefined : `page ${at + 1}`;
}

/**
 * Whether nothing follows the last page, by what it shows of it. A page that is not full is the last by its
 * rows, too: then a single sign against it is wrong, and of several the page.
 */
function isEnd(
  log: CheckLog,
  pages: readonly RecordedPage[],
  mode: RecordedWalk['mode'],
  size: number | undefined,
): boolean {
  const last = pages.at(-1) as RecordedPage;
  const { items, shown } = last.seen.page;
  const count = pages.reduce((sum, { seen }) => sum + seen.page.items.length, 0);
  const [total, number] = [sureTotal(log, last.seen, last.values), toNumber(shown.pages)];
  const list = listOf(log);
  const showsLead =
    endsByNext(list, mode) && list.paging.shows[mode === 'link' ? 'nextUrl' : 'token'].length > 0;
  const isByRow = mode === 'token' && !endsByNext(list, mode);
  const ends = [
    typeof shown.hasMore === 'boolean' ? !shown.hasMore : undefined,
    number === undefined ? undefined : number <= pages.length,
    total === undefined ? undefined : total <= count,
    showsLead ? !hasToken(nextOf(list, mode, last.seen)) : undefined,
  ].filter((sign) => sign !== undefined);
  const sizes = size !== undefined && log.asserts(pagingStatement(log, 'size').evidence);
  const isShort = (isNumbered(mode) || isByRow) && (items.length === 0 || (sizes && items.length < size));
  if (isShort) return ends.length < 2 || ends.includes(true);
  return ends.length > 0 && ends.every((sign) => sign);
}

/** Pages with others missing between them: what stands before one follows from its number and the size. */
function apart(
  pages: readonly RecordedPage[],
  mode: RecordedWalk['mode'],
  size: number | undefined,
  numbers: readonly (number | undefined)[],
): Sample[] {
  const lastWithRows = pages.findLastIndex(({ seen }) => seen.page.items.length > 0);
  return pages.flatMap(({ seen }, index): Sample[] => {
    const number = numbers[index];
    const before =
      number === 1 ? 0 : number !== undefined && size !== undefined ? (number - 1) * size : undefined;
    if (number === undefined || before === undefined) return [];
    // Behind the last page nobody knows how many rows stand before.
    if (number > 1 && seen.page.items.length === 0) return [];
    const more = index < lastWithRows ? true : undefined;
    return [{ seen, mode, number, size, before, more, total: undefined, isOff: false }];
  });
}

/** Empty pages that by their own total stand behind the last one. */
function behindBySight(
  log: CheckLog,
  pages: readonly RecordedPage[],
  size: number | undefined,
): RecordedPage[] {
  return pages.filter(({ seen, number, values }) => {
    if (number === undefined || size === undefined || seen.page.items.length > 0) return false;
    const total = sureTotal(log, seen, values);
    return total !== undefined && total <= (number - 1) * size;
  });
}

/** What follows a page by its own total. */
function moreByTotal(log: CheckLog, { seen, before }: Sample, values: RequestValues): boolean | undefined {
  const total = sureTotal(log, seen, values);
  return total === undefined ? undefined : total > before + seen.page.items.length;
}

/** The total where it is sure enough to follow from it; 0 beside rows is one that was not counted. */
function sureTotal(log: CheckLog, { page }: ObservedPage, values: RequestValues): number | undefined {
  const total = toNumber(page.shown.total);
  if (!log.asserts(pagingStatement(log, 'total').evidence) || !isCounted(log, values)) return undefined;
  return total === 0 && page.items.length > 0 ? undefined : total;
}
