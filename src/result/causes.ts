import type { Exchange } from '../http/exchange.ts';
import { type Finding, generalPointer, identityOf, LEVELS } from './finding.ts';

/** Where an operation's answers have their rows: general pointers, as `/data/*`. */
export interface RowPlaces {
  readonly list: string;
  readonly row: string;
  /** What tells a row from all others; undefined: all of the row does. */
  readonly id: string | undefined;
}

/** Checks from cause to effect: a finding may only follow from one of a check that stands before its own. */
export const FROM_CAUSE_TO_EFFECT = [
  ...[
    'connection',
    'encoding',
    'redirect',
    'server-error',
    'status',
    'media-type',
    'utf-8',
    'json',
    'envelope',
  ],
  ...['duplicate-key', 'number-precision', 'schema', 'time'],
  ...['repeatable', 'page-size', 'page-disjoint', 'order', 'page-slices', 'past-the-end'],
  ...['total', 'has-more', 'has-previous', 'page-count', 'page-echo'],
  ...['token', 'next-link', 'previous', 'page-default', 'empty-list'],
  ...['filter-sound', 'filter-complete', 'filter-bound', 'filter-nobody', 'filter-together', 'order-request'],
  ...['link-loads', 'link-agrees', 'link-unknown', 'accepts', 'refuses', 'refusal', 'credential-refusal'],
] as const;
type Ranked = (typeof FROM_CAUSE_TO_EFFECT)[number];

/** Nothing can be read in such an answer, so whatever else is said of it follows. */
const UNREADABLE: readonly Ranked[] = ['connection', 'encoding', 'redirect', 'server-error', 'json'];
/** Such an answer is not what was asked for, though it may have rows. */
const ODD: readonly Ranked[] = ['status', 'media-type', 'utf-8', 'envelope'];
const OF_ODD: readonly Ranked[] = [...UNREADABLE, ...ODD, 'accepts', 'refusal', 'credential-refusal'];
/** What needs rows in an answer. */
const NEED_ROWS: readonly Ranked[] = [
  'past-the-end',
  'filter-nobody',
  'empty-list',
  'link-loads',
  'accepts',
  'refusal',
];
/** Faults of values in one answer. */
const VALUES: readonly Ranked[] = ['duplicate-key', 'number-precision', 'schema', 'time'];
/** What tells rows apart: it says nothing when they cannot be told apart. */
const TELL_ROWS_APART: readonly Ranked[] = [
  ...(['repeatable', 'page-disjoint', 'page-slices'] as const),
  ...(['filter-complete', 'filter-bound', 'filter-together'] as const),
];
/** Relations between pages, which break together: where a page shows both, and for all pages when their rows change. */
const PAGES: readonly Ranked[] = [
  ...(['repeatable', 'page-size', 'page-disjoint', 'order', 'page-slices', 'past-the-end'] as const),
  ...(['total', 'has-more', 'has-previous', 'page-count'] as const),
];
/** What compares a filtered list with the whole one says nothing when the whole one is read wrongly. */
const NEED_THE_WHOLE: readonly Ranked[] = ['filter-complete', 'filter-bound', 'filter-together'];
const SPOIL_THE_WHOLE: readonly Ranked[] = ['repeatable', 'page-size', 'page-disjoint', 'page-slices'];
/** A list that is not filtered as asked has another order and total, too. */
const FILTERS: readonly Ranked[] = ['filter-sound', 'filter-complete', 'filter-bound', 'filter-nobody'];

const RANKS = new Map<string, number>(FROM_CAUSE_TO_EFFECT.map((check, index) => [check, index]));

/** The findings with what each may follow from: the nearest to the cause, of what is as grave. */
export function withCauses(
  findings: readonly Finding[],
  placesOf: (operation: string) => RowPlaces | undefined,
): Finding[] {
  const byRank = findings
    .filter(({ check }) => RANKS.has(check))
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .map((finding) => ({ finding, exchanges: new Set(exchangesOf(finding)) }));
  return findings.map((finding) => {
    if (!RANKS.has(finding.check)) return finding;
    const cause = byRank.find(
      (one) =>
        rankOf(one.finding) < rankOf(finding) &&
        LEVELS.indexOf(one.finding.level) <= LEVELS.indexOf(finding.level) &&
        brings(one.finding, one.exchanges, finding, placesOf(finding.operation)),
    );
    return cause ? { ...finding, follows: identityOf(cause.finding) } : finding;
  });
}

function brings(
  cause: Finding,
  shows: ReadonlySet<Exchange>,
  finding: Finding,
  places: RowPlaces | undefined,
): boolean {
  const own = exchangesOf(finding);
  if (own.every((one) => shows.has(one) || isAlike(cause, one))) {
    if (is(UNREADABLE, cause)) return true;
    if (is(ODD, cause) && is(OF_ODD, finding)) return true;
    if (cause.check === 'utf-8' && is(TELL_ROWS_APART, finding)) return true;
    // Rows under the status of a failure are no success.
    if (cause.check === 'envelope' && finding.check === 'refuses') return true;
    if (isAboveRows(cause, places) && is(NEED_ROWS, finding)) return true;
  }
  if (cause.operation !== finding.operation) return false;
  if (is(VALUES, cause))
    return isAt(cause, finding) || (isOfRow(cause, places) && is(TELL_ROWS_APART, finding));
  if (is(SPOIL_THE_WHOLE, cause) && is(NEED_THE_WHOLE, finding)) return true;
  if (cause.check === 'repeatable' && is(PAGES, finding)) return true;
  // Where a list ends is reckoned from its pages.
  if (/^page-(size|disjoint)$/.test(cause.check) && finding.check === 'past-the-end') return true;
  return (
    [PAGES, FILTERS].some((kind) => is(kind, cause) && is(kind, finding)) && own.some((one) => shows.has(one))
  );
}

/** Of a fault that comes often, not every exchange is kept; those of a failing server are known by their status. */
function isAlike({ check, exchange, count }: Finding, other: Exchange): boolean {
  const status = other.response?.status;
  return (
    check === 'server-error' && count > 1 && status !== undefined && status === exchange.response?.status
  );
}

/** The list itself is wrong, or what it stands in: there are no rows to look at. */
function isAboveRows({ check, pointer }: Finding, places: RowPlaces | undefined): boolean {
  return check === 'schema' && places !== undefined && isWithin(places.list, generalPointer(pointer));
}

/** The value that the finding is about, or what it stands in, is wrong itself. */
function isAt({ pointer }: Finding, finding: Finding): boolean {
  return pointer !== '' && isWithin(generalPointer(finding.pointer), generalPointer(pointer));
}

/** The row, or what tells it from others, is wrong. */
function isOfRow({ pointer }: Finding, places: RowPlaces | undefined): boolean {
  const general = generalPointer(pointer);
  return places !== undefined && (general === places.row || general === places.id);
}

function isWithin(pointer: string, other: string): boolean {
  return pointer === other || pointer.startsWith(`${other}/`);
}

function is(checks: readonly string[], { check }: Finding): boolean {
  return checks.includes(check);
}

function exchangesOf({ exchange, further = [] }: Finding): Exchange[] {
  return [exchange, ...further];
}

function rankOf({ check }: Finding): number {
  return RANKS.get(check) ?? RANKS.size;
}
