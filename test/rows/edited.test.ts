import { describe, expect, test } from 'vitest';
import type { EditableRows } from '../../src/rows/editable.ts';
import { createEdits } from '../../src/rows/edits.ts';
import { withExampleRows } from '../../src/rows/example-rows.ts';
import { createGeneratedRows } from '../../src/rows/generated.ts';
import { createListEdits } from '../../src/rows/list-edits.ts';
import { createPools } from '../../src/rows/pools.ts';
import type { Condition, Query, Rows } from '../../src/rows/rows.ts';
import { createSuppliedRows } from '../../src/rows/supplied.ts';
import type { JsonObject } from '../../src/spec/json.ts';
import { createSchemaReader } from '../../src/spec/schema.ts';
import { createPicker } from '../../src/text/hash.ts';
import { some } from '../_some.ts';

const NOW = Date.UTC(2026, 2, 20, 8);
const schemas = createSchemaReader({});
const pools = await createPools({}, 'tiny.yaml');

const WITH_TIME: JsonObject = {
  type: 'object',
  examples: [{ id: 1, at: '2023-11-07 05:31:56', touched: 1_699_000_000_000, stars: 5, kind: 'old' }],
  properties: {
    id: { type: 'integer', 'x-confab': { value: '{sequence}' } },
    at: { type: 'string', 'x-confab': { time: 'datetime' } },
    touched: { type: 'integer', 'x-confab': { time: 'epoch-ms', from: 'at' } },
    stars: { type: ['integer', 'null'], minimum: 0, maximum: 5 },
    kind: { enum: ['a', 'b', 'c'] },
  },
};
const { at: _, touched: __, ...TIMELESS } = WITH_TIME.properties as JsonObject;
const WITHOUT_TIME: JsonObject = { type: 'object', properties: TIMELESS };

function generate(schema: JsonObject, size: number): Rows {
  const indexed = new Set(['stars', 'kind', 'at', 'id', 'touched']);
  return withExampleRows(size, schema, schemas, (count, older) =>
    createGeneratedRows({
      name: 'n',
      schema,
      schemas,
      seed: 1,
      size: count,
      older,
      now: NOW,
      pools,
      indexed,
    }),
  );
}

function shown(rows: Rows, schema: JsonObject, query: Query): JsonObject[] {
  const { total, at } = rows.select(query);
  const view = rows.view(schema);
  return Array.from({ length: total }, (_, n) => JSON.parse(view(at(n))));
}

const ONE_OF: Condition = { field: 'id', test: 'equals', value: [7, 9, 1001, 12, 30, 1, 1003] };
const WHERE: Condition[][] = [
  [],
  [{ field: 'kind', test: 'equals', value: 'b' }],
  [{ field: 'kind', test: 'equals', value: 'new' }],
  [{ field: 'stars', test: 'minimum', value: 3 }],
  [{ field: 'id', test: 'equals', value: 1001 }],
  [ONE_OF],
  [ONE_OF, { field: 'kind', test: 'equals', value: ['a', 'new'] }],
];
const BY_TIME: Condition[][] = [
  [{ field: 'at', test: 'minimum', value: NOW - 1.2e8 }],
  [
    { field: 'at', test: 'exclusiveMinimum', value: NOW - 1e8 },
    { field: 'at', test: 'maximum', value: NOW - 3e7 },
    { field: 'stars', test: 'maximum', value: 4 },
  ],
  [{ field: 'touched', test: 'exclusiveMaximum', value: NOW - 6e7 }],
];

/** What the rows must be, as a plain list in natural order, the newest first. */
function createModel(start: readonly JsonObject[], isTimed: boolean) {
  const list = [...start];
  const placeOf = (id: string) => list.findIndex((row) => String(row.id) === id);
  const insert = (row: JsonObject) => {
    const place = isTimed ? list.findIndex((other) => String(other.at) <= String(row.at)) : 0;
    list.splice(place < 0 ? list.length : place, 0, row);
  };
  return {
    list,
    insert,
    put(id: string, row: JsonObject) {
      const place = placeOf(id);
      if (place >= 0 && list[place]?.at === row.at) list[place] = row;
      else {
        if (place >= 0) list.splice(place, 1);
        insert(row);
      }
    },
    remove(id: string) {
      const place = placeOf(id);
      if (place >= 0) list.splice(place, 1);
      return place >= 0;
    },
  };
}

function changeAtRandom(
  edited: EditableRows,
  model: ReturnType<typeof createModel>,
  pick: (n: number) => number,
  isTimed: boolean,
  count: number,
): void {
  const old = [...model.list];
  const anyTime = () => {
    // Mostly a time that another row has, so that rows of the same time meet.
    const row = old[pick(old.length)] as JsonObject;
    return pick(3) === 0 ? `2026-03-${10 + pick(12)} 10:00:00` : (row.at as string);
  };
  for (let n = 0; n < count; n += 1) {
    const id = pick(5) === 0 ? 1000 + pick(6) : 1 + pick(old.length);
    const known = model.list.find((row) => row.id === id);
    const values = { stars: pick(7) === 0 ? null : pick(6), kind: ['a', 'b', 'new'][pick(3)] as string };
    const timed = isTimed ? { at: known && pick(2) === 0 ? (known.at as string) : anyTime() } : {};
    const touched = isTimed ? { touched: NOW - 5e7 - pick(9) * 1e7 } : {};
    if (pick(4) === 0) {
      expect(edited.remove(String(id))).toBe(model.remove(String(id)));
      continue;
    }
    const row = { id, ...timed, ...touched, ...values };
    if (known) {
      edited.put(String(id), row);
      model.put(String(id), row);
    } else {
      edited.add(row);
      model.insert(row);
    }
    expect(edited.find(String(id))).toEqual(row);
  }
}

describe.each(
  some(
    [
      ['with a time', WITH_TIME, true, 40],
      ['with a time, most of them changed', WITH_TIME, true, 8],
      ['without a time', WITHOUT_TIME, false, 40],
      ['without a time, none at the start', WITHOUT_TIME, false, 0],
    ] as const,
    4,
  ),
)('rows %s', (_name, schema, isTimed, size) => {
  test.each(some([1, 2, 3, 4, 5, 6, 7, 8], 4))('are after changes what a plain list is: seed %d', (seed) => {
    const start = generate(schema, size);
    const edited = createEdits(start, schema, schemas);
    const model = createModel(shown(start, schema, { where: [] }), isTimed);
    const pick = createPicker(seed * 7919);
    for (let round = 0; round < 4; round += 1) {
      if (size > 0) changeAtRandom(edited, model, pick, isTimed, 6);
      else model.insert(added(edited, round));
      const rows = edited.rows();
      expect(rows.size).toBe(model.list.length);
      const plain = createSuppliedRows(model.list, schema, schemas);
      for (const where of isTimed ? [...WHERE, ...BY_TIME] : WHERE)
        for (const by of [undefined, 'id', 'stars', 'kind', ...(isTimed ? ['at', 'touched'] : [])])
          for (const direction of ['asc', 'desc'] as const) {
            const query = { where, order: by === undefined ? undefined : { by, direction } };
            expect(shown(rows, schema, query), JSON.stringify(query)).toEqual(shown(plain, schema, query));
          }
    }
  });
});

function added(edited: EditableRows, id: number): JsonObject {
  const row = { id, stars: 1, kind: 'a' };
  edited.add(row);
  return row;
}

describe('ten million rows', () => {
  const SIZE = 10_000_000;
  const start = generate(WITH_TIME, SIZE);
  const rowAt = (n: number) => JSON.parse(start.view(WITH_TIME)(n));
  const whole = { where: [] };
  const ofKind = (value: string): Query => ({
    where: [{ field: 'kind', test: 'equals', value }],
    order: { by: 'stars', direction: 'desc' },
  });

  test('one is changed: it stays in its place, and is found by its new values alone', () => {
    const edited = createEdits(start, WITH_TIME, schemas);
    const row = { ...rowAt(5_000_000), kind: 'new' };
    edited.put(String(row.id), row);
    const rows = edited.rows();
    expect(rows.size).toBe(SIZE);
    expect(JSON.parse(rows.view(WITH_TIME)(rows.select(whole).at(5_000_000)))).toEqual(row);
    expect(shown(rows, WITH_TIME, ofKind('new'))).toEqual([row]);
    const old = rowAt(5_000_000).kind;
    expect(rows.select(ofKind(old)).total).toBe(start.select(ofKind(old)).total - 1);
  });

  test('some are deleted: all after them come earlier, at every depth', () => {
    const edited = createEdits(start, WITH_TIME, schemas);
    for (const n of [0, 17, 9_999_000]) expect(edited.remove(String(rowAt(n).id))).toBe(true);
    const found = edited.rows().select(whole);
    expect(found.total).toBe(SIZE - 3);
    expect([0, 15, 16, 9_998_997, 9_998_998, SIZE - 4].map((n) => found.at(n))).toEqual([
      1,
      16,
      18,
      9_998_999,
      9_999_001,
      SIZE - 1,
    ]);
    expect(edited.remove(String(rowAt(17).id))).toBe(false);
    expect(edited.find(String(rowAt(17).id))).toBeUndefined();
  });

  test('one is added: among those of its time, and among those of its value', () => {
    const edited = createEdits(start, WITH_TIME, schemas);
    const { at } = rowAt(7_654_321);
    edited.add({ ...rowAt(3), id: 20_000_000, at, stars: 5, kind: 'a' });
    const rows = edited.rows();
    const found = rows.select(whole);
    expect(found.total).toBe(SIZE + 1);
    // Rows are closer than a second at this depth: it is before the first of them.
    const first = start.select({
      where: [{ field: 'at', test: 'exclusiveMinimum', value: Date.parse(`${at}Z`) }],
    }).total;
    expect(found.at(first)).toBe(SIZE);
    expect(found.at(SIZE)).toBe(SIZE - 1);
    const kind: Condition = { field: 'kind', test: 'equals', value: 'a' };
    // Null is before all numbers when the largest is first.
    const withNull = start.select({ where: [kind, { field: 'stars', test: 'equals', value: null }] }).total;
    const newer: Condition[] = [
      kind,
      { field: 'stars', test: 'equals', value: 5 },
      { field: 'at', test: 'exclusiveMinimum', value: Date.parse(`${at}Z`) },
    ];
    expect(rows.select(ofKind('a')).at(withNull + start.select({ where: newer }).total)).toBe(SIZE);
  });

  test('the rows are the very same object until something is changed', () => {
    const edited = createEdits(start, WITH_TIME, schemas);
    expect(edited.rows()).toBe(start);
    edited.remove('nobody');
    expect(edited.rows()).toBe(start);
    edited.remove(String(rowAt(0).id));
    const once = edited.rows();
    expect(once).not.toBe(start);
    expect(edited.rows()).toBe(once);
    edited.add({ ...rowAt(0) });
    expect(edited.rows()).not.toBe(once);
    expect(once.size).toBe(SIZE - 1);
  });
});

describe('rows that a user gave', () => {
  const row = (id: number, at: string) => ({ id, at });
  const list = () =>
    createListEdits(
      [row(3, '2026-03-03 00:00:00'), row(9, '2026-03-09 00:00:00'), row(1, '2026-03-01 00:00:00')],
      WITH_TIME,
      schemas,
    );
  const ids = (edited: EditableRows) => shown(edited.rows(), WITH_TIME, { where: [] }).map(({ id }) => id);

  test.each<[string, (edited: EditableRows) => unknown, number[]]>(
    some<[string, (edited: EditableRows) => unknown, number[]]>(
      [
        ['stay in the order given', () => {}, [3, 9, 1]],
        [
          'a new one stands before the first that is not newer',
          (all) => all.add(row(5, '2026-03-02 00:00:00')),
          [3, 9, 5, 1],
        ],
        ['the newest in front', (all) => all.add(row(5, '2026-04-01 00:00:00')), [5, 3, 9, 1]],
        ['the oldest at the end', (all) => all.add(row(5, '2026-01-01 00:00:00')), [3, 9, 1, 5]],
        ['one without a time in front', (all) => all.add({ id: 5 }), [5, 3, 9, 1]],
        ['a changed one stays where it is', (all) => all.put('9', row(9, '2020-01-01 00:00:00')), [3, 9, 1]],
        [
          'one that is put and was not there is added',
          (all) => all.put('5', row(5, '2026-04-01 00:00:00')),
          [5, 3, 9, 1],
        ],
        ['a deleted one is gone', (all) => expect(all.remove('9')).toBe(true), [3, 1]],
        ['one that is not there cannot be deleted', (all) => expect(all.remove('5')).toBe(false), [3, 9, 1]],
      ],
      4,
    ),
  )('%s', (_name, change, expected) => {
    const edited = list();
    change(edited);
    expect(ids(edited)).toEqual(expected);
  });

  test('one is found after others have moved', () => {
    const edited = list();
    expect(edited.find('1')).toMatchObject({ id: 1 });
    edited.add(row(5, '2026-04-01 00:00:00'));
    edited.remove('3');
    expect(edited.find('1')).toMatchObject({ id: 1 });
    expect(edited.find('3')).toBeUndefined();
  });
});
