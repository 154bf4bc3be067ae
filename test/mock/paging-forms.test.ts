import LinkHeader from 'http-link-header';
import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';

const ROWS = 23;

interface Form {
  readonly paging: Record<string, unknown>;
  /** Parameters beside `size`. */
  readonly parameters?: Record<string, object>;
  /** What the answer has beside its rows. */
  readonly properties?: Record<string, object>;
  readonly headers?: Record<string, object>;
  /** The next request's query, or its URL; undefined: the list is over. */
  readonly next: (answer: Answer) => string | undefined;
}

interface Answer {
  readonly body: any;
  readonly headers: Headers;
  /** The query of the request. */
  readonly asked: URLSearchParams;
}

async function listOf({ paging, parameters = {}, properties = {}, headers = {} }: Form) {
  const file = await tinyFile((document) => {
    const { get } = document.paths['/notes'];
    get['x-confab'].paging = { size: '$request.query.size', ...paging };
    get.parameters = [
      ...get.parameters.slice(1),
      ...Object.entries(parameters).map(([name, schema]) => ({ name, in: 'query', schema })),
    ];
    const success = get.responses['200'];
    success.headers = headers;
    const { schema } = success.content['application/json'];
    schema.required = ['notes'];
    schema.properties = { notes: schema.properties.notes, ...properties };
  });
  const mock = await createMock({ vendors: [file], rows: ROWS });
  return async (query: string): Promise<Answer & { status: number }> => {
    const url = query.startsWith('http') ? query : `${mock.url()}/api/notes?${query}`;
    const response = await mock.fetch(new Request(url));
    const body = await response.json();
    return { status: response.status, body, headers: response.headers, asked: new URL(url).searchParams };
  };
}

const text = { type: 'string' };
const nullable = { type: ['string', 'null'] };
const tokenQuery = (name: string) => (token: unknown) =>
  typeof token === 'string' && token !== '' ? `${name}=${encodeURIComponent(token)}` : undefined;

const FORMS: Record<string, Form> = {
  'rows to skip': {
    paging: { skip: ['$request.query.offset', '$response.body#/offset'], total: '$response.body#/total' },
    parameters: { offset: { type: 'integer', default: 0 } },
    properties: { offset: { type: 'integer' }, total: { type: 'integer' } },
    next: ({ body }) =>
      body.offset + body.notes.length < body.total ? `offset=${body.offset + body.notes.length}` : undefined,
  },
  'after the last row': {
    paging: {
      next: ['$request.query.after', '$response.body#/last_id', '$response.body#/has_more'],
      previous: ['$request.query.before', '$response.body#/first_id'],
      cursor: { field: 'id' },
    },
    parameters: { after: text, before: text },
    properties: { last_id: nullable, first_id: nullable, has_more: { type: 'boolean' } },
    next: ({ body }) => (body.has_more ? `after=${body.last_id}` : undefined),
  },
  'after the last row, which the client reads itself': {
    paging: { next: ['$request.query.starting_after', '$response.body#/has_more'], cursor: { field: 'id' } },
    parameters: { starting_after: text },
    properties: { has_more: { type: 'boolean' } },
    next: ({ body }) => (body.has_more ? `starting_after=${body.notes.at(-1).id}` : undefined),
  },
  'an opaque token, empty at the end': {
    paging: { next: ['$request.query.cursor', '$response.body#/meta/next_cursor'] },
    parameters: { cursor: text },
    properties: { meta: { type: 'object', required: ['next_cursor'], properties: { next_cursor: text } } },
    next: ({ body }) => tokenQuery('cursor')(body.meta.next_cursor),
  },
  'an opaque token, null at the end': {
    paging: { next: ['$request.query.cursor', '$response.body#/next'] },
    parameters: { cursor: text },
    properties: { next: nullable },
    next: ({ body }) => tokenQuery('cursor')(body.next),
  },
  'an opaque token, left out at the end': {
    paging: { next: ['$request.query.cursor', '$response.body#/next'], end: [] },
    parameters: { cursor: text },
    properties: { next: text },
    next: ({ body }) => (Object.hasOwn(body, 'next') ? tokenQuery('cursor')(body.next) : undefined),
  },
  'a token that is a number': {
    paging: { next: ['$request.query.cursor', '$response.body#/next'], end: null },
    parameters: { cursor: { type: 'integer' } },
    properties: { next: { type: ['integer', 'null'] } },
    next: ({ body }) => (body.next === null ? undefined : `cursor=${body.next}`),
  },
  'the next URL in the body': {
    paging: {
      page: '$request.query.page',
      next: '$response.body#/next',
      previous: '$response.body#/previous',
    },
    parameters: { page: { type: 'integer', minimum: 1, default: 1 } },
    properties: { next: { ...nullable, format: 'uri' }, previous: { ...nullable, format: 'uri' } },
    next: ({ body }) => body.next ?? undefined,
  },
  'the next URL in a Link header': {
    paging: {
      page: '$request.query.page',
      next: '$response.header.Link',
      previous: '$response.header.Link',
      pages: '$response.header.Link',
      total: '$response.header.X-Total-Count',
    },
    parameters: { page: { type: 'integer', minimum: 1, default: 1 } },
    headers: { Link: { schema: text }, 'X-Total-Count': { schema: { type: 'integer' } } },
    next: ({ headers }) => LinkHeader.parse(headers.get('link') ?? '').rel('next')[0]?.uri,
  },
  'pages from 0, flags for the first and the last': {
    paging: {
      page: ['$request.query.page', '$response.body#/number'],
      pages: '$response.body#/totalPages',
      next: 'not $response.body#/last',
      previous: ['not $response.body#/first'],
    },
    parameters: { page: { type: 'integer', default: 0 } },
    properties: {
      number: { type: 'integer' },
      totalPages: { type: 'integer' },
      last: { type: 'boolean' },
      first: { type: 'boolean' },
    },
    next: ({ body }) => (body.last ? undefined : `page=${body.number + 1}`),
  },
  'the number of the next page, from 0': {
    paging: { page: '$request.query.page', next: '$response.body#/nextPage', cursor: 'page' },
    parameters: { page: { type: 'integer', minimum: 0 } },
    properties: { nextPage: { type: ['integer', 'null'] } },
    next: ({ body }) => (body.nextPage === null ? undefined : `page=${body.nextPage}`),
  },
  'the URL of the next page, from 0': {
    paging: { page: '$request.query.page', next: '$response.body#/next' },
    parameters: { page: { type: 'integer', default: 0, minimum: 0 } },
    properties: { next: { ...nullable, format: 'uri' } },
    next: ({ body }) => body.next ?? undefined,
  },
  'a flag for the last page in a header': {
    paging: { page: '$request.query.page', next: 'not $response.header.X-Last-Page' },
    parameters: { page: { type: 'integer' } },
    headers: { 'X-Last-Page': { schema: { type: 'boolean' } } },
    next: ({ asked, headers }) =>
      headers.get('x-last-page') === 'true' ? undefined : `page=${Number(asked.get('page') ?? 1) + 1}`,
  },
  'a token in the next URL': {
    paging: { next: ['$request.query.page_token', '$response.body#/links/next'] },
    parameters: { page_token: text },
    properties: {
      links: { type: 'object', properties: { next: { type: 'string', format: 'uri' } } },
    },
    next: ({ body }) => body.links.next,
  },
};

describe.each(some(Object.entries(FORMS), 4))('%s', (_, form) => {
  test('a walk finds every row once, in order, whatever the size', async () => {
    const ask = await listOf(form);
    const whole = (await ask('size=100')).body.notes.map(({ id }: any) => id);
    expect(whole).toHaveLength(ROWS);
    for (const size of [1, 5, 10, 23]) {
      const found: string[] = [];
      let query: string | undefined = `size=${size}&sort=written`;
      for (let n = 0; query !== undefined && n <= ROWS; n += 1) {
        const answer: Answer = await ask(query);
        found.push(...answer.body.notes.map(({ id }: any) => id));
        const next = form.next(answer);
        query = next?.startsWith('http') ? next : next && `size=${size}&sort=written&${next}`;
      }
      expect(found, `size ${size}`).toEqual(whole);
      expect(query).toBeUndefined();
    }
  });
});

describe('tokens', () => {
  test('another size with the same token neither repeats nor skips rows', async () => {
    const ask = await listOf(FORMS['an opaque token, null at the end'] as Form);
    const whole = (await ask('size=100')).body.notes;
    const first = await ask('size=7');
    const second = await ask(`size=3&cursor=${first.body.next}`);
    const third = await ask(`size=50&cursor=${second.body.next}`);
    expect([...first.body.notes, ...second.body.notes, ...third.body.notes]).toEqual(whole);
    expect(third.body.next).toBeNull();
  });

  test.each([
    ['of nobody', 'an opaque token, null at the end', 'cursor=abc'],
    ['a number of nobody', 'a token that is a number', 'cursor=99'],
    ['a row that is not in the list', 'after the last row', 'after=000000000000000000000000'],
  ])('%s is refused', async (_, form, query) => {
    const ask = await listOf(FORMS[form] as Form);
    expect((await ask(query)).status).toBe(400);
  });

  test('a token of a filtered list leads on in it', async () => {
    const ask = await listOf(FORMS['after the last row'] as Form);
    const whole = (await ask('size=100&kind=a')).body.notes;
    expect(whole.length).toBeGreaterThan(2);
    const first = await ask('size=2&kind=a');
    const rest = await ask(`size=100&kind=a&after=${first.body.last_id}`);
    expect([...first.body.notes, ...rest.body.notes]).toEqual(whole);
  });

  test.each(['written', 'stars', 'title'])('a token leads on in a list by %s', async (by) => {
    const ask = await listOf(FORMS['after the last row'] as Form);
    for (const direction of ['asc', 'desc']) {
      const query = `sort=${by}&direction=${direction}`;
      const whole = (await ask(`size=100&${query}`)).body.notes;
      const first = await ask(`size=9&${query}`);
      const rest = await ask(`size=100&${query}&after=${first.body.last_id}`);
      expect([...first.body.notes, ...rest.body.notes]).toEqual(whole);
    }
  });
});

describe('backwards', () => {
  test('the rows before a row are those that end right before it', async () => {
    const ask = await listOf(FORMS['after the last row'] as Form);
    const whole = (await ask('size=100')).body.notes;
    const { body } = await ask(`size=5&before=${whole[12].id}`);
    expect(body.notes).toEqual(whole.slice(7, 12));
    expect(body).toMatchObject({ first_id: whole[7].id, last_id: whole[11].id });
    // One flag means the direction that was asked for.
    expect(body.has_more).toBe(true);
    const start = await ask(`size=50&before=${whole[3].id}`);
    expect(start.body.notes).toEqual(whole.slice(0, 3));
    expect(start.body.has_more).toBe(false);
  });

  test('previous URLs lead back to the beginning', async () => {
    const ask = await listOf(FORMS['the next URL in the body'] as Form);
    const third = await ask('size=5&page=3&kind=all');
    const second = await ask(third.body.previous);
    const first = await ask(second.body.previous);
    expect(first.body.notes).toEqual((await ask('size=5')).body.notes);
    expect(first.body.previous).toBeNull();
    expect(first.asked.get('size')).toBe('5');
  });
});

describe('the first page', () => {
  const number = { type: 'integer' };
  test.each<[string, object, object, asked: number, shown: number]>(
    some<[string, object, object, asked: number, shown: number]>(
      [
        ['nothing said', number, number, 1, 1],
        ['a default of 0', { ...number, default: 0 }, number, 0, 0],
        ['a minimum of 0', { ...number, minimum: 0 }, number, 0, 0],
        ['a default of 1 above a minimum of 0', { ...number, minimum: 0, default: 1 }, number, 1, 1],
        ['a minimum of 1', { ...number, minimum: 1 }, { ...number, minimum: 0 }, 1, 1],
        ['an answer that counts from 1', { ...number, minimum: 0 }, { ...number, minimum: 1 }, 0, 1],
        ['an answer that counts from 0', { ...number, minimum: 1 }, { ...number, default: 0 }, 1, 0],
        ['a default that is no first page', { ...number, minimum: 0, default: 7 }, number, 0, 0],
      ],
      4,
    ),
  )('%s', async (_, asked, answered, first, shown) => {
    const ask = await listOf({
      paging: { page: ['$request.query.page', '$response.body#/page'] },
      parameters: { page: asked },
      properties: { page: answered },
      next: () => undefined,
    });
    const whole = (await ask(`size=100&page=${first}`)).body;
    expect(whole).toMatchObject({ page: shown });
    expect(whole.notes).toHaveLength(ROWS);
    expect((await ask(`size=10&page=${first + 1}`)).body).toEqual({
      notes: whole.notes.slice(10, 20),
      page: shown + 1,
    });
  });

  test('only an answer tells that it is 0', async () => {
    const ask = await listOf({
      paging: { next: ['$request.query.cursor', '$response.body#/next'], page: '$response.body#/page' },
      parameters: { cursor: text },
      properties: { next: nullable, page: { ...number, minimum: 0 } },
      next: () => undefined,
    });
    expect((await ask('size=10')).body.page).toBe(0);
  });

  test('a number below it is the first page, one of 15 digits is behind the last', async () => {
    const ask = await listOf(FORMS['pages from 0, flags for the first and the last'] as Form);
    expect((await ask('size=10&page=-3')).body).toMatchObject({ number: 0, first: true, last: false });
    expect((await ask('size=10&page=999999999999999')).body).toMatchObject({ notes: [], last: true });
    expect((await ask('size=10&page=1')).body).toMatchObject({ first: false, last: false, totalPages: 3 });
  });

  test('a token of a page is at least its number', async () => {
    const form = FORMS['the number of the next page, from 0'] as Form;
    const ask = await listOf({
      ...form,
      paging: { next: ['$request.query.cursor', '$response.body#/nextPage'], cursor: 'page' },
      parameters: { cursor: { type: 'integer', minimum: 1 } },
    });
    expect((await ask('size=10')).body.nextPage).toBe(2);
    expect((await ask('size=10&cursor=0')).status).toBe(400);
  });
});

describe('headers', () => {
  test('a middle page has links to the one before, the next and the last', async () => {
    const ask = await listOf(FORMS['the next URL in a Link header'] as Form);
    const { headers } = await ask('size=5&page=2');
    const links = LinkHeader.parse(headers.get('link') ?? '');
    const pageOf = (rel: string) => new URL(links.rel(rel)[0]?.uri ?? '').searchParams.get('page');
    expect(['prev', 'next', 'last'].map(pageOf)).toEqual(['1', '3', '5']);
    expect(headers.get('x-total-count')).toBe(String(ROWS));
  });

  test('one page has no link but to the last', async () => {
    const ask = await listOf(FORMS['the next URL in a Link header'] as Form);
    const { headers } = await ask('size=100');
    expect(LinkHeader.parse(headers.get('link') ?? '').refs.map(({ rel }) => rel)).toEqual(['last']);
  });
});

test('a page behind the last shows what the document says of it', async () => {
  const ask = await listOf({
    paging: {
      page: ['$request.query.page', '$response.body#/page'],
      total: '$response.body#/total',
      pastEnd: { items: null, total: 0, page: -1 },
    },
    parameters: { page: { type: 'integer', minimum: 1 } },
    properties: {
      notes: { type: ['array', 'null'], items: { $ref: '#/components/schemas/Note' } },
      page: { type: 'integer' },
      total: { type: 'integer' },
    },
    next: () => undefined,
  });
  expect((await ask('size=10&page=3')).body).toMatchObject({ total: ROWS, page: 3 });
  expect((await ask('size=10&page=4')).body).toEqual({ notes: null, total: 0, page: -1 });
});

describe('what a document cannot say', () => {
  test.each<[string, Record<string, unknown>, RegExp]>(
    some<[string, Record<string, unknown>, RegExp]>(
      [
        ['a number in the header Link', { total: '$response.header.Link' }, /Link holds links/],
        ['a cursor of a field that rows lack', { cursor: { field: 'nothing' } }, /have no field nothing/],
        ['no flag turned round', { next: 'not $response.body#/total' }, /only a flag can be turned round/],
        ['a request turned round', { next: 'not $request.query.page' }, /next.*(must|not)/s],
        ['a total turned round', { total: 'not $response.body#/more' }, /total/],
        ['a word of before', { hasMore: '$response.body#/more' }, /hasMore is no word any more: write next/],
      ],
      3,
    ),
  )('%s', async (_, paging, message) => {
    await expect(
      listOf({
        paging,
        headers: { Link: { schema: text } },
        parameters: { page: { type: 'integer' } },
        properties: { total: { type: 'integer' }, more: { type: 'boolean' } },
        next: () => undefined,
      }),
    ).rejects.toThrow(message);
  });
});
