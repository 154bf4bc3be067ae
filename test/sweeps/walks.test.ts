import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { matches } from '../../src/rows/selector.ts';
import { builtinNames } from '../../src/spec/builtin.ts';
import type { Expression } from '../../src/spec/expressions.ts';
import { type Field, fieldAt } from '../../src/spec/field.ts';
import { isObject, type Json, type JsonObject } from '../../src/spec/json.ts';
import { toPointer, valueAt } from '../../src/spec/json-pointer.ts';
import type { Filter, FilterTest, Listing, Operation, PagingWord, Spec } from '../../src/spec/spec.ts';
import type { TimeFormat } from '../../src/spec/time-format.ts';
import { idTemplateOf, isTime, timeFormats } from '../../src/spec/value-words.ts';
import { type Draft, draftOf, put, toRequest } from '../_draft.ts';
import { some } from '../_some.ts';

/**
 * Walks every page of every list under every combination of filters, and holds what came against a plain
 * scan of all rows: pages disjoint, complete, in order; totals and flags true on every page.
 */
const ROWS = 237;

/** One value for each test of a filter, and how a row must compare with it. */
interface Choice {
  readonly label: string;
  apply(draft: Draft): void;
  keeps(row: JsonObject): boolean;
}

describe.each(some(builtinNames(), 4))('%s', (vendor) => {
  test.each(some([1, 7, 2026], 3))('seed %d: every walk adds up', async (seed) => {
    const mock = await createMock({ vendors: [vendor], seed, rows: ROWS });
    const [spec] = mock.specs as [Spec];
    let walks = 0;
    for (const operation of spec.operations) {
      if (operation.list?.shows !== 'many') continue;
      for (const combination of combinationsOf(
        spec,
        operation,
        operation.list,
        await allRows(mock, spec, operation),
      )) {
        await walk(mock, spec, operation, operation.list, combination);
        walks += 1;
      }
    }
    expect(walks).toBeGreaterThan(0);
  });
});

interface Combination {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly expected: readonly JsonObject[];
}

async function walk(
  mock: Mock,
  spec: Spec,
  operation: Operation,
  list: Listing,
  { label, choices, expected }: Combination,
) {
  const { reads, shows } = list.paging;
  const window = Math.min(expected.length, list.paging.window ?? expected.length);
  const sizes = reads.size.length > 0 ? [7, mostRows(operation, list)] : [window];
  for (const size of sizes) {
    const pages = Math.max(1, Math.ceil(window / Math.max(size, 1)));
    const seen: JsonObject[] = [];
    // One page past the end, which must be empty and say so.
    for (let page = 1; page <= pages + (reads.page.length > 0 ? 1 : 0); page += 1) {
      const draft = draftOf(spec, operation);
      for (const choice of choices) choice.apply(draft);
      if (reads.page[0]) put(draft, reads.page[0], page);
      if (reads.size[0]) put(draft, reads.size[0], size);
      const response = await mock.fetch(await toRequest(spec, operation, draft));
      const body = (await response.json()) as Json;
      const where = `${operation.id} ${label} size ${size} page ${page}`;
      expect(response.status, where).toBe(200);
      const items = (valueAt(body, toPointer(list.items.path)) ?? []) as JsonObject[];
      const left = Math.max(0, window - (page - 1) * size);
      expect(items.length, `${where}: rows`).toBe(Math.min(size, left));
      const shown = (word: PagingWord) => shows[word].map((place) => valueAt(body, toPointer(place.path)));
      const truth: Partial<Record<PagingWord, Json>> =
        window === 0 ? list.paging.empty : { page, size, pages: Math.ceil(window / size) };
      for (const [word, value] of Object.entries({
        ...truth,
        count: items.length,
        total: window,
        hasMore: page * size < window,
        hasPrevious: page > 1 && window > 0,
      })) {
        if (word === 'items' || value === undefined) continue;
        for (const found of shown(word as PagingWord))
          expect(String(found), `${where}: ${word}`).toBe(String(value));
      }
      for (const token of shown('token'))
        expect(token, `${where}: token`).toBe(page * size < window ? String(page + 1) : '');
      seen.push(...items);
    }
    // Every row exactly once, newest first.
    expect(seen.map(identify(list)), `${label} size ${size}`).toEqual(
      expected.slice(0, window).map(identify(list)),
    );
  }
}

/** The rows of the biggest page that may be asked for, a hundred at most. */
function mostRows(operation: Operation, { paging }: Listing): number {
  const [size] = paging.reads.size;
  return Math.min(100, size ? Number(fieldAt(operation, size).schema.maximum ?? 100) : 100);
}

const identify = (list: Listing) => (row: JsonObject) => {
  const id = Object.entries((list.itemSchema.properties ?? {}) as JsonObject).find(
    ([, schema]) => idTemplateOf(schema) !== undefined,
  )?.[0];
  return id === undefined ? JSON.stringify(row) : row[id];
};

/** All rows as this operation shows them, by the biggest pages there are; of a window, what is in it. */
async function allRows(mock: Mock, spec: Spec, operation: Operation): Promise<JsonObject[]> {
  const list = operation.list as Listing;
  const rows: JsonObject[] = [];
  for (let page = 1; page < 50; page += 1) {
    const parts: JsonObject[] = [];
    // A filter that a request cannot do without splits the rows: all of its values together are the whole.
    for (const value of requiredValues(operation, list)) {
      const draft = draftOf(spec, operation);
      if (value) put(draft, value.place, value.value);
      if (list.paging.reads.page[0]) put(draft, list.paging.reads.page[0], page);
      if (list.paging.reads.size[0]) put(draft, list.paging.reads.size[0], mostRows(operation, list));
      const body = (await (await mock.fetch(await toRequest(spec, operation, draft))).json()) as Json;
      parts.push(...((valueAt(body, toPointer(list.items.path)) ?? []) as JsonObject[]));
    }
    rows.push(...parts);
    if (parts.length === 0 || list.paging.reads.page.length === 0) break;
  }
  if (list.paging.window === undefined) expect(rows.length).toBe(ROWS);
  return rows;
}

function requiredValues(operation: Operation, list: Listing) {
  const required = list.filters.find(
    (filter) =>
      filter.any === undefined && enumOf(operation, filter).length > 0 && isRequired(operation, filter),
  );
  const place = required?.tests[0]?.from;
  return place ? enumOf(operation, required as Filter).map((value) => ({ place, value })) : [undefined];
}

function enumOf(operation: Operation, filter: Filter): Json[] {
  const { schema } = fieldOf(operation, filter);
  return ((schema.enum ?? []) as Json[]).filter((value) => value !== filter.any);
}

function isRequired(operation: Operation, filter: Filter): boolean {
  return fieldOf(operation, filter).required;
}

function fieldOf(operation: Operation, { tests: [first] }: Filter): Field {
  return fieldAt(operation, first?.from as Expression);
}

function combinationsOf(
  spec: Spec,
  operation: Operation,
  list: Listing,
  all: readonly JsonObject[],
): Combination[] {
  let combinations: Choice[][] = [[]];
  for (const filter of list.filters) {
    const choices = choicesOf(spec, operation, list, filter, all);
    combinations = combinations.flatMap((before) => choices.map((choice) => [...before, ...choice]));
  }
  return combinations.map((choices) => ({
    label: choices.map(({ label }) => label).join(' & ') || 'everything',
    choices,
    expected: all
      .filter((row) => choices.every((choice) => choice.keeps(row)))
      .sort((a, b) => order(list, a, b)),
  }));
}

/** Rows that were gathered by a required filter's values come back into their natural order. */
function order(list: Listing, a: JsonObject, b: JsonObject): number {
  const by = list.order?.by[0];
  const [left, right] = [a, b].map((row) => row[by ?? ''] ?? '');
  return left === right ? 0 : (left as string) < (right as string) ? 1 : -1;
}

/** No filter at all (unless it is required), values that rows have, and one that nobody has. */
function choicesOf(
  spec: Spec,
  operation: Operation,
  list: Listing,
  filter: Filter,
  all: readonly JsonObject[],
): Choice[][] {
  const schema = spec.schemas
    .properties(spec.collections.get(list.collection))
    .get(filter.field) as JsonObject;
  const none: Choice[][] = filter.any !== undefined || !isRequired(operation, filter) ? [[]] : [];
  if (isTime(schema)) return timeChoices(filter, schema, all, none);
  // A row may have null there; nobody asks for null.
  const found = [
    ...new Set(all.map((row) => row[filter.field]).filter((value) => value !== null && !isObject(value))),
  ] as Json[];
  const values = [found[0], found[Math.floor(found.length / 2)]].filter((value) => value !== undefined);
  return [
    ...none,
    ...filter.tests.flatMap(({ test }) =>
      values.map((value) => [choice(filter, test, partOf(test, value as Json))]),
    ),
    ...filter.tests.flatMap(({ test }) =>
      none.length > 0 ? nobodys(operation, filter, found).map((value) => [choice(filter, test, value)]) : [],
    ),
  ];
}

/** For `contains`, a piece from the middle of the text. */
function partOf(test: FilterTest, value: Json): Json {
  return test === 'contains' ? String(value).slice(1, 4).trim() || String(value) : value;
}

function nobodys(operation: Operation, filter: Filter, found: readonly Json[]): Json[] {
  const allowed = enumOf(operation, filter);
  if (allowed.length > 0) return allowed.filter((value) => !found.includes(value)).slice(0, 1);
  return typeof found[0] === 'number' ? [987_654] : ['nobody-has-this'];
}

function choice(filter: Filter, test: FilterTest, value: Json): Choice {
  const place = filter.tests.find((one) => one.test === test)?.from;
  return {
    label: `${filter.field} ${test} ${JSON.stringify(value)}`,
    apply(draft) {
      if (place) put(draft, place, value);
      for (const { place: other, value: wanted } of filter.when) put(draft, other, wanted);
    },
    keeps: (row) => matches({ field: filter.field, test, value }, row[filter.field] ?? null),
  };
}

function timeChoices(
  filter: Filter,
  schema: JsonObject,
  all: readonly JsonObject[],
  none: Choice[][],
): Choice[][] {
  const [format] = timeFormats(schema) as [TimeFormat];
  const timeOf = (row: JsonObject) => format.read(row[filter.field]) as number;
  const sorted = [...all].sort((a, b) => timeOf(b) - timeOf(a));
  const [newer, older] = [sorted[20], sorted[90] ?? sorted[60]].map((row) => timeOf(row as JsonObject)) as [
    number,
    number,
  ];
  const bound = (test: FilterTest, time: number): Choice[] => {
    const place = filter.tests.find((one) => one.test === test)?.from;
    if (!place) return [];
    return [
      {
        label: `${filter.field} ${test} ${time}`,
        apply: (draft) => put(draft, place, JSON.parse(format.write(time))),
        keeps: (row) => (test === 'minimum' ? timeOf(row) >= time : timeOf(row) <= time),
      },
    ];
  };
  const wide: Choice[][] = none.length > 0 ? none : [[]];
  return [
    ...wide,
    bound('minimum', older),
    bound('maximum', newer),
    [...bound('minimum', older), ...bound('maximum', newer)],
    [...bound('minimum', newer + 1000), ...bound('maximum', older - 1000)],
  ];
}
