import { describe, expect, test } from 'vitest';
import { checkContract } from '../../src/check-contract.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { some } from '../_some.ts';
import { file } from '../_tiny.ts';
import { ITEM, plainDocument, single } from '../spec/recognise/_plain.ts';
import { reply } from './_reply.ts';

const NUMBER = { type: 'integer' };

async function serve(plain: Parameters<typeof plainDocument>[0]) {
  const mock = await createMock({ vendors: [await file('plain.yaml', plainDocument(plain))] });
  return (target: string) => reply(mock.fetch(`http://mock${target}`));
}

describe('a list without x-confab', () => {
  const total = { total: NUMBER, has_more: { type: 'boolean' } };

  test('its pages add up to its total, and no row comes twice', async () => {
    const get = await serve({ beside: total });
    const ids: number[] = [];
    let more = true;
    for (let page = 1; more; page += 1) {
      const { body } = await get(`/things?limit=50&page=${page}`);
      expect(body.total).toBe(237);
      ids.push(...body.items.map(({ id }: { id: number }) => id));
      more = body.has_more;
    }
    expect(ids).toHaveLength(237);
    expect(new Set(ids).size).toBe(237);
  });

  describe('beside the rows stands what its schema gives', () => {
    const named = { type: 'string', default: 'usual' };
    const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const chain = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [
        `S${n}`,
        { properties: { a: ref(`S${n + 1}`), b: ref(`S${n + 1}`) } },
      ]),
    );
    test.each<[string, object, object, object | undefined]>(
      some<[string, object, object, object | undefined]>(
        [
          ['an object', { type: 'object', properties: { name: named } }, {}, { name: 'usual' }],
          ['an object without any', { type: 'object', properties: { name: {} } }, {}, undefined],
          [
            'one that has one of its kind',
            ref('Own'),
            { Own: { properties: { name: named, parent: ref('Own') } } },
            { name: 'usual' },
          ],
          [
            'two that have each other',
            ref('One'),
            {
              One: { properties: { name: named, other: ref('Two') } },
              Two: { allOf: [{ properties: { name: named, other: ref('One') } }] },
            },
            { name: 'usual', other: { name: 'usual' } },
          ],
          ['2^40 paths that lead to nothing', ref('S0'), { ...chain, S40: { type: 'object' } }, undefined],
          [
            '2^40 paths that lead to something',
            ref('S0'),
            { ...chain, S40: { properties: { name: named } } },
            undefined,
          ],
        ],
        3,
      ),
    )('%s', async (_, schema, schemas, shown) => {
      const get = await serve({ beside: { ...total, more: schema }, schemas });
      const { status, body } = await get('/things?limit=1');
      expect(status).toBe(200);
      if (_.includes('2^40')) expect(body.items).toHaveLength(1);
      else expect(body.more).toEqual(shown);
    });
  });

  test('the newest row comes first, and none is changed before it was made', async () => {
    const get = await serve({ beside: total });
    const { body } = await get('/things?limit=100');
    const times = body.items.map(({ created_at }: { created_at: string }) => created_at);
    expect(times).toEqual([...times].sort().reverse());
    for (const { created_at, updated_at } of body.items) expect(updated_at >= created_at).toBe(true);
  });

  test('a row of the list is found by its id; an id that no row has is answered as without a list', async () => {
    const get = await serve({ beside: total, paths: { '/things/{id}': single() } });
    const { body } = await get('/things?limit=1&page=7');
    const [row] = body.items;
    expect((await get(`/things/${row.id}`)).body).toEqual(row);
    const unknown = await get('/things/99999');
    expect(unknown.status).toBe(200);
    expect(unknown.body).toHaveProperty('id');
  });

  test.each<[string, object]>(
    some<[string, object]>(
      [
        ['a URL', { type: 'string', format: 'uri' }],
        ['a text of some letters', { type: 'string', pattern: '^[A-Z]{3}$' }],
        ['a text that is not empty', { type: 'string', minLength: 4 }],
        ['several of a kind', { type: 'array', minItems: 2, items: { enum: ['a', 'b'] } }],
        [
          'an object with required members',
          { required: ['n'], properties: { n: { ...NUMBER, minimum: 5 } } },
        ],
        [
          'one of several',
          {
            oneOf: [
              { type: 'string', format: 'uuid' },
              { type: 'object', required: ['id'] },
            ],
          },
        ],
        ['a map that is not empty', { type: 'object', minProperties: 1, additionalProperties: NUMBER }],
        ['a number between two', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }],
        ['nothing that is said', {}],
      ],
      4,
    ),
  )('its pages have what its answer must have beside the rows: %s', async (_, member) => {
    const answer = {
      type: 'object',
      required: ['items', 'more', 'undeclared'],
      properties: {
        items: { type: 'array', items: ITEM },
        more: { type: 'object', required: ['it'], properties: { it: member, total: NUMBER } },
      },
    };
    const path = await file('plain.yaml', plainDocument({ answer }));
    const { specs, fetch } = await createMock({ vendors: [path] });
    expect(specs[0]?.recognised.lists).toHaveLength(1);
    const pages = await Promise.all(
      [1, 2].map((page) => reply(fetch(`http://mock/things?limit=5&page=${page}`))),
    );
    const pointer = '/paths/~1things/get/responses/200/content/application~1json/schema';
    for (const { body } of pages) expect(specs[0]?.validators.check(pointer, body)).toEqual([]);
    const [one, two] = pages.map(({ body }) => body);
    expect([one.more, one.undeclared]).toEqual([two.more, two.undeclared]);
    expect(one.items).not.toEqual(two.items);
  });

  test.each<[string, object]>(
    some<[string, object]>(
      [
        ['UUIDs', { format: 'uuid' }],
        ['ULIDs', { example: '01HZX3K4M5N6P7Q8R9S0T1V2W3' }],
        ['a prefix and letters', { example: 'msg_4fK2mZq8Lx' }],
        ['24 hexadecimal digits', { example: '65f9c0de1b2a3c4d5e6f7081' }],
        ['digits', { example: '1042' }],
        ['what a pattern allows', { pattern: '^[0-9a-f-]+$' }],
      ],
      3,
    ),
  )('a row is found by its id: %s', async (_, more) => {
    const item = { type: 'object', required: ['id'], properties: { id: { type: 'string', ...more } } };
    const get = await serve({ item, paths: { '/things/{id}': single(undefined, 'id', 'string') } });
    const { body } = await get('/things?page=3');
    const [row] = body.items;
    expect((await get(`/things/${row.id}`)).body).toEqual(row);
  });

  test('JSON is written as JSON where the document declares XML before it', async () => {
    const document: any = plainDocument({ beside: total });
    const { content } = document.paths['/things'].get.responses['200'];
    document.paths['/things'].get.responses['200'].content = {
      'application/xml': content['application/json'],
      ...content,
    };
    const mock = await createMock({ vendors: [await file('plain.yaml', document)] });
    const { headers, body } = await reply(mock.fetch('http://mock/things?limit=2'));
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(body.items).toHaveLength(2);
  });
});

const TEXT = { type: 'string' };
const NULLABLE = { type: ['string', 'null'] };
const FLAG = { type: 'boolean' };

interface Form {
  readonly plain: Parameters<typeof plainDocument>[0];
  /** The next request's query or URL; undefined: the list is over. */
  readonly next: (answer: { body: any; headers: Headers }, number: number) => string | undefined | null;
}

const FORMS: Record<string, Form> = {
  'by number, until a page is short': {
    plain: {},
    next: ({ body }, number) => (body.items.length === 20 ? `page=${number + 1}` : undefined),
  },
  'by rows to skip': {
    plain: { query: { offset: NUMBER, limit: NUMBER }, beside: { total: NUMBER } },
    next: ({ body }, number) => (number * 20 < body.total ? `offset=${number * 20}` : undefined),
  },
  'by a token': {
    plain: {
      query: { cursor: TEXT, limit: NUMBER },
      beside: { meta: { type: 'object', properties: { next_cursor: NULLABLE } } },
    },
    next: ({ body }) => body.meta.next_cursor && `cursor=${body.meta.next_cursor}`,
  },
  "by the last row's id": {
    plain: { query: { starting_after: TEXT, limit: NUMBER }, beside: { has_more: FLAG } },
    next: ({ body }) => (body.has_more ? `starting_after=${body.items.at(-1).id}` : undefined),
  },
  "by the next page's number": {
    plain: { beside: { next_page: { type: ['integer', 'null'] } } },
    next: ({ body }) => body.next_page && `page=${body.next_page}`,
  },
  "by the next page's URL": {
    plain: { beside: { next: { ...NULLABLE, description: 'Link to the next page' } } },
    next: ({ body }) => body.next,
  },
  'by a URL with a token in it': {
    plain: {
      query: { 'page[after]': TEXT, 'page[size]': NUMBER },
      beside: { links: { type: 'object', properties: { next: NULLABLE } } },
    },
    next: ({ body }) => body.links.next,
  },
  'by the header Link': {
    plain: { headers: { Link: { schema: TEXT } } },
    next: ({ headers }) => /<([^>]+)>; rel="?next/.exec(headers.get('link') ?? '')?.[1],
  },
};

describe('a list goes on', () => {
  test.each(some(Object.entries(FORMS), 4))('%s', async (_, { plain, next }) => {
    const mock = await createMock({ vendors: [await file('plain.yaml', plainDocument(plain))] });
    const ids: number[] = [];
    let target: string | undefined | null = '';
    for (let number = 1; typeof target === 'string'; number += 1) {
      const url: string = target.startsWith('http') ? target : `${mock.url()}/things?${target}`;
      const { status, body, headers } = await reply(mock.fetch(url));
      expect(status).toBe(200);
      ids.push(...body.items.map(({ id }: { id: number }) => id));
      target = next({ body, headers }, number);
    }
    expect(ids).toEqual(Array.from({ length: 237 }, (__, index) => 237 - index));
  });

  const CHECKED = Object.entries(FORMS).filter(([name]) => name !== 'by a URL with a token in it');
  test.each(some(CHECKED, 4))('%s, and a check of the mock holds', async (_, { plain }) => {
    const document = plainDocument({ ...plain, paths: { '/things/{id}': single() } });
    const { specs } = await checkContract({ vendors: [await file('plain.yaml', document)] });
    const [result] = specs;
    const errors = result?.findings.filter(({ level }) => level === 'error');
    expect(errors?.map(({ title }) => title)).toEqual([]);
    expect(
      result?.ledger.filter(({ state, name }) => state === 'checked' && name === 'page-disjoint'),
    ).not.toEqual([]);
  });
});
