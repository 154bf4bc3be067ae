import { describe, expect, test } from 'vitest';
import { some } from '../../_some.ts';
import { check, type Fetch, otherSpec, said, serverOf, stateOf } from './_servers.ts';

/** A list that is the whole body; what belongs to its pages stands in headers. */
const toHeaders = (paging: Record<string, unknown>) => (document: any) => {
  const { get } = document.paths['/notes'];
  const success = get.responses['200'];
  success.content['application/json'].schema = {
    type: 'array',
    items: { $ref: '#/components/schemas/Note' },
  };
  success.headers = {
    'X-Total-Count': { schema: { type: 'integer' } },
    'X-Has-More': { schema: { type: 'boolean' } },
    'X-Page': { schema: { type: 'integer' } },
    'X-Next-Token': { schema: { type: 'string' } },
  };
  get.parameters.push({ name: 'token', in: 'query', schema: { type: 'string' } });
  Object.assign(get['x-confab'], { items: '$response.body#', paging });
};

const numbered = toHeaders({
  page: ['$request.query.page', '$response.header.X-Page'],
  size: '$request.query.size',
  total: '$response.header.X-Total-Count',
  next: '$response.header.x-has-more',
});
const byToken = toHeaders({
  next: ['$request.query.token', '$response.header.X-Next-Token'],
  cursor: 'page',
  size: '$request.query.size',
});

const withHeader =
  (fetch: Fetch, name: string, change: (value: string | null) => string | null): Fetch =>
  async (request) => {
    const response = await fetch(request);
    const headers = new Headers(response.headers);
    const value = change(headers.get(name));
    if (value === null) headers.delete(name);
    else headers.set(name, value);
    return new Response(await response.text(), { status: response.status, headers });
  };

describe('what belongs to a page stands in headers', () => {
  test('the mock writes it: on the last page there is no token', async () => {
    const fetch = await serverOf('tiny', byToken, { rows: 15 });
    const ask = (query: string) => fetch(new Request(`http://confab.localhost/tiny/api/notes?${query}`));
    const first = await ask('size=10');
    expect(await first.json()).toHaveLength(10);
    expect(first.headers.get('X-Next-Token')).toBe('2');
    const last = await ask('size=10&token=2');
    expect(await last.json()).toHaveLength(5);
    expect(last.headers.has('X-Next-Token')).toBe(false);
  });

  test.each([
    ['by number', numbered, ['total', 'has-more', 'page-echo', 'page-slices']],
    ['by token', byToken, ['token', 'page-slices']],
  ])('a mock that is right holds, %s', async (_, change, checks) => {
    const fetch = await serverOf('tiny', change, { rows: 60 });
    const result = await check(await otherSpec('tiny', change), fetch);
    expect(said(result)).toEqual([]);
    for (const one of checks) expect([one, stateOf(result, `check:${one}`)]).toEqual([one, 'checked']);
  });

  test.each<[string, (document: any) => void, string, (value: string | null) => string | null, RegExp]>(
    some<[string, (document: any) => void, string, (value: string | null) => string | null, RegExp]>(
      [
        [
          'a total that is one too many',
          numbered,
          'X-Total-Count',
          (value) => value && String(Number(value) + 1),
          /^total: the header X-Total-Count is not the number of rows$/m,
        ],
        [
          'a flag that is always false',
          numbered,
          'X-Has-More',
          (value) => value && 'false',
          /^has-more: the header X-Has-More is not true, although rows follow/m,
        ],
        [
          'a page that is always the first',
          numbered,
          'X-Page',
          (value) => value && '1',
          /^page-echo: the header X-Page is not the page that was asked for/m,
        ],
        ['a token that always leads to the second page', byToken, 'X-Next-Token', () => '2', /^token: /m],
        ['no token', byToken, 'X-Next-Token', () => null, /^(token|page-slices|page-size): /m],
      ],
      2,
    ),
  )('%s is told by its name', async (_, change, name, edit, expected) => {
    const fetch = withHeader(await serverOf('tiny', change, { rows: 60 }), name, edit);
    const only = ['total', 'has-more', 'page-echo', 'token', 'page-slices', 'page-size'];
    expect(said(await check(await otherSpec('tiny', change), fetch, { only })).join('\n')).toMatch(expected);
  });

  test.each([
    ['a header that no answer declares', { total: '$response.header.X-Nowhere' }, /does not declare/],
    ['rows in a header', undefined, /items/],
  ])('%s is refused', async (_, paging, expected) => {
    const change = (document: any) => {
      numbered(document);
      const list = document.paths['/notes'].get['x-confab'];
      if (paging) Object.assign(list.paging, paging);
      else list.items = '$response.header.X-Total-Count';
    };
    await expect(otherSpec('tiny', change)).rejects.toThrow(expected);
  });
});
