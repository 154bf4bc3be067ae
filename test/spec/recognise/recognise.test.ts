import { describe, expect, test } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../src/spec/json.ts';
import { applyHints } from '../../../src/spec/recognise/apply-hints.ts';
import { recognise } from '../../../src/spec/recognise/recognise.ts';
import type { Recognition } from '../../../src/spec/recognise/recognition.ts';
import { ITEM, plainDocument, single } from './_plain.ts';

const LIST = '/paths/~1things/get';
const NUMBER = { type: 'integer' };
const TEXT = { type: 'string' };
const FLAG = { type: 'boolean' };
const NULLABLE = { type: ['string', 'null'] };
const URL = { ...NULLABLE, format: 'uri' };
const LINK = '$response.header.Link';

/** What is said of a node, without how well it is known. */
function wordsAt(document: JsonObject, pointer: string): Json | undefined {
  return bare(hintsAt(recognise(document), pointer));
}

function hintsAt({ hints }: Recognition, pointer: string): JsonObject | undefined {
  return hints.get(pointer)?.['x-confab'] as JsonObject | undefined;
}

function bare(value: Json | undefined): Json | undefined {
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'evidence');
  return Object.fromEntries(kept.map(([key, one]) => [key, bare(one) as Json]));
}

const q = (name: string) => `$request.query.${name}`;
const r = (path: string) => `$response.body#/${path}`;

describe('what a list pages by', () => {
  const ROWS = { type: 'array', items: ITEM };
  test.each<[string, Parameters<typeof plainDocument>[0], object]>([
    ['page and limit', {}, { page: q('page'), size: q('limit') }],
    ['page alone', { query: { page: NUMBER } }, { page: q('page') }],
    [
      'names of other spellings, shown in the answer too',
      {
        query: { 'page[number]': NUMBER, 'page[size]': NUMBER },
        beside: { pageNumber: NUMBER, page_size: NUMBER, TotalCount: NUMBER, total_pages: NUMBER },
      },
      {
        page: [q('page[number]'), r('pageNumber')],
        size: [q('page[size]'), r('page_size')],
        total: r('TotalCount'),
        pages: r('total_pages'),
      },
    ],
    [
      'values in an object beside the rows',
      {
        beside: {
          meta: {
            type: 'object',
            properties: { pagination: { type: 'object', properties: { total: NUMBER } } },
          },
        },
      },
      { page: q('page'), size: q('limit'), total: r('meta/pagination/total') },
    ],
    [
      'flags',
      { beside: { has_more: FLAG, hasPrevious: FLAG } },
      { page: q('page'), size: q('limit'), next: r('has_more'), previous: r('hasPrevious') },
    ],
    [
      'totals in headers',
      { headers: { 'X-Total-Count': { schema: NUMBER }, 'X-Total-Pages': { schema: NUMBER } } },
      {
        page: q('page'),
        size: q('limit'),
        total: '$response.header.X-Total-Count',
        pages: '$response.header.X-Total-Pages',
      },
    ],
    ['a bare array', { answer: ROWS }, { page: q('page'), size: q('limit') }],
    [
      'rows to skip',
      { query: { offset: NUMBER, limit: NUMBER }, beside: { offset: NUMBER, total: NUMBER } },
      {
        skip: [q('offset'), r('offset')],
        size: q('limit'),
        total: r('total'),
      },
    ],
    [
      'a token in the answer',
      { query: { cursor: TEXT, limit: NUMBER }, beside: { next_cursor: NULLABLE, has_more: FLAG } },
      {
        size: q('limit'),
        next: [q('cursor'), r('next_cursor'), r('has_more')],
      },
    ],
    [
      'a token in a header',
      { query: { page_token: TEXT }, headers: { 'X-Next-Page-Token': { schema: TEXT } } },
      {
        next: [q('page_token'), '$response.header.X-Next-Page-Token'],
      },
    ],
    [
      'tokens both ways',
      {
        query: { after: TEXT, before: TEXT },
        beside: {
          paging: {
            type: 'object',
            properties: { cursors: { type: 'object', properties: { after: TEXT, before: TEXT } } },
          },
        },
      },
      {
        next: [q('after'), r('paging/cursors/after')],
        previous: [q('before'), r('paging/cursors/before')],
      },
    ],
    [
      'a page that is a token',
      { query: { page: TEXT, limit: NUMBER }, beside: { next_page: NULLABLE, has_more: FLAG } },
      {
        size: q('limit'),
        next: [q('page'), r('next_page'), r('has_more')],
      },
    ],
    [
      "rows' ids",
      {
        query: { after: TEXT, before: TEXT, limit: NUMBER },
        beside: { first_id: TEXT, last_id: TEXT, has_more: FLAG },
      },
      {
        size: q('limit'),
        next: [q('after'), r('last_id'), r('has_more')],
        previous: [q('before'), r('first_id')],
        cursor: { field: 'id' },
      },
    ],
    [
      "rows' ids, which the client reads itself",
      { query: { starting_after: TEXT, ending_before: TEXT, limit: NUMBER }, beside: { has_more: FLAG } },
      {
        size: q('limit'),
        next: [q('starting_after'), r('has_more')],
        previous: q('ending_before'),
        cursor: { field: 'id' },
      },
    ],
    [
      "the next page's URL",
      { beside: { count: NUMBER, next: URL, previous: URL } },
      {
        page: q('page'),
        size: q('limit'),
        next: r('next'),
        previous: r('previous'),
        total: r('count'),
      },
    ],
    [
      'URLs both ways that one parameter can say',
      { query: { pageToken: TEXT, limit: NUMBER }, beside: { next: URL, previous: URL } },
      {
        size: q('limit'),
        next: [q('pageToken'), r('next')],
        previous: [q('pageToken'), r('previous')],
      },
    ],
    [
      'no URL that no parameter can say',
      { query: { limit: NUMBER }, beside: { next: URL, previous: URL } },
      { size: q('limit') },
    ],
    [
      'links in an object',
      {
        beside: {
          _links: { type: 'object', properties: { next: { type: 'object', properties: { href: TEXT } } } },
        },
      },
      {
        page: q('page'),
        size: q('limit'),
        next: r('_links/next/href'),
      },
    ],
    [
      'a URL with a token in it',
      {
        query: { 'page[after]': TEXT, 'page[size]': NUMBER },
        beside: { links: { type: 'object', properties: { next: NULLABLE } } },
      },
      {
        size: q('page[size]'),
        next: [q('page[after]'), r('links/next')],
      },
    ],
    [
      'the header Link',
      { headers: { Link: { schema: TEXT } } },
      {
        page: q('page'),
        size: q('limit'),
        next: LINK,
        previous: LINK,
        pages: LINK,
      },
    ],
    [
      "the next page's number",
      { beside: { next_page: { type: ['integer', 'null'] } } },
      {
        page: q('page'),
        size: q('limit'),
        next: r('next_page'),
        cursor: 'page',
      },
    ],
    [
      'rows of this page, beside a total',
      { beside: { count: NUMBER, total: NUMBER } },
      {
        page: q('page'),
        size: q('limit'),
        total: r('total'),
        count: r('count'),
      },
    ],
    [
      'rows of this page, by the description',
      { beside: { count: { ...NUMBER, description: 'Number of items on this page' } } },
      {
        page: q('page'),
        size: q('limit'),
        count: r('count'),
      },
    ],
    [
      'a page of Spring, which repeats what was asked for',
      {
        query: { page: { ...NUMBER, default: 0 }, size: NUMBER, sort: { type: 'array', items: TEXT } },
        beside: {
          ...{ number: NUMBER, size: NUMBER, numberOfElements: NUMBER, first: FLAG, last: FLAG, empty: FLAG },
          ...{ totalElements: NUMBER, totalPages: NUMBER },
          pageable: {
            type: 'object',
            properties: { offset: NUMBER, pageNumber: NUMBER, pageSize: NUMBER, paged: FLAG },
          },
        },
      },
      {
        page: [q('page'), r('number'), r('pageable/pageNumber')],
        skip: r('pageable/offset'),
        size: [q('size'), r('size'), r('pageable/pageSize')],
        next: `not ${r('last')}`,
        previous: `not ${r('first')}`,
        total: r('totalElements'),
        count: r('numberOfElements'),
        pages: r('totalPages'),
      },
    ],
    [
      'both kinds of flags',
      { beside: { hasNext: FLAG, isLastPage: FLAG } },
      { page: q('page'), size: q('limit'), next: [r('hasNext'), `not ${r('isLastPage')}`] },
    ],
    ['a number of rows alone', { query: { per_page: NUMBER } }, { size: q('per_page') }],
  ])('%s', (_, plain, paging) => {
    expect(wordsAt(plainDocument(plain), LIST)).toHaveProperty('paging', paging);
  });

  const FIRST = '/paths/~1things/get/parameters/0/schema';
  test.each<[string, object, Json | undefined]>([
    ['by its default', { default: 0 }, undefined],
    ['by its minimum', { minimum: 0 }, undefined],
    ['by its description', { description: 'Zero-based page index (0..N)' }, 0],
  ])('pages from zero %s', (_, schema, minimum) => {
    const document = plainDocument({ query: { page: { ...NUMBER, ...schema }, size: NUMBER } });
    const { lists, hints } = recognise(document);
    expect(lists[0]?.says).toBe('rows in items, pages from 0 by page, size by size');
    expect(hints.get(FIRST)?.minimum).toBe(minimum);
  });

  test('what it says is told in the names of the document', () => {
    const { lists } = recognise(plainDocument({ beside: { total: NUMBER } }));
    expect(lists).toEqual([
      {
        operation: 'GET /things',
        pointer: LIST,
        collection: 'Thing',
        says: 'rows in items, page by page, size by limit, total in total',
      },
    ]);
  });
});

describe('which rows a request asks for', () => {
  const KIND = { enum: ['a', 'b'], type: 'string' };
  const TIME = { type: 'string', format: 'date-time' };
  const item = {
    ...ITEM,
    properties: {
      ...ITEM.properties,
      ...{ kind: KIND, author_id: TEXT, stars: NUMBER, draft: FLAG, tags: { type: 'array', items: TEXT } },
    },
  };
  const asked = (query: object, more: object = {}) =>
    wordsAt(
      plainDocument({ query: { page: NUMBER, ...query }, item: { ...item, ...more } }),
      LIST,
    ) as JsonObject;
  const createdIs = (test: string, name: string) => ({ created_at: { [test]: q(name) } });

  test.each<[string, object, object]>([
    ['a closed set', { kind: KIND }, { kind: { equals: q('kind') } }],
    ['an id of something else', { author_id: TEXT }, { author_id: { equals: q('author_id') } }],
    ['an id in another spelling', { authorId: TEXT }, { author_id: { equals: q('authorId') } }],
    [
      'a number and a flag',
      { stars: NUMBER, draft: FLAG },
      { stars: { equals: q('stars') }, draft: { equals: q('draft') } },
    ],
    ['after a time', { created_after: TIME }, createdIs('exclusiveMinimum', 'created_after')],
    ['before a time', { createdBefore: TIME }, createdIs('exclusiveMaximum', 'createdBefore')],
    ['a time in brackets', { 'created[gte]': TIME }, createdIs('minimum', 'created[gte]')],
    [
      'both ends',
      { created_at_min: TIME, created_at_max: TIME },
      { created_at: { minimum: q('created_at_min'), maximum: q('created_at_max') } },
    ],
    ['the other time', { updated_since: TIME }, { updated_at: { minimum: q('updated_since') } }],
  ])('filters: %s', (_, query, filters) => {
    expect(asked(query).filters).toEqual(filters);
  });

  test('since, where rows have one time', () => {
    const { updated_at: _, ...properties } = item.properties;
    expect(asked({ since: TIME }, { properties }).filters).toEqual(createdIs('minimum', 'since'));
  });

  test.each<[string, object]>([
    ['a text, which may be looked for in part', { name: TEXT }],
    ['another type', { stars: TEXT }],
    ['a list', { tags: TEXT }],
    ['a value that no row has', { kind: { enum: ['a', 'b', 'all'], type: 'string' } }],
    ['any text for a closed set', { kind: TEXT }],
    ['a default', { draft: { ...FLAG, default: false } }],
    ['a description that says otherwise', { author_id: { ...TEXT, description: 'Excludes this author' } }],
    ['since, where rows have two times', { since: TIME }],
    ['a bound that is a day', { created_after: { type: 'string', format: 'date' } }],
    ['a bound of what is no time', { stars_min: NUMBER }],
    ['a name that only begins as one', { kinds: KIND }],
  ])('no filter: %s', (_, query) => {
    expect(asked(query).filters).toBeUndefined();
  });

  const by = (...values: string[]) => ({ type: 'string', enum: values });
  test.each<[string, object, object]>([
    [
      'fields, the newest first without one',
      { sort: by('created_at', 'stars') },
      { by: { '': '-created_at', created_at: 'created_at', stars: 'stars' }, request: q('sort') },
    ],
    [
      'with signs, the default first',
      { order_by: { ...by('stars', '-stars', 'created_at'), default: '-stars' } },
      { by: { '-stars': '-stars', stars: 'stars', created_at: 'created_at' }, request: q('order_by') },
    ],
    [
      'a direction of its own, and a short name of a time',
      { sort_by: { ...by('created', 'name'), default: 'created' }, order: by('asc', 'desc') },
      { by: { created: 'created_at', name: 'name' }, request: [q('sort_by'), q('order')] },
    ],
    [
      'the direction behind the field',
      { sort: by('name_asc', 'name_desc') },
      { by: { '': '-created_at', name_asc: 'name', name_desc: '-name' }, request: q('sort') },
    ],
    [
      'several at once',
      { sort: { type: 'array', items: by('name', '-name') } },
      { by: { '': '-created_at', name: 'name', '-name': '-name' }, request: q('sort') },
    ],
  ])('an order: %s', (_, query, order) => {
    expect(asked(query).order).toEqual(order);
  });

  test.each<[string, object]>([
    ['any text', { sort: TEXT }],
    ['a value that is no field', { sort: by('name', 'relevance') }],
    ['a field that is a list', { sort: by('tags') }],
    ['a direction alone', { sort: by('asc', 'desc') }],
  ])('no order: %s', (_, query) => {
    expect(asked(query).order).toBeUndefined();
  });

  test('it is told', () => {
    const query = { page: NUMBER, kind: KIND, created_after: TIME, sort: by('name') };
    expect(recognise(plainDocument({ query, item })).lists[0]?.says).toBe(
      'rows in items, page by page, order by sort, filters by kind, created_after',
    );
  });
});

describe('where the rows are', () => {
  const array = (items: object = ITEM) => ({ type: 'array', items });
  const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
  test.each<[string, object, string]>([
    ['the whole answer', array(), '$response.body#'],
    ['the only array of objects', object({ anything: array(), names: array(TEXT) }), r('anything')],
    ['of several the one called as the path', object({ data: array(), things: array() }), r('things')],
    ['of several the one called as rows are', object({ errors: array(), results: array() }), r('results')],
    ['in an object around them', object({ data: object({ list: array() }) }), r('data/list')],
    ['as HAL embeds them', object({ _embedded: object({ things: array() }) }), r('_embedded/things')],
    ['in a part of allOf', { allOf: [object({ total: NUMBER }), object({ data: array() })] }, r('data')],
    ['nullable', object({ data: { ...array(), type: ['array', 'null'] } }), r('data')],
  ])('%s', (_, answer, items) => {
    expect(wordsAt(plainDocument({ answer }), LIST)).toHaveProperty('items', items);
  });
});

describe('what is no list, or not plainly one', () => {
  const rows = (items: object) => ({ type: 'object', properties: { data: { type: 'array', items } } });
  test.each<[string, Parameters<typeof plainDocument>[0]]>([
    ['no parameter asks for a page', { query: { q: TEXT } }],
    ['a page that is no number', { query: { page: TEXT } }],
    [
      'pages from zero by the description, from one by the default',
      { query: { page: { ...NUMBER, default: 1, description: 'Zero-based page index' } } },
    ],
    [
      'pages from one by the description, from zero by the minimum',
      { query: { page: { ...NUMBER, minimum: 0, description: 'The page, starting at 1' } } },
    ],
    ['rows to skip from one', { query: { startIndex: { ...NUMBER, minimum: 1 }, count: NUMBER } }],
    ['times around the rows', { query: { after: { type: 'string', format: 'date-time' } } }],
    [
      'times around the rows by the description',
      { query: { before: { ...TEXT, description: 'Made before this date' } } },
    ],
    [
      'behind a row of which no id is known',
      { query: { after: TEXT }, item: { type: 'object', properties: { name: TEXT } } },
    ],
    [
      'behind a row, by a number where its id is a text',
      {
        query: { starting_after: NUMBER, limit: NUMBER },
        item: { type: 'object', required: ['id'], properties: { id: { ...TEXT, format: 'uuid' } } },
      },
    ],
    ['a token of which no answer tells', { query: { cursor: TEXT, limit: NUMBER } }],
    ['rows of texts', { answer: rows(TEXT) }],
    [
      'rows of which there is always one',
      { answer: { type: 'object', properties: { data: { type: 'array', minItems: 1, items: ITEM } } } },
    ],
    [
      'rows of several kinds',
      { answer: rows({ oneOf: [ITEM, { type: 'object', properties: { x: TEXT } }] }) },
    ],
    ['rows with a field that is told nowhere', { answer: rows({ ...ITEM, required: ['unknown'] }) }],
    [
      'several arrays of which none is plainly it',
      {
        answer: {
          type: 'object',
          properties: { a: { type: 'array', items: ITEM }, b: { type: 'array', items: ITEM } },
        },
      },
    ],
  ])('%s', (_, plain) => {
    expect(recognise(plainDocument(plain)).lists).toEqual([]);
  });

  test('a token that each request must have, so that the first one comes from elsewhere', () => {
    const document: any = plainDocument({
      query: { cursor: TEXT, limit: NUMBER },
      beside: { next_cursor: TEXT },
    });
    expect(recognise(document).lists).toHaveLength(1);
    document.paths['/things'].get.parameters[0].required = true;
    expect(recognise(document).lists).toEqual([]);
  });

  test.each<[string, (document: any) => void]>([
    [
      'a document with collections of its own',
      (one) => {
        one['x-confab'] = { collections: { things: '#/components/schemas/Thing' } };
      },
    ],
    [
      'an operation with a word about rows',
      (one) => {
        one.paths['/things'].get['x-confab'] = { collection: 'things', items: '$response.body#/items' };
      },
    ],
    [
      'an operation with an empty x-confab',
      (one) => {
        one.paths['/things'].get['x-confab'] = {};
      },
    ],
    [
      'an operation that makes something',
      (one) => {
        one.paths['/things'] = { post: one.paths['/things'].get };
      },
    ],
  ])('%s', (_, change) => {
    const document = plainDocument();
    change(document);
    expect(recognise(document).lists).toEqual([]);
  });
});

describe('one row of a list', () => {
  const words = (parameter: string, path = '') => ({
    collection: 'Thing',
    items: `$response.body#${path}`,
    filters: { id: { equals: `$request.path.${parameter}` } },
  });
  const wrapped = { type: 'object', properties: { data: { $ref: '#/components/schemas/Thing' } } };
  const fuller = { ...ITEM, properties: { ...ITEM.properties, more: TEXT } };
  test.each<[string, string, object, object]>([
    ['by id', '/things/{id}', single(), words('id')],
    ['by its name and id', '/things/{thing_id}', single(undefined, 'thing_id'), words('thing_id')],
    ['by its name', '/things/{thing}', single(undefined, 'thing'), words('thing')],
    ['wrapped', '/things/{id}', single(wrapped), words('id', '/data')],
    ['with more fields', '/things/{id}', single(fuller), words('id')],
  ])('%s', (_, path, item, expected) => {
    const document = plainDocument({ paths: { [path]: item } });
    expect(wordsAt(document, `/paths/${path.replaceAll('/', '~1')}/get`)).toEqual(expected);
  });

  const other = (properties: object) => ({ type: 'object', properties });
  test.each<[string, string, object]>([
    ['below no list', '/others/{id}', single()],
    ['without an id', '/things/{id}', single(other({ name: TEXT }))],
    ['with a field of another type', '/things/{id}', single(other({ id: NUMBER, name: NUMBER }))],
    ['by a parameter that means no field', '/things/{color}', single(undefined, 'color')],
  ])('not %s', (_, path, item) => {
    const { hints } = recognise(plainDocument({ paths: { [path]: item } }));
    expect(hints.has(`/paths/${path.replaceAll('/', '~1')}/get`)).toBe(false);
  });
});

describe('the fields of a row', () => {
  const at = (name: string) => `/components/schemas/Thing/properties/${name}`;
  const item = (properties: object) => ({ type: 'object', properties });
  test.each<[string, object, object | undefined]>([
    ['a number', NUMBER, { value: '{sequence}' }],
    ['a number beyond the first thousand', { ...NUMBER, minimum: 1000 }, undefined],
    ['a text', TEXT, { value: '{base62}' }],
    [
      'a text of 24 hexadecimal digits',
      { ...TEXT, example: '65f9c0de1b2a3c4d5e6f7081' },
      { value: '{objectid}' },
    ],
    ['a text of digits', { ...TEXT, examples: ['1042'] }, { value: '{sequence}' }],
    ['by a pattern', { ...TEXT, pattern: '^[0-9a-f]+$' }, { value: '{objectid}' }],
    ['a UUID', { ...TEXT, format: 'uuid' }, { value: '{uuid}' }],
    ['a UUID by its description', { ...TEXT, description: 'The UUID of the thing' }, { value: '{uuid}' }],
    ['a prefix and letters', { ...TEXT, example: 'msg_4fK2mZq8Lx' }, { value: 'msg_{base62:10}' }],
    ['a prefix and hexadecimal digits', { ...TEXT, example: 'run-0a1b2c3d4e' }, { value: 'run-{hex:10}' }],
    ['one of several forms', { oneOf: [{ ...TEXT, pattern: '^las:[a-f0-9]{32}$' }] }, undefined],
    ['an address', { ...TEXT, format: 'uri' }, undefined],
    ['one of few', { ...TEXT, enum: ['a', 'b'] }, undefined],
    ['shorter than ids are', { ...TEXT, maxLength: 3 }, undefined],
  ])('its id: %s', (_, schema, expected) => {
    expect(wordsAt(plainDocument({ item: item({ id: schema }) }), at('id'))).toEqual(expected);
  });

  test.each<[string, object]>([
    ['id', { uuid: TEXT, id: NUMBER }],
    ['uuid', { uuid: TEXT, name: TEXT }],
    ['thing_id', { name: TEXT, thing_id: TEXT }],
  ])('its id is %s', (name, properties) => {
    const { hints } = recognise(plainDocument({ item: item(properties) }));
    const ids = [...hints]
      .filter(([, node]) => (node['x-confab'] as any).value !== undefined)
      .map(([pointer]) => pointer);
    expect(ids).toEqual([at(name)]);
  });

  const DATE = { type: 'string', format: 'date-time' };
  test.each<[string, object, Record<string, object>]>([
    [
      'made and changed',
      { created: DATE, updatedAt: DATE },
      {
        created: { time: 'iso' },
        updatedAt: { time: 'iso', from: 'created' },
      },
    ],
    [
      'seconds',
      { created: { ...NUMBER, description: 'Unix time in seconds' } },
      { created: { time: 'epoch-s' } },
    ],
    [
      'milliseconds',
      { createdAt: { ...NUMBER, example: 1_700_000_000_000 } },
      { createdAt: { time: 'epoch-ms' } },
    ],
    [
      'texts that look like times',
      { created_at: { ...TEXT, example: '2026-01-02T03:04:05Z' } },
      { created_at: { time: 'iso' } },
    ],
    ['another time, of which nothing is known', { birthday: DATE }, {}],
    ['numbers of which nothing is known', { created: NUMBER }, {}],
    ['days', { created: { type: 'string', format: 'date' } }, {}],
  ])('its times: %s', (_, properties, expected) => {
    const { hints } = recognise(plainDocument({ item: item(properties) }));
    const times = [...hints].filter(([, node]) => (node['x-confab'] as any).time !== undefined);
    const found = times.map(([pointer, node]) => [pointer.split('/').at(-1), bare(node['x-confab'])]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  test('words of the document stand', () => {
    const id = { type: 'string', 'x-confab': { value: '{nanoid}' } };
    const { hints } = recognise(plainDocument({ item: item({ id }) }));
    expect(hints.has(at('id'))).toBe(false);
  });
});

test('a text that is a URL by its description gets the format that says so', () => {
  const next = { ...TEXT, description: 'URL of the next page' };
  const { hints } = recognise(plainDocument({ beside: { next } }));
  const at = `${LIST}/responses/200/content/application~1json/schema/properties/next`;
  expect(hints.get(at)).toHaveProperty('format', 'uri-reference');
});

test('each schema of rows is one collection, and two of one name are told apart', () => {
  const inline = { type: 'array', items: { type: 'object', properties: { x: TEXT } } };
  const list = (schema: object) => ({
    get: {
      parameters: [{ name: 'page', in: 'query', schema: NUMBER }],
      responses: { '200': { description: 'ok', content: { 'application/json': { schema } } } },
    },
  });
  const thing = { type: 'array', items: { $ref: '#/components/schemas/Thing' } };
  const paths = { '/a/Thing': list(inline), '/again': list(thing) };
  expect(wordsAt(plainDocument({ paths }), '')).toEqual({
    collections: {
      Thing: '#/components/schemas/Thing',
      'Thing-2': '#/paths/~1a~1Thing/get/responses/200/content/application~1json/schema/items',
    },
  });
});

test('the document itself stays what it was', () => {
  const document = plainDocument();
  const before = structuredClone(document);
  const applied = applyHints(document, recognise(document).hints);
  expect(document).toEqual(before);
  expect(applied).not.toEqual(before);
});
