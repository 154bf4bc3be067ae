import { describe, expect, test } from 'vitest';
import { withExampleRows } from '../../src/rows/example-rows.ts';
import { createGeneratedRows } from '../../src/rows/generated.ts';
import { createPools } from '../../src/rows/pools.ts';
import type { Query } from '../../src/rows/rows.ts';
import type { JsonObject } from '../../src/spec/json.ts';
import { createSchemaReader } from '../../src/spec/schema.ts';

const NOW = Date.UTC(2026, 2, 20, 8);
const EXAMPLES = [
  { id: 2, at: '2023-11-07T05:31:56Z', stars: 5, kind: 'old' },
  { id: 1, at: '2023-09-01T00:00:00Z', stars: 2, kind: 'a' },
];

async function rowsWith(examples: JsonObject[], size = 50, now = NOW) {
  const schema: JsonObject = {
    type: 'object',
    examples,
    properties: {
      id: { type: 'integer', 'x-confab': { value: '{sequence}' } },
      at: { type: 'string', 'x-confab': { time: 'iso' } },
      stars: { type: 'integer', minimum: 0, maximum: 5 },
      kind: { enum: ['a', 'b', 'c'] },
    },
  };
  const schemas = createSchemaReader({});
  const pools = await createPools({}, 'tiny.yaml');
  const indexed = new Set(['stars', 'kind', 'at', 'id']);
  const rows = withExampleRows(size, schema, schemas, (count, older) =>
    createGeneratedRows({ name: 'n', schema, schemas, seed: 1, size: count, older, now, pools, indexed }),
  );
  const view = rows.view(schema);
  const found = (query: Query) => {
    const { total, at } = rows.select(query);
    return Array.from({ length: total }, (_, n) => JSON.parse(view(at(n))));
  };
  return { rows, all: found({ where: [] }), found };
}

describe('examples of rows', () => {
  test.each<[string, JsonObject[], number, number, number[]]>([
    ['none', [], 50, NOW, []],
    ['two, as the oldest rows', EXAMPLES, 50, NOW, [2, 1]],
    ['as many as rows are wanted', EXAMPLES, 2, NOW, []],
    ['one more row than examples', EXAMPLES, 3, NOW, [2, 1]],
    ['no rows wanted', EXAMPLES, 0, NOW, []],
    ['one that is newer than the generated rows', EXAMPLES, 50, Date.UTC(2023, 9, 1), [1]],
    [
      'one with the id of a generated row',
      [{ ...EXAMPLES[0], id: 7 }, EXAMPLES[1] as JsonObject],
      50,
      NOW,
      [1],
    ],
    ['all of them newer', EXAMPLES, 50, Date.UTC(2020, 1, 1), []],
  ])('%s', async (_, examples, size, now, ids) => {
    const { rows, all } = await rowsWith(examples, size, now);
    expect(rows.size).toBe(size);
    expect(all.map(({ id }) => id)).toEqual(Array.from({ length: size }, (_unused, n) => size - n));
    const old = all.slice(size - ids.length);
    expect(old).toEqual(examples.filter(({ id }) => ids.includes(id as number)));
    expect(all.filter(({ at }) => at < '2024').length).toBe(now < Date.UTC(2024, 0, 1) ? size : ids.length);
  });
});

describe('one list of both', async () => {
  const { all, found } = await rowsWith(EXAMPLES);
  const by = (field: string) => (a: any, b: any) => (a[field] < b[field] ? 1 : a[field] > b[field] ? -1 : 0);

  test.each<[string, Query, (rows: any[]) => any[]]>([
    ['oldest first', { where: [], order: { by: 'at', direction: 'asc' } }, (rows) => [...rows].reverse()],
    ['newest first', { where: [], order: { by: 'at', direction: 'desc' } }, (rows) => rows],
    [
      'by a number',
      { where: [], order: { by: 'stars', direction: 'desc' } },
      (rows) => [...rows].sort(by('stars')),
    ],
    [
      'by a text',
      { where: [], order: { by: 'kind', direction: 'desc' } },
      (rows) => [...rows].sort(by('kind')),
    ],
    [
      'by a number, the least first',
      { where: [], order: { by: 'stars', direction: 'asc' } },
      (rows) => [...rows].sort(by('stars')).reverse(),
    ],
    [
      'of one value',
      { where: [{ field: 'kind', test: 'equals', value: 'a' }] },
      (rows) => rows.filter(({ kind }) => kind === 'a'),
    ],
    [
      'of a value that only an example has',
      { where: [{ field: 'kind', test: 'equals', value: 'old' }] },
      () => [EXAMPLES[0]],
    ],
    [
      'of a time that only the examples have',
      { where: [{ field: 'at', test: 'maximum', value: Date.UTC(2024, 0, 1) }] },
      () => EXAMPLES,
    ],
    ['of an id', { where: [{ field: 'id', test: 'equals', value: 1 }] }, () => [EXAMPLES[1]]],
  ])('%s', (_, query, wanted) => expect(found(query)).toEqual(wanted(all)));
});
