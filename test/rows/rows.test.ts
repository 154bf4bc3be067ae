import { describe, expect, test } from 'vitest';
import { createClock } from '../../src/rows/clock.ts';
import { createGeneratedRows } from '../../src/rows/generated.ts';
import { createIds } from '../../src/rows/ids.ts';
import { createPools } from '../../src/rows/pools.ts';
import { createRowBytes } from '../../src/rows/row-bytes.ts';
import { createRowStore } from '../../src/rows/row-store.ts';
import type { Condition, Query, Rows } from '../../src/rows/rows.ts';
import { compare, matches } from '../../src/rows/selector.ts';
import { createSuppliedRows } from '../../src/rows/supplied.ts';
import { parseIdTemplate } from '../../src/spec/id-template.ts';
import type { JsonObject } from '../../src/spec/json.ts';
import { createSchemaReader } from '../../src/spec/schema.ts';
import { createTimeFormat } from '../../src/spec/time-format.ts';
import { createPicker, hashIndex, mix, unmix } from '../../src/text/hash.ts';
import { some } from '../_some.ts';

const NOW = Date.UTC(2026, 2, 20, 8);
const PLACES = [0, 1, 2, 511, 512, 513, 1535, 1536, 4095, 4096, 9_999_999, 999_999_999];

const SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    id: { type: 'string', 'x-confab': { value: '{objectid}' } },
    title: { type: 'string', 'x-faker': 'chat.question' },
    created: { type: 'string', 'x-confab': { time: 'datetime+08:00' } },
    updated: { type: 'integer', 'x-confab': { time: 'epoch-ms', from: 'created' } },
    kind: { enum: ['a', 'b', 'c'] },
    owner: { type: 'string', 'x-faker': 'person.fullName' },
    stars: { type: 'integer', minimum: 0, maximum: 5 },
    cost: { type: 'number', minimum: 0, maximum: 2, multipleOf: 0.01 },
    usage: {
      type: 'object',
      properties: {
        prompt: { type: 'integer', minimum: 1, maximum: 100 },
        answer: { type: 'integer', minimum: 1, maximum: 100 },
        total: { type: 'integer', 'x-confab': { from: ['prompt', 'answer'] } },
      },
    },
    models: {
      type: 'string',
      contentMediaType: 'application/json',
      contentSchema: {
        type: 'array',
        items: { type: 'integer', minimum: 1, maximum: 9 },
        minItems: 1,
        maxItems: 3,
      },
    },
    messages: { type: 'array', 'x-confab': { from: 'title' } },
  },
};

async function generated(size: number, seed = 1): Promise<Rows> {
  return createGeneratedRows({
    name: 'tiny.notes',
    schema: SCHEMA,
    schemas: createSchemaReader({}),
    seed,
    size,
    older: 0,
    now: NOW,
    pools: await createPools({ components: { schemas: { Note: SCHEMA } } }, 'tiny.yaml'),
    indexed: new Set(['kind', 'stars', 'title', 'created', 'id', 'owner']),
  });
}

const rowsOf = (rows: Rows, indices: number[]) => {
  const view = rows.view(SCHEMA);
  return indices.map((index) => JSON.parse(view(index)));
};

describe('hash', () => {
  test.each(some(PLACES, 4))('mix is a bijection at %d', (n) => expect(unmix(mix(n))).toBe(n));
  test('neighbours are spread evenly', () => {
    const counts = new Array(16).fill(0);
    for (let n = 0; n < 16_000; n += 1) counts[hashIndex(7, n) >>> 28] += 1;
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1150);
  });
});

describe('ids', () => {
  const styles = [
    ['{objectid}', /^[0-9a-f]{24}$/],
    ['{base62}', /^[0-9A-Za-z]{20}$/],
    ['{nanoid}', /^[0-9A-Za-z_-]{21}$/],
    ['{sequence}', /^[1-9]\d*$/],
    ['{sparse}', /^[1-9]\d*$/],
    ['msg_{base62:24}', /^msg_[0-9A-Za-z]{24}$/],
    ['{base62:6}', /^[0-9A-Za-z]{6}$/],
    ['{base36}', /^[0-9a-z]{20}$/],
    ['{base36:7}', /^[0-9a-z]{7}$/],
    ['{hex}', /^[0-9a-f]{32}$/],
    ['a-{hex:8}-z', /^a-[0-9a-f]{8}-z$/],
    ['{nanoid:10}', /^[0-9A-Za-z_-]{10}$/],
    ['{digits}', /^[1-9]\d{17}$/],
    ['{digits:11}', /^[1-9]\d{10}$/],
    ['{uuid}', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ['{ulid}', /^0[0-9A-HJKMNP-TV-Z]{25}$/],
    ['urn:uuid:{uuid}', /^urn:uuid:[0-9a-f-]{36}$/],
    ['row-{sequence}', /^row-[1-9]\d*$/],
  ] as const;
  const time = (n: number) => 1_700_000_000_000 - n * 1000;

  test.each(some(styles, 4))('%s: looks right, is unique, leads back to its row', (style, shape) => {
    const ids = createIds(style, { salt: 99, size: 1_000_000_000, older: 3, time });
    for (const place of PLACES) {
      expect(ids.text(place)).toMatch(shape);
      expect(ids.index(ids.text(place))).toBe(place);
    }
    const many = new Set(Array.from({ length: 20_000 }, (_, n) => ids.text(n)));
    expect(many.size).toBe(20_000);
  });

  test.each(some(styles, 4))('%s: what is no id of the collection leads nowhere', (style) => {
    const ids = createIds(style, { salt: 99, size: 10, older: 0, time });
    const big = createIds(style, { salt: 99, size: 1000, older: 0, time });
    const isFound = (id: string) => {
      const index = ids.index(id);
      return index !== undefined && ids.text(index) === id;
    };
    if (!/sequence|sparse/.test(style)) expect(isFound(big.text(500))).toBe(false);
    for (const id of ['', '0', '-1', '11', 'x', '1e3', ' 1', '__proto__', '9'.repeat(400), 'msg_', 'row-'])
      expect(isFound(id)).toBe(style === '{sparse}' && id === '11' ? ids.text(9) === '11' : false);
  });

  test('numbers with gaps descend, and some are left out', () => {
    const ids = createIds('{sparse}', { salt: 99, size: 1000, older: 0, time });
    const numbers = Array.from({ length: 1000 }, (_, n) => Number(ids.text(n)));
    const gaps = numbers.slice(1).map((number, n) => (numbers[n] as number) - number);
    expect(Math.min(...gaps)).toBeGreaterThan(0);
    expect(new Set(gaps).size).toBeGreaterThan(5);
  });

  test('ids that hold their time are in its order', () => {
    const ids = createIds('{ulid}', { salt: 99, size: 1000, older: 0, time });
    const texts = Array.from({ length: 1000 }, (_, n) => ids.text(n));
    expect(texts).toEqual(texts.toSorted().reverse());
  });

  test.each(
    some(
      [
        ['guid', 'has not one placeholder'],
        ['{guid}', 'has the placeholder guid; known are base62'],
        ['{base62:5}', 'has 5 characters of base62; it takes 6 to 200'],
        ['{digits:10}', 'has 10 characters of digits; it takes 11'],
        ['{hex:201}', 'it takes 8 to 200'],
        ['{hex:0}', 'has not one placeholder'],
        ['{hex}{hex}', 'has not one placeholder'],
        ['{uuid:3}', 'gives a length to uuid'],
        ['a{b', 'has not one placeholder'],
        ['', 'has not one placeholder'],
      ],
      4,
    ),
  )('%s is no template', (text, problem) => {
    expect(parseIdTemplate(text)).toEqual({ problem: expect.stringContaining(problem) });
  });
});

describe('clock', () => {
  const clock = createClock(NOW, 5);

  test('never rises with the index, at every depth', () => {
    for (const start of PLACES) {
      for (let n = start; n < start + 600; n += 1)
        expect(clock.time(n + 1)).toBeLessThanOrEqual(clock.time(n));
    }
  });

  test.each([
    [100, 2, 4],
    [10_000_000, 180, 240],
  ])('%d rows span days', (rows, least, most) => {
    const days = (NOW - clock.time(rows)) / 86_400_000;
    expect(days).toBeGreaterThan(least);
    expect(days).toBeLessThan(most);
  });

  test('a later time lies between its row and the next newer one', () => {
    for (let n = 0; n < 5000; n += 1) {
      const after = clock.after(n, 3);
      expect(after).toBeGreaterThanOrEqual(clock.time(n));
      expect(after).toBeLessThanOrEqual(n === 0 ? NOW : clock.time(n - 1));
    }
  });
});

describe('time formats', () => {
  const MS = Date.UTC(2026, 2, 19, 22, 13, 30, 777);
  test.each(
    some(
      [
        ['epoch-ms', '1773958410777'],
        ['epoch-s', '1773958410'],
        ['iso', '"2026-03-19T22:13:30Z"'],
        ['iso+08:00', '"2026-03-20T06:13:30+08:00"'],
        ['iso-micros+08:00', '"2026-03-20T06:13:30.777042+08:00"'],
        ['datetime', '"2026-03-19 22:13:30"'],
        ['datetime+08:00', '"2026-03-20 06:13:30"'],
        ['datetime-03:30', '"2026-03-19 18:43:30"'],
      ],
      4,
    ),
  )('%s writes and reads back', (name, text) => {
    const format = createTimeFormat(name);
    expect(format.write(MS, 42)).toBe(text);
    expect(format.read(JSON.parse(text))).toBe(Math.floor(MS / format.unit) * format.unit);
  });

  test.each(
    some(
      [
        ['iso', '2026-02-31T00:00:00Z'],
        ['iso', '2026-03-19 22:13:30'],
        ['iso', '2026-03-19T24:00:00Z'],
        ['iso', 'yesterday'],
        ['iso', 1_773_958_410],
        ['datetime+08:00', '2026-03-19T22:13:30Z'],
        ['datetime+08:00', '2026-13-01 00:00:00'],
        ['epoch-ms', '1773958410777'],
        ['epoch-ms', null],
      ],
      4,
    ),
  )('%s does not read %j', (name, value) => {
    expect(createTimeFormat(name).read(value)).toBeUndefined();
  });

  test('iso reads any offset and fraction', () => {
    expect(createTimeFormat('iso').read('2026-03-20T06:13:30.777+08:00')).toBe(MS);
  });
});

describe('generated rows', () => {
  test('row i is the same however many there are, and whoever asks first', async () => {
    const [small, large] = [await generated(50), await generated(10_000_000)];
    expect(rowsOf(large, [40, 3, 17])).toEqual(rowsOf(small, [40, 3, 17]));
    expect(rowsOf(await generated(50, 2), [3])).not.toEqual(rowsOf(small, [3]));
  });

  test('fields agree with each other', async () => {
    const rows = await generated(10_000_000);
    const created = createTimeFormat('datetime+08:00');
    for (const row of rowsOf(rows, [0, 1, 100, 5000, 9_999_999])) {
      const at = created.read(row.created) as number;
      expect(row.usage.total).toBe(row.usage.prompt + row.usage.answer);
      expect(Number.parseInt(row.id.slice(0, 8), 16) * 1000).toBe(at);
      expect(row.updated).toBeGreaterThanOrEqual(at);
      expect(JSON.parse(row.models).length).toBeGreaterThan(0);
      expect(row.messages[0]).toEqual({ role: 'user', content: row.title });
      expect(row.messages.length % 2).toBe(0);
      expect(String(row.cost)).toMatch(/^\d(\.\d\d?)?$/);
    }
  });

  const conditions: [string, Condition[]][] = [
    ['no filter', []],
    ['one value', [{ field: 'kind', test: 'equals', value: 'b' }]],
    ['any of several', [{ field: 'kind', test: 'equals', value: ['a', 'c'] }]],
    [
      'two fields',
      [
        { field: 'kind', test: 'equals', value: 'b' },
        { field: 'stars', test: 'equals', value: 3 },
      ],
    ],
    ['a value nobody has', [{ field: 'kind', test: 'equals', value: 'z' }]],
    ['a number at least', [{ field: 'stars', test: 'minimum', value: 4 }]],
    ['a text within', [{ field: 'title', test: 'contains', value: 'HOW' }]],
    [
      'a time window',
      [
        { field: 'created', test: 'minimum', value: NOW - 9e8 },
        { field: 'created', test: 'maximum', value: NOW - 2e8 },
      ],
    ],
    [
      'a time window without its ends',
      [
        { field: 'created', test: 'exclusiveMinimum', value: NOW - 9e8 },
        { field: 'created', test: 'exclusiveMaximum', value: NOW - 2e8 },
      ],
    ],
    [
      'a window and a value',
      [
        { field: 'created', test: 'maximum', value: NOW - 4e8 },
        { field: 'kind', test: 'equals', value: 'c' },
      ],
    ],
    [
      'an empty window',
      [
        { field: 'created', test: 'minimum', value: NOW },
        { field: 'created', test: 'maximum', value: NOW - 1 },
      ],
    ],
  ];
  const orders: Query['order'][] = [
    undefined,
    ...['created', 'stars', 'title'].flatMap((by) => [
      { by, direction: 'asc' } as const,
      { by, direction: 'desc' } as const,
    ]),
  ];

  // A size below one period, and one of several with a rest: all of the arithmetic against a plain scan.
  describe.each([237, 9001])('%d rows: selecting is what a scan finds', (size) => {
    test.each(some(conditions, size > 1000 ? 4 : 1))('%s', async (_name, where) => {
      const rows = await generated(size);
      const supplied = createSuppliedRows(
        rowsOf(rows, [...Array(size).keys()]),
        SCHEMA,
        createSchemaReader({}),
      );
      for (const order of orders) {
        const [fast, slow] = [rows.select({ where, order }), supplied.select({ where, order })];
        expect(fast.total).toBe(slow.total);
        const all = Array.from({ length: fast.total }, (_, n) => fast.at(n));
        expect(new Set(all).size).toBe(fast.total);
        if (order?.by !== 'created')
          expect(all).toEqual(Array.from({ length: slow.total }, (_, n) => slow.at(n)));
        else
          expect(all).toEqual(
            order.direction === 'asc' ? [...all].sort((a, b) => b - a) : [...all].sort((a, b) => a - b),
          );
      }
    });
  });

  test('supplied rows keep what a pattern of the schema allows', () => {
    const schema: JsonObject = {
      properties: { id: { type: 'integer' } },
      patternProperties: { '^x_': {} },
    };
    const rows = createSuppliedRows([{ id: 1, x_a: 2, y: 3 }], schema, createSchemaReader({}));
    expect(rows.view(schema)(0)).toBe('{"id":1,"x_a":2}');
  });

  test('a row is found by its id, and only by its own', async () => {
    const rows = await generated(100_000);
    const [row] = rowsOf(rows, [77_777]);
    const find = (value: any, ...more: Condition[]) => {
      const found = rows.select({ where: [{ field: 'id', test: 'equals', value }, ...more] });
      return Array.from({ length: found.total }, (_, n) => found.at(n));
    };
    expect(find(row.id)).toEqual([77_777]);
    expect(find([row.id, rowsOf(rows, [5])[0].id, 'nope'])).toEqual([5, 77_777]);
    expect(find(row.id, { field: 'kind', test: 'equals', value: row.kind })).toEqual([77_777]);
    expect(find(row.id, { field: 'kind', test: 'equals', value: 'z' })).toEqual([]);
    expect(find(`${row.id.slice(0, -1)}g`)).toEqual([]);
    expect(find(`00000000${row.id.slice(8)}`)).toEqual([]);
    expect(find(12)).toEqual([]);
  });

  test('ten million rows cost nothing until they are asked for', async () => {
    const rows = await generated(10_000_000);
    const found = rows.select({
      where: [{ field: 'kind', test: 'equals', value: 'b' }],
      order: { by: 'stars', direction: 'asc' },
    });
    expect(found.total).toBeGreaterThan(3_000_000);
    const last = rowsOf(rows, [found.at(found.total - 1)])[0];
    expect(last).toMatchObject({ kind: 'b', stars: 5 });
  });

  test('a view fixes fields without changing the others', async () => {
    const rows = await generated(10);
    const view = rows.view({
      properties: { owner: { const: null }, title: { type: 'string' }, extra: { const: 1 } },
    });
    expect(JSON.parse(view(4))).toEqual({ owner: null, title: rowsOf(rows, [4])[0].title, extra: 1 });
  });
});

describe('conditions', () => {
  test.each(
    some(
      [
        [{ field: 'x', test: 'equals', value: 1 }, 1, true],
        [{ field: 'x', test: 'equals', value: '1' }, 1, false],
        [{ field: 'x', test: 'equals', value: [1, 2] }, 2, true],
        [{ field: 'x', test: 'contains', value: 'ÄB' }, 'xäby', true],
        [{ field: 'x', test: 'minimum', value: 2 }, 2, true],
        [{ field: 'x', test: 'maximum', value: 2 }, 3, false],
        [{ field: 'x', test: 'exclusiveMinimum', value: 2 }, 2, false],
        [{ field: 'x', test: 'exclusiveMaximum', value: 2 }, 1, true],
        [{ field: 'x', test: 'exclusiveMaximum', value: 2 }, 2, false],
      ] as [Condition, any, boolean][],
      4,
    ),
  )('%j of %j is %s', (condition, value, expected) => {
    expect(matches(condition, value)).toBe(expected);
  });

  test('numbers compare by size, texts by code units', () => {
    expect([10, 9, 2].sort(compare)).toEqual([2, 9, 10]);
    expect(['b', 'Z', 'é', 'a'].sort(compare)).toEqual(['Z', 'a', 'b', 'é']);
  });
});

describe('row bytes', () => {
  // Long enough rows that the store fills up and starts anew several times.
  const view = (index: number) => JSON.stringify({ index, text: '会话'.repeat(500 + (index % 7)) });
  const text = (indices: number[]) => indices.map((index) => `${view(index)},`).join('');

  test('gives the rows asked for, whatever was asked before', () => {
    const bytes = createRowBytes(view);
    const pick = createPicker(1);
    for (let round = 0; round < 400; round += 1) {
      const first = pick(40_000);
      const step = 1 + pick(3);
      const at = (n: number) => first + n * step;
      const from = pick(3);
      const to = from + pick(60);
      const expected = text(Array.from({ length: to - from }, (_, n) => at(from + n)));
      expect(Buffer.from(bytes.write(at, from, to)).toString() === expected, `round ${round}`).toBe(true);
    }
  });

  test('more rows than it keeps', () => {
    const bytes = createRowBytes((index) => String(index));
    for (const start of [0, 120_000, 0, 131_000, 262_000]) {
      const found = Buffer.from(bytes.write((n) => start + n, 0, 20_000)).toString();
      expect(found === Array.from({ length: 20_000 }, (_, n) => `${start + n},`).join('')).toBe(true);
    }
  });

  test('lists that share a store get each their own rows', () => {
    const lists = ['a', 'b', 'c'].map((name) => ({
      name,
      bytes: createRowBytes((index) => `${name}${index}`),
    }));
    for (let round = 0; round < 3; round += 1)
      for (const { name, bytes } of lists) {
        const page = Buffer.from(bytes.write((n) => n + round, 0, 3)).toString();
        expect(page).toBe(`${name}${round},${name}${round + 1},${name}${round + 2},`);
      }
  });

  test('a row that is longer than the store', () => {
    const store = createRowStore(1000);
    const long = (index: number) => `"${String(index).repeat(index === 5 ? 3000 : 3)}"`;
    const bytes = createRowBytes(long, store);
    const expected = Array.from({ length: 10 }, (_, n) => `${long(n)},`).join('');
    for (let round = 0; round < 3; round += 1)
      expect(Buffer.from(bytes.write((n) => n, 0, 10)).toString()).toBe(expected);
    bytes.write((n) => n, 0, 1);
    const empty = createRowStore(1000).bytes;
    expect(store.bytes).toBeLessThanOrEqual(empty);
  });

  test('all lists of a process together keep 8 MiB, however many rows are asked for', () => {
    const store = createRowStore();
    const lists = [view, String, (index: number) => '长'.repeat(index % 300)].map((one) =>
      createRowBytes(one, store),
    );
    let most = 0;
    for (let start = 0; start < 20_000; start += 1000)
      for (const bytes of lists) {
        bytes.write((n) => start + n, 0, 1000);
        most = Math.max(most, store.bytes);
      }
    expect(most).toBeGreaterThan(4 * 1024 * 1024);
    expect(most).toBeLessThanOrEqual(8 * 1024 * 1024);
  });
});
