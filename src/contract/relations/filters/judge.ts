import type { Deviation } from '../../../result/observation.ts';
import type { Json } from '../../../spec/json.ts';
import { toPointer, valueAt } from '../../../spec/json-pointer.ts';
import type { RequestValues } from '../../../spec/request-values.ts';
import { readPlace } from '../places.ts';
import { toNumber } from '../shown.ts';
import type { ObservedPage, Walk } from '../walk.ts';
import { describeFilter, type FilterCase, type FilterWorld } from './case.ts';
import { fulfils, fulfilsAll, isAtBound } from './match.ts';
import { type CaseCondition, conditionsOf, isEqual } from './places.ts';

/** What one filtered list shows; undefined where it shows nothing either way. */
interface Judgement {
  readonly sound: Evaluation;
  readonly complete: Evaluation;
  readonly bound: Evaluation;
  readonly total: Evaluation;
}
type Evaluation = { readonly wrong: Deviation | undefined } | undefined;

/** Holds a filtered list against what it asked for, row by row, and against the list that it is a part of. */
export function judge(world: FilterWorld, one: FilterCase, found: Walk): Judgement {
  const { client, rows, base, places, given } = world;
  const { operation } = client;
  const conditions = conditionsOf(operation, places, one.values);
  const listed = new Set(found.rows.map(rows.id));
  const known = new Set(base.rows.map(rows.id));
  const should = base.rows.filter((row) => fulfilsAll(row, conditions, rows, given) === true);
  const could = base.rows.filter((row) => fulfilsAll(row, conditions, rows, given) !== false);
  const missing =
    found.complete && !isAtWindow(world, found) ? should.filter((row) => !listed.has(rows.id(row))) : [];
  const atBound = (row: Json) => conditions.some((condition) => isAtBound(row, condition, rows));
  const about = (page: ObservedPage | undefined) =>
    aboutCase(world, one, page ?? (found.pages[0] as ObservedPage));

  function soundness(): Evaluation {
    const echo = found.pages.flatMap((page) => echoFault(page, conditions))[0];
    if (echo) return { wrong: { ...about(echo.page), ...echo.said } };
    let shown = false;
    for (const page of found.pages) {
      for (const [index, row] of page.page.items.entries()) {
        const verdict = fulfilsAll(row, conditions, rows);
        shown ||= verdict !== undefined;
        if (verdict !== false) continue;
        const failed = conditions.find(
          (condition) => fulfils(row, condition, rows) === false && !isAtBound(row, condition, rows),
        );
        if (!failed) continue;
        const { field } = failed.place.filter;
        const all =
          found !== base && base.rows.length > 1 && base.rows.every((each) => listed.has(rows.id(each)));
        return {
          wrong: {
            ...about(page),
            title: all ? 'a filter is ignored: every row comes' : 'rows do not match the filter',
            actual: `a row with ${field} ${JSON.stringify(rows.value(row, field))}`,
            pointer: toPointer([...(operation.list?.items.path ?? []), index, field]),
          },
        };
      }
    }
    return shown && conditions.length > 0 ? { wrong: undefined } : undefined;
  }

  function completeness(): Evaluation {
    const lost = missing.find((row) => !atBound(row));
    if (lost)
      return {
        wrong: {
          ...about(undefined),
          title:
            one.kind === 'everything'
              ? 'a value that asks for no filter hides rows'
              : 'rows that match the filter are missing',
          expected: `${one.purpose}: ${should.length} as in the whole list`,
          actual: `${found.rows.length} rows, without ${rows.id(lost)}`,
        },
      };
    const stranger = base.complete && !isAtWindow(world, base) ? strangerOf() : undefined;
    if (stranger)
      return {
        wrong: {
          ...about(stranger.page),
          title: 'a filtered list has rows that the whole list does not have',
          actual: rows.id(stranger.row),
        },
      };
    const counted = base.complete && !found.complete ? countFault() : undefined;
    if (counted) return { wrong: counted };
    const isPart = !given.some(({ place }) => one.places.includes(place));
    const tells = found.complete && base.rows.length > 0 && (should.length > 0 || isPart);
    return tells ? { wrong: undefined } : undefined;
  }

  /** A row that fulfils what the whole list asks for, and yet was not in it. */
  function strangerOf() {
    for (const page of found.pages)
      for (const row of page.page.items)
        if (!known.has(rows.id(row)) && fulfilsAll(row, given, rows) === true) return { page, row };
    return undefined;
  }

  function countFault() {
    const total = totalOf(world, found);
    if (total === undefined || (total >= should.length && total <= could.length)) return undefined;
    return {
      ...about(undefined),
      title: 'the total of a filtered list is not the number of rows that match',
      expected: `a total of ${should.length}`,
      actual: `a total of ${total}`,
    };
  }

  function boundary(): Evaluation {
    const places = conditions.filter(({ place }) => place.hasEnds);
    const standsAt = (row: Json) => places.find((condition) => isAtBound(row, condition, rows));
    const said = (row: Json, { place: { filter } }: CaseCondition) => ({
      ...about(found.pages.find(({ page }) => page.items.includes(row))),
      evidence: filter.evidenceOf('ends'),
      actual: `the row ${rows.id(row)}, whose ${filter.field} is ${JSON.stringify(rows.value(row, filter.field))}`,
    });
    for (const row of [...found.rows, ...missing]) {
      const condition = standsAt(row);
      if (!condition) continue;
      const isIn = fulfils(row, condition, rows);
      if (listed.has(rows.id(row)) === isIn) continue;
      const one = said(row, condition);
      return {
        wrong: isIn
          ? {
              ...one,
              title: 'the end of a range does not belong to it',
              expected: `${one.expected}, the row with exactly this value among them`,
              actual: `${found.rows.length} rows, without ${one.actual}`,
            }
          : {
              ...one,
              title: 'the end of a range belongs to it, and should not',
              expected: `${one.expected}, without the row with exactly this value`,
            },
      };
    }
    const tells =
      found.complete && !isAtWindow(world, found) && base.rows.some((row) => standsAt(row) && isNear(row));
    return tells ? { wrong: undefined } : undefined;
  }

  /** Whether nothing but the end of a range keeps a row out. */
  function isNear(row: Json): boolean {
    return (
      fulfilsAll(
        row,
        conditions.filter((one) => !isAtBound(row, one, rows)),
        rows,
        given,
      ) === true
    );
  }

  function counting(): Evaluation {
    const total = found.complete && !isAtWindow(world, found) ? totalOf(world, found) : undefined;
    if (total === undefined) return undefined;
    return { wrong: totalFault(world, one, found.pages[0] as ObservedPage, total, found.rows.length) };
  }

  return { sound: soundness(), complete: completeness(), bound: boundary(), total: counting() };
}

/** A total beside another number of rows. */
export function totalFault(
  world: FilterWorld,
  one: FilterCase,
  page: ObservedPage,
  total: number,
  count: number,
): Deviation | undefined {
  const { operation } = world.client;
  if (total === count) return undefined;
  return {
    ...aboutCase(world, one, page),
    title: 'the total of a filtered list is not the number of its rows',
    expected: `a total of ${count}: ${one.purpose}`,
    actual: `a total of ${total}`,
    pointer: toPointer(operation.list?.paging.shows.total[0]?.path ?? []),
    source: `${operation.pointer}/x-confab/paging/total`,
    evidence: operation.list?.paging.evidence('total') ?? one.evidence,
  };
}

/** What the whole list itself asks for, its rows fulfil: seen without a request. */
export function checkBase(world: FilterWorld): void {
  const { client, base, given } = world;
  for (const { place, value } of given) {
    const { evidence } = place.filter;
    if (!client.log.asserts(evidence)) continue;
    const purpose = `rows with ${describeFilter(place, value)}`;
    const one: FilterCase = { kind: 'some', purpose, values: base.values, places: [place], evidence };
    const { sound } = judge({ ...world, given: [], places: [place] }, one, base);
    if (sound) client.log.saw('filter-sound', sound.wrong);
  }
}

/** What every observation of a case says. */
export function aboutCase(
  { client: { operation } }: FilterWorld,
  one: FilterCase,
  page: Pick<ObservedPage, 'exchange'>,
) {
  const [place] = one.places;
  const filters = `${operation.pointer}/x-confab/filters`;
  const isPair = one.kind === 'together';
  return {
    title: '',
    expected: one.purpose,
    actual: '',
    pointer: toPointer(operation.list?.items.path ?? []),
    source: isPair ? filters : filters + toPointer([place?.filter.field ?? '']),
    evidence: one.evidence,
    exchange: page.exchange,
    entries: [
      ...one.places.map(({ key }) => `parameter:${key}`),
      ...(one.listed === undefined || !place ? [] : [`enum:${place.key}=${String(one.listed)}`]),
    ],
  };
}

/** The total that a page shows of all that match; undefined where it shows none, or was not asked to. */
export function totalOfPage(
  { client }: FilterWorld,
  { page }: Pick<ObservedPage, 'page'>,
  values: RequestValues,
): number | undefined {
  const { operation } = client;
  const { paging } = operation.list ?? {};
  if (!paging || paging.window !== undefined) return undefined;
  const isAsked = paging.reads.total.every((place) => readPlace(operation, values, place) !== false);
  return isAsked ? toNumber(page.shown.total) : undefined;
}

export function totalOf(world: FilterWorld, { pages: [first], values }: Walk): number | undefined {
  return first && totalOfPage(world, first, values);
}

/** The list is cut off where its window ends: what it does not show may match all the same. */
export function isAtWindow({ client }: FilterWorld, { rows }: Walk): boolean {
  const window = client.operation.list?.paging.window;
  return window !== undefined && rows.length >= window;
}

/** A place of the answer that should show the value asked for, and shows another. */
function echoFault(page: ObservedPage, conditions: readonly CaseCondition[]) {
  for (const { place, value } of conditions) {
    for (const { path } of place.test === 'equals' ? place.filter.shows : []) {
      const shown = page.reading.json === undefined ? undefined : valueAt(page.reading.json, toPointer(path));
      if (Array.isArray(value) || isEqual(shown, value) || String(shown) === String(value)) continue;
      const said = {
        title: 'the answer shows another filter value than was asked for',
        expected: JSON.stringify(value),
        actual: JSON.stringify(shown) ?? 'nothing',
        pointer: toPointer(path),
      };
      return [{ page, said }];
    }
  }
  return [];
}
