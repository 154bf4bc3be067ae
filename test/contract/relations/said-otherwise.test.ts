import { describe, expect, test } from 'vitest';
import type { SpecError } from '../../../src/errors.ts';
import { loadSpec } from '../../../src/spec/load.ts';
import { some } from '../../_some.ts';
import { tinyFile } from '../../_tiny.ts';
import { check, type Fetch, otherSpec, said, serverOf, withQuery } from './_servers.ts';

/** Orders and filters that a request says otherwise than by a field's name and its value. */
function change(document: any): void {
  const { get } = document.paths['/notes'];
  const boolean = (name: string) => ({ name, in: 'query', schema: { type: 'boolean' } });
  get.parameters = get.parameters.filter(({ name }: { name: string }) => name !== 'direction');
  get.parameters.push(boolean('only_a'), boolean('starred'), {
    name: 'shelf',
    in: 'query',
    schema: { type: 'string' },
  });
  document.components.schemas.Note.properties.id['x-confab'].value = 'note_{base62:14}';
  const time = { type: 'integer', 'x-confab': { time: 'epoch-ms' } };
  get.parameters.push(
    {
      name: 'on',
      in: 'query',
      style: 'deepObject',
      explode: true,
      schema: { anyOf: [{ type: 'object', properties: { gte: time, lt: time } }, { type: 'integer' }] },
    },
    { name: 'touched[gt]', in: 'query', schema: time },
  );
  document.components.schemas.Stored = {
    allOf: [{ $ref: '#/components/schemas/Note' }],
    properties: { shelf: { enum: ['hall', 'attic', 'cellar'] } },
    required: ['kind', 'shelf'],
  };
  document['x-confab'].collections.notes = '#/components/schemas/Stored';
  get['x-confab'].order = {
    by: {
      recent: '-written',
      '-recent': 'written',
      oldest: '+written',
      stars: 'stars',
      '-stars': '-stars',
      name: 'title',
      '-name': '-title',
    },
    request: '$request.query.sort',
  };
  Object.assign(get['x-confab'].filters, {
    kind: [
      { equals: '$request.query.kind', any: 'all' },
      { equals: { const: 'a' }, when: { '$request.query.only_a': true } },
    ],
    stars: [
      { equals: '$request.query.stars' },
      { minimum: { const: 3 }, when: { '$request.query.starred': true } },
    ],
    shelf: { equals: '$request.query.shelf' },
    written: { minimum: '$request.query.on[gte]', exclusiveMaximum: '$request.query.on[lt]' },
    touched: { exclusiveMinimum: '$request.query.touched[gt]' },
  });
}

const right = await serverOf('tiny', change);
const spec = await otherSpec('tiny', change);

async function rowsOf(query: string): Promise<any[]> {
  const response = await right(new Request(`http://mock/api/notes?size=100&${query}`));
  expect(response.status).toBe(200);
  return ((await response.json()) as { notes: any[] }).notes;
}

describe('a requested order', () => {
  test.each<[query: string, field: string, direction: 1 | -1]>(
    some<[query: string, field: string, direction: 1 | -1]>(
      [
        ['', 'written', -1],
        ['sort=recent', 'written', -1],
        ['sort=oldest', 'written', 1],
        ['sort=-recent', 'written', 1],
        ['sort=%2Boldest', 'written', 1],
        ['sort=stars', 'stars', 1],
        ['sort=-stars', 'stars', -1],
        ['sort=%2Bstars', 'stars', 1],
        ['sort=+stars', 'stars', 1],
        ['sort=-name', 'title', -1],
        ['sort=written', 'written', -1],
        ['sort=--stars', 'written', -1],
        ['sort=-', 'written', -1],
        ['sort=', 'written', -1],
      ],
      4,
    ),
  )('%s', async (query, field, direction) => {
    const values = (await rowsOf(query)).map((row) => row[field]);
    const wanted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0) * direction);
    expect(values).toEqual(wanted);
    expect(new Set(values).size).toBeGreaterThan(1);
  });
});

describe('a constant filter', () => {
  test('a flag switches it on, and off again', async () => {
    expect(new Set((await rowsOf('only_a=true')).map(({ kind }) => kind))).toEqual(new Set(['a']));
    expect(new Set((await rowsOf('only_a=false')).map(({ kind }) => kind)).size).toBe(3);
    expect(new Set((await rowsOf('')).map(({ kind }) => kind)).size).toBe(3);
  });

  test('beside another filter of the same field', async () => {
    expect(await rowsOf('only_a=true&kind=b')).toEqual([]);
    expect(Math.min(...(await rowsOf('starred=true')).map(({ stars }) => stars))).toBe(3);
    expect(await rowsOf('starred=true&stars=2')).toEqual([]);
  });
});

describe('a range in a deep object', () => {
  test('by its members', async () => {
    const all = (await rowsOf('')).map(({ written }) => written);
    const [newest, oldest] = [all[20], all[40]];
    const found = (await rowsOf(`on[gte]=${oldest}&on%5Blt%5D=${newest}`)).map(({ written }) => written);
    expect(found).toEqual(all.slice(21, 41));
  });

  test.each<[string, number]>([
    ['on[gte]=x', 400],
    ['on[lt]=1.5', 400],
    ['on[gte]=1&on[other]=2', 200],
  ])('%s', async (query, status) => {
    expect((await right(new Request(`http://mock/api/notes?${query}`))).status).toBe(status);
  });

  test('a parameter of that very name', async () => {
    const all = (await rowsOf('')).map(({ touched }) => touched);
    const found = (await rowsOf(`touched[gt]=${all[30]}`)).map(({ touched }) => touched);
    expect(Math.min(...found)).toBeGreaterThan(all[30]);
  });
});

test('rows that a hidden field divides are never the same, and show nothing of it', async () => {
  const shelves = await Promise.all(['hall', 'attic', 'cellar'].map((one) => rowsOf(`shelf=${one}`)));
  const ids = shelves.flat().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(shelves.every((rows) => rows.length > 5)).toBe(true);
  expect(shelves.flat().some((row) => 'shelf' in row)).toBe(false);
  expect(await rowsOf('shelf=garage')).toEqual([]);
});

test('the mock holds its own spec', async () => {
  expect(said(await check(spec, right))).toEqual([]);
});

/** A server that does not read a parameter, or reads it wrongly. */
const misreading =
  (name: string, value?: (given: string) => string): Fetch =>
  (request) =>
    right(
      withQuery(request, (query) => {
        const given = query.get(name);
        if (given === null) return;
        if (value) query.set(name, value(given));
        else query.delete(name);
      }),
    );

test.each<[name: string, broken: Fetch, says: RegExp]>(
  some<[name: string, broken: Fetch, says: RegExp]>(
    [
      [
        'the sign is ignored',
        misreading('sort', (sort) => sort.replace(/^[-+]/, '')),
        /^order-request: a requested order/,
      ],
      [
        'the sign is turned round',
        misreading('sort', (sort) => (/^-/.test(sort) ? sort.slice(1) : `-${sort}`)),
        /^order-request: a requested order/,
      ],
      [
        'a value stands for another field',
        misreading('sort', (sort) => sort.replace('name', 'stars')),
        /^order-request: a requested order/,
      ],
      ['a flag is ignored', misreading('only_a'), /^filter-sound: a filter is ignored/],
      [
        'a flag is turned round',
        misreading('only_a', (flag) => String(flag !== 'true')),
        /^filter-sound: a filter is ignored/,
      ],
      [
        'a flag asks for another value',
        (request) =>
          right(
            withQuery(request, (query) => {
              if (query.get('only_a') === 'true') query.set('kind', 'b');
              query.delete('only_a');
            }),
          ),
        /^filter-sound: rows do not match the filter/,
      ],
      ['a flag with a bound is ignored', misreading('starred'), /^filter-sound: a filter is ignored/],
      ['a member of a deep object is ignored', misreading('on[gte]'), /^filter-sound: /],
      [
        'the end of a range in a deep object belongs to it',
        misreading('on[lt]', (end) => String(Number(end) + 1)),
        /^filter-bound: /,
      ],
      [
        'a filter on a hidden field is ignored',
        misreading('shelf'),
        /^filter-complete: a row matches two values/,
      ],
    ],
    4,
  ),
)('%s', async (_, broken, says) => {
  expect(said(await check(spec, broken))).toContainEqual(expect.stringMatching(says));
});

describe('what no request could mean is refused', () => {
  const refused = async (more: (operation: any, document: any) => void) => {
    try {
      await loadSpec(
        await tinyFile((document) => {
          change(document);
          more(document.paths['/notes'].get, document);
        }),
      );
    } catch (error) {
      return error as SpecError;
    }
    return undefined;
  };
  const withParameter = (get: any, name: string, schema: object) => {
    get.parameters = [
      ...get.parameters.filter((one: any) => one.name !== name),
      { name, in: 'query', schema },
    ];
  };
  test.each<[name: string, more: (get: any, document: any) => void, message: RegExp, pointer: string]>(
    some<[name: string, more: (get: any, document: any) => void, message: RegExp, pointer: string]>(
      [
        [
          'an order by a field that rows lack',
          (get) => (get['x-confab'].order.by = { colour: 'colour' }),
          /the rows of notes have no field colour; they have id, title/,
          'order/by/colour',
        ],
        [
          'a value of the request that is no order',
          (get) => withParameter(get, 'sort', { enum: ['recent', '-stars', 'colour'] }),
          /\$request\.query\.sort may be "colour", which is no order here; the orders are recent, -recent, oldest, stars, -stars, name, -name$/m,
          'order/by',
        ],
        [
          'a sign before it that is not listed',
          (get) => withParameter(get, 'sort', { enum: ['-oldest'] }),
          /may be "-oldest", which is no order here; the orders are recent, /,
          'order/by',
        ],
        [
          'no sign where one is listed',
          (get) => {
            withParameter(get, 'sort', { enum: ['stars'] });
            get['x-confab'].order.by = ['-written', '-stars'];
          },
          /may be "stars", which is no order here; .*where a request says stars without the sign, write \{ stars: -stars \}/,
          'order/by',
        ],
        [
          'a direction that is none',
          (get) => {
            withParameter(get, 'direction', { enum: ['up', 'down'] });
            get['x-confab'].order.request = ['$request.query.sort', '$request.query.direction'];
          },
          /\$request\.query\.direction may be "up", which is no direction; it must be asc or desc/,
          'order/request',
        ],
        [
          'three places that ask for an order',
          (get) =>
            (get['x-confab'].order.request = [
              '$request.query.sort',
              '$request.query.q',
              '$request.query.kind',
            ]),
          /must NOT have more than 2 items/,
          'order/request',
        ],
        [
          'a place that the request lacks',
          (get) => (get['x-confab'].order.request = '$request.query.sorted'),
          /\$request\.query\.sorted names a place that the operation does not declare/,
          'order/request',
        ],
        [
          'an empty map',
          (get) => (get['x-confab'].order.by = {}),
          /must NOT have fewer than 1 properties/,
          'order/by',
        ],
        [
          'a member that the parameter does not have',
          (get) => (get['x-confab'].filters.written = { minimum: '$request.query.on[since]' }),
          /\$request\.query\.on\[since\] names a place that the operation does not declare/,
          'filters/written/minimum',
        ],
        [
          'a constant filter that nothing switches on',
          (get) => (get['x-confab'].filters.kind = { equals: { const: 'a' } }),
          /a constant filter needs `when`/,
          'filters/kind/equals',
        ],
        [
          'a constant with another word',
          (get) => (get['x-confab'].filters.kind = { equals: { value: 'a' } }),
          /does not know the word value; allowed here: const/,
          'filters/kind/equals',
        ],
        [
          'no filter in a list of them',
          (get) => (get['x-confab'].filters.kind = []),
          /must NOT have fewer than 1 items/,
          'filters/kind',
        ],
        [
          'rows that are a boolean',
          (get) => (get['x-confab'].items = '$response.body#/more'),
          /\$response\.body#\/more is boolean; rows stand in an array, and one row is an object/,
          'items',
        ],
        [
          'rows that are a number',
          (get) => (get['x-confab'].items = '$response.body#/total'),
          /is integer; rows stand in an array/,
          'items',
        ],
        [
          'pages of one row',
          (get) =>
            (get.responses['200'].content['application/json'].schema.properties.notes = {
              $ref: '#/components/schemas/Note',
            }),
          /\$response\.body#\/notes is one row, and only an array has pages/,
          'paging',
        ],
      ],
      4,
    ),
  )('%s', async (_, more, message, pointer) => {
    const error = await refused(more);
    expect(error?.message).toMatch(message);
    expect(error?.pointer).toBe(`/paths/~1notes/get/x-confab/${pointer}`);
  });
});

test('what has items is an array, whether or not the document says so', async () => {
  const path = await tinyFile((document) => {
    const { schema } = document.paths['/notes'].get.responses['200'].content['application/json'];
    delete schema.properties.notes.type;
  });
  const { operations } = await loadSpec(path);
  expect(operations[0]?.list?.shows).toBe('many');
});
