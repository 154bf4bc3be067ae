import { describe, expect, test } from 'vitest';
import { createEdits } from '../../src/rows/edits.ts';
import { withExampleRows } from '../../src/rows/example-rows.ts';
import { createGeneratedRows } from '../../src/rows/generated.ts';
import { createPools } from '../../src/rows/pools.ts';
import type { OrderKey, Query, Rows } from '../../src/rows/rows.ts';
import { compare } from '../../src/rows/selector.ts';
import { createSuppliedRows } from '../../src/rows/supplied.ts';
import type { Json, JsonObject } from '../../src/spec/json.ts';
import { rowFieldValue } from '../../src/spec/row-field.ts';
import { createSchemaReader } from '../../src/spec/schema.ts';
import { some } from '../_some.ts';

const NOW = Date.UTC(2026, 2, 20, 8);
const schemas = createSchemaReader({});
const pools = await createPools({}, 'tiny.yaml');

const SCHEMA: JsonObject = {
  type: 'object',
  examples: [
    {
      id: 1,
      at: '2023-11-07 05:31:56',
      stars: 5,
      kind: 'b',
      author: { name: 'ada', born: '2001-01-01T00:00:00Z' },
    },
  ],
  properties: {
    id: { type: 'integer', 'x-confab': { value: '{sequence}' } },
    at: { type: 'string', 'x-confab': { time: 'datetime' } },
    stars: { type: 'integer', minimum: 0, maximum: 5 },
    kind: { enum: ['a', 'b', 'c'] },
    author: {
      type: ['object', 'null'],
      required: ['name', 'born'],
      properties: {
        name: { enum: ['ada', 'grace', 'edsger'] },
        born: { type: 'string', 'x-confab': { time: 'iso' } },
        'pen/name': { enum: ['x', 'y'] },
      },
    },
  },
};

const generate = (size: number) =>
  withExampleRows(size, SCHEMA, schemas, (count, older) =>
    createGeneratedRows({
      ...{ name: 'n', schema: SCHEMA, schemas, seed: 1, size: count, older, now: NOW, pools },
      indexed: new Set(['stars', 'kind', 'at', 'author/name', 'author/born', 'author/pen~1name']),
    }),
  );

function shown(rows: Rows, query: Query): JsonObject[] {
  const { total, at } = rows.select(query);
  const view = rows.view(SCHEMA);
  return Array.from({ length: total }, (_, n) => JSON.parse(view(at(n))) as JsonObject);
}

const KINDS: Record<string, () => Rows> = {
  'generated, an example among them': () => generate(700),
  edited: () => {
    const edits = createEdits(generate(700), SCHEMA, schemas);
    const row = (at: string, stars: number, kind: string, name: string) => ({
      ...{ at, stars, kind, author: { name, born: '1999-01-01T00:00:00Z', 'pen/name': 'x' } },
    });
    edits.put('690', { id: 690, ...row('2026-03-19 01:00:00', 3, 'a', 'ada') });
    edits.put('9001', { id: 9001, ...row('2026-03-01 01:00:00', 3, 'b', 'grace') });
    edits.put('9002', { id: 9002, ...row('2026-02-01 01:00:00', 0, 'c', 'edsger') });
    edits.remove('500');
    return edits.rows();
  },
  supplied: () => createSuppliedRows(shown(generate(90), { where: [] }), SCHEMA, schemas),
};

const asc = (by: string): OrderKey => ({ by, direction: 'asc' });
const desc = (by: string): OrderKey => ({ by, direction: 'desc' });

const ORDERS: readonly (readonly [string, readonly OrderKey[]])[] = [
  ['both descending', [desc('stars'), desc('kind')]],
  ['one up, one down', [asc('kind'), desc('stars')]],
  ['one down, one up', [desc('kind'), asc('stars')]],
  ['three', [asc('kind'), desc('stars'), asc('author/name')]],
  ['the time of the row last', [asc('kind'), asc('at')]],
  ['the time of the row last, the newest first', [asc('kind'), desc('at')]],
  ['nothing behind the time of the row', [asc('at'), asc('kind')]],
  ['fields of an object', [desc('author/name'), asc('author/pen~1name')]],
  ['a time in an object', [asc('kind'), asc('author/born')]],
];

describe.each(some(Object.keys(KINDS), 4))('%s rows', (kind) => {
  test.each(some(ORDERS, 4))('%s', (_, [first, ...more]) => {
    const rows = (KINDS[kind] as () => Rows)();
    const order = { ...(first as OrderKey), more };
    for (const where of [[], [{ field: 'author/name', test: 'equals', value: 'ada' }] as const]) {
      const natural = shown(rows, { where });
      const found = shown(rows, { where, order });
      expect(found.map(({ id }) => id)).toEqual(sorted(natural, [order, ...more]).map(({ id }) => id));
      expect(found.length).toBeGreaterThan(9);
    }
  });
});

test('a filter by a field of an object gives the rows that show it', () => {
  for (const make of Object.values(KINDS)) {
    const rows = make();
    const all = shown(rows, { where: [] });
    for (const [field, value] of [
      ['author/name', 'grace'],
      ['author/pen~1name', 'y'],
      ['author/name', null],
    ] as const) {
      const found = shown(rows, { where: [{ field, test: 'equals', value }] });
      expect(found).toEqual(all.filter((row) => (rowFieldValue(row, field) ?? null) === value));
    }
    const bound = Date.UTC(2026, 1, 20);
    const late = shown(rows, { where: [{ field: 'author/born', test: 'minimum', value: bound }] });
    expect(late).toEqual(all.filter((row) => Date.parse(String(rowFieldValue(row, 'author/born'))) >= bound));
  }
});

/** By every field in turn; rows that are alike keep their order, turned round where the last field ascends. */
function sorted(natural: JsonObject[], keys: readonly OrderKey[]): JsonObject[] {
  const times = keys.findIndex(({ by }) => by === 'at');
  const used = times < 0 ? keys : keys.slice(0, times + 1);
  const start = used.at(-1)?.direction === 'asc' ? natural.toReversed() : natural;
  return start.toSorted((a, b) => {
    for (const { by, direction } of used.filter((key) => key.by !== 'at')) {
      const side = compare(comparableOf(a, by), comparableOf(b, by));
      if (side !== 0) return direction === 'asc' ? side : -side;
    }
    return 0;
  });
}

function comparableOf(row: JsonObject, field: string): Json {
  const value = rowFieldValue(row, field) ?? null;
  return field === 'author/born' && value !== null ? Date.parse(String(value)) : value;
}
