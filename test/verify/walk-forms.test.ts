import { describe, expect, test } from 'vitest';
import { some } from '../_some.ts';
import type { Edit, IncomingRequest } from './_recorded.ts';
import { verified } from './_verified.ts';

/** Recorded walks of every form beside numbered pages and tokens, and what a client asks to go back. */

const body = (fixture: any) => fixture.response.body.json;
const TEXT = { type: 'string' };
const URL_OR_NULL = { type: ['string', 'null'], format: 'uri' };

/** The list of notes with another paging: its words, its parameters, and what its answers show. */
const paged =
  (paging: object, query: Record<string, object>, shown: Record<string, object>) => (document: any) => {
    const { get } = document.paths['/notes'];
    get['x-confab'].paging = { size: '$request.query.size', total: '$response.body#/total', ...paging };
    get.parameters[0] = { name: 'unused', in: 'query', schema: TEXT };
    for (const [name, schema] of Object.entries(query)) get.parameters.push({ name, in: 'query', schema });
    const { schema } = get.responses['200'].content['application/json'];
    schema.required = ['notes', 'total'];
    schema.properties = {
      notes: schema.properties.notes,
      total: schema.properties.total,
      more: schema.properties.more,
      ...shown,
    };
  };

interface Form {
  readonly name: string;
  readonly document: (document: any) => void;
  /** Three pages of ten on, then two back from the last. */
  readonly asked: readonly IncomingRequest[];
  readonly check: string;
}

const next = '/api/notes?size=10';
const pathOf = (url: string) => url.replace(/^https?:\/\/[^/]+/, '');

const FORMS: Form[] = [
  {
    name: 'rows to skip, with URLs both ways',
    document: paged(
      {
        skip: '$request.query.offset',
        next: '$response.body#/next',
        previous: '$response.body#/previous',
      },
      { offset: { type: 'integer', minimum: 0, default: 0 } },
      { next: URL_OR_NULL, previous: URL_OR_NULL },
    ),
    asked: [
      next,
      `${next}&offset=10`,
      `${next}&offset=20`,
      (before) => pathOf(before.previous),
      (before) => pathOf(before.previous),
    ],
    check: 'page-disjoint',
  },
  {
    name: "the id of a page's last row, or of its first",
    document: paged(
      {
        next: ['$request.query.after', '$response.body#/more'],
        previous: '$request.query.before',
        cursor: { field: 'id' },
      },
      { after: TEXT, before: TEXT },
      {},
    ),
    asked: [
      next,
      (before) => `${next}&after=${before.notes.at(-1).id}`,
      (before) => `${next}&after=${before.notes.at(-1).id}`,
      (before) => `${next}&before=${before.notes[0].id}`,
      (before) => `${next}&before=${before.notes[0].id}`,
    ],
    check: 'has-more',
  },
  {
    name: 'URLs alone',
    document: paged(
      {
        next: ['$request.query.cursor', '$response.body#/next'],
        previous: ['$request.query.cursor', '$response.body#/previous'],
      },
      { cursor: TEXT },
      { next: URL_OR_NULL, previous: URL_OR_NULL },
    ),
    asked: [
      next,
      (before) => pathOf(before.next),
      (before) => pathOf(before.next),
      (before) => pathOf(before.previous),
      (before) => pathOf(before.previous),
    ],
    check: 'next-link',
  },
  {
    name: 'tokens both ways in one parameter',
    document: paged(
      {
        next: ['$request.query.cursor', '$response.body#/next'],
        previous: ['$request.query.cursor', '$response.body#/previous'],
      },
      { cursor: TEXT },
      { next: { type: ['string', 'null'] }, previous: { type: ['string', 'null'] } },
    ),
    asked: [
      next,
      (before) => `${next}&cursor=${before.next}`,
      (before) => `${next}&cursor=${before.next}`,
      (before) => `${next}&cursor=${before.previous}`,
      (before) => `${next}&cursor=${before.previous}`,
    ],
    check: 'token',
  },
];

describe.each(some(FORMS, 4))('a recorded walk by $name', ({ asked, document, check: own }) => {
  test('is right as it is, on and back, and whole', async () => {
    const { found, notes, stateOf } = await verified(asked, {}, { document });
    expect(found).toEqual([]);
    expect(notes).toEqual([]);
    for (const check of [own, 'total', 'page-disjoint', 'previous'])
      expect([check, stateOf(check)]).toEqual([check, 'checked']);
  });

  test.each<[string, string, Edit, RegExp]>(
    some<[string, string, Edit, RegExp]>(
      [
        ['a total that is another', '2', (one) => (body(one).total = 24), /^error total /],
        [
          'a row twice',
          '3',
          (one) => (body(one).notes[1] = { ...body(one).notes[0] }),
          /^error page-disjoint /,
        ],
        ['a page that is short', '2', (one) => body(one).notes.pop(), /^error (page-size|total) /],
        [
          'a page before that begins too late',
          '4',
          (one) => body(one).notes.shift(),
          /^error previous .* 4$/,
        ],
        [
          'a page before the one before in another order',
          '5',
          (one) => body(one).notes.reverse(),
          /^error previous .* 5$/,
        ],
      ],
      3,
    ),
  )('names what was edited: %s', async (_, name, edit, expected) => {
    expect((await verified(asked, { [name]: edit }, { document })).found).toContainEqual(
      expect.stringMatching(expected),
    );
  });
});

describe('a recorded walk by pages from 0, whose flags say which is the first and which the last', () => {
  const number = { type: 'integer', minimum: 0 };
  const flag = { type: 'boolean' };
  const document = paged(
    {
      page: ['$request.query.page', '$response.body#/number'],
      pages: '$response.body#/pages',
      next: 'not $response.body#/last',
      previous: 'not $response.body#/first',
    },
    { page: { ...number, default: 0 } },
    { number, pages: number, first: flag, last: flag },
  );
  const asked = [0, 1, 2].map((page) => `${next}&page=${page}`);
  const unsaid = [next, ...asked.slice(1)];

  test.each([
    ['each by its number', asked],
    ['the first by none', unsaid],
  ])('is right as it is: %s', async (_, requests) => {
    const { found, notes, stateOf } = await verified(requests, {}, { document });
    expect(found).toEqual([]);
    expect(notes).toEqual([]);
    for (const check of ['has-more', 'has-previous', 'page-echo', 'page-count', 'total', 'page-disjoint'])
      expect([check, stateOf(check)]).toEqual([check, 'checked']);
  });

  test.each<[string, string, Edit, RegExp]>([
    ['a last page that is not called so', '3', (one) => (body(one).last = false), /^error has-more .* 3$/],
    ['a page amid others called the last', '2', (one) => (body(one).last = true), /^error has-more .* 2$/],
    ['a first page that is not called so', '1', (one) => (body(one).first = false), /^error has-previous /],
    ['a last page called the first', '3', (one) => (body(one).first = true), /^error has-previous .* 3$/],
    ['a first page called page 1', '1', (one) => (body(one).number = 1), /^error page-echo .* 1$/],
    ['a second page called page 2', '2', (one) => (body(one).number = 2), /^error page-echo .* 2$/],
    ['a page too many', '2', (one) => (body(one).pages = 4), /^error page-count /],
    [
      'a last page that is counted as pages from 0',
      '3',
      (one) => (body(one).pages = 2),
      /^error page-count /,
    ],
    ['a total that is another', '2', (one) => (body(one).total = 24), /^error total /],
    ['a row twice', '3', (one) => (body(one).notes[1] = { ...body(one).notes[0] }), /^error page-disjoint /],
    ['a page that is short', '1', (one) => body(one).notes.pop(), /^error (page-size|total) /],
  ])('names what was edited: %s', async (_, name, edit, expected) => {
    expect((await verified(asked, { [name]: edit }, { document })).found).toContainEqual(
      expect.stringMatching(expected),
    );
  });
});
