import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createMock } from '../../../src/mock/create-mock.ts';
import { builtinNames } from '../../../src/spec/builtin.ts';
import type { Spec } from '../../../src/spec/spec.ts';
import { slowTest, some } from '../../_some.ts';
import { tinyFile } from '../../_tiny.ts';
import { PAGING_CHECKS } from '../_checks.ts';
import { cutting, rightServer, run, type Server, statesOf, type Vendor, wrongs } from './_lists.ts';
import { askedOf, withPages } from './_servers.ts';

const ONLY = [...PAGING_CHECKS, 'link-loads', 'link-agrees', 'link-unknown'];
/** Those that need no requests of others. */
const OWN = ONLY.filter((check) => check !== 'total');

/** Counts what a server is asked. */
function counting({ spec, fetch }: Server): { server: Server; asked: Record<string, string>[] } {
  const asked: Record<string, string>[] = [];
  const server = async (request: Request) => {
    asked.push(await askedOf(request));
    return fetch(request);
  };
  return { server: { spec, fetch: server }, asked };
}

describe('no false alarm', () => {
  const seeds = [1, 2, 3];
  // More sizes, seeds and all checks: the runs without a mutant of `npm run mutants`.
  test.each(some([20, 0, 1, 21, 237], 3))('%i rows', async (rows) => {
    const seed = seeds[rows % 3];
    const mock = await createMock({ rows, strictKeys: true, ...(seed && { seed }) });
    for (const live of rows % 20 === 0 ? [false, true] : [false]) {
      // With the total come the filters, whose own tests are elsewhere.
      const only = live || rows > 100 ? OWN : ONLY;
      const runs = mock.specs.map((spec) =>
        run({ spec, fetch: (request) => mock.fetch(request) }, { only, live }),
      );
      expect((await Promise.all(runs)).flatMap(wrongs)).toEqual([]);
    }
  });

  const profiles = readdirSync(new URL('../../../specs/profiles', import.meta.url));
  test.each(
    some(
      profiles.map((file) => file.replace('.yaml', '')),
      3,
    ),
  )('the profile %s', async (profile) => {
    const vendors = [profile.split('.')[0] as string];
    const mock = await createMock({ vendors, profiles: [profile], rows: 21, strictKeys: true });
    const server = { spec: mock.specs[0] as Spec, fetch: (request: Request) => mock.fetch(request) };
    expect(wrongs(await run(server, { only: OWN }))).toEqual([]);
  });

  test('a document that says nothing of its pages but where the rows are', async () => {
    const file = await tinyFile((document) => {
      const { get } = document.paths['/notes'];
      get['x-confab'] = { safe: true, collection: 'notes', items: '$response.body#/notes' };
      get.parameters = [];
    });
    const mock = await createMock({ vendors: [file], rows: 21 });
    const result = await run({ spec: mock.specs[0] as Spec, fetch: (request) => mock.fetch(request) });
    expect(wrongs(result)).toEqual([]);
    expect(statesOf(result)).toMatchObject({ 'page-disjoint': 'checked', repeatable: 'checked' });
    expect(statesOf(result)['page-size']).toBe('skipped: not-declared');
  });
});

describe('reach', () => {
  test('the first, a middle, the last page and the one behind it, in three sizes; an empty list', async () => {
    const { server, asked } = counting(await rightServer('gptbots', 237));
    const result = await run(server, { only: OWN });
    expect(wrongs(result)).toEqual([]);
    const pages = asked.map(
      ({ page, page_size: size, user_id: user }) => `${page}/${size}${user ? '!' : ''}`,
    );
    expect(new Set(pages)).toEqual(
      new Set('1/100 2/100 3/100 4/100 1/79 2/79 3/79 4/79 1/10 2/10 13/10 24/10 1/100!'.split(' ')),
    );
    expect(pages.length).toBeLessThan(25);
  });

  test.each<[Vendor | 'chatnio' | 'alibaba', number]>(
    some(
      [
        ['alibaba', 60],
        ['bigmodel', 40],
        // Fifty listed rows are loaded.
        ['chatnio', 65],
        ['cybotstar', 40],
        ['gptbots', 40],
      ],
      2,
    ),
  )('a thousand rows of %s take at most %i requests', async (vendor, most) => {
    const { requests } = await run(await rightServer(vendor, 1000), { only: OWN });
    expect(requests).toBeLessThan(most);
  });
});

describe('a list that is longer than may be walked', () => {
  const long = async (change: Parameters<typeof cutting>[2] = () => {}) =>
    run(cutting('cybotstar', await rightServer('cybotstar', 450), change), { only: ONLY, maxPages: 3 });

  test('is not called whole: its last page is found by its total', async () => {
    const result = await long();
    expect(wrongs(result)).toEqual([]);
    expect(statesOf(result)).toMatchObject({
      total: 'checked',
      'has-more': 'checked',
      'past-the-end': 'checked',
      'page-slices': 'checked',
    });
  });

  test.each(
    some(
      [
        ['total', 'the total is too great', (words: any) => Object.assign(words, { total: 600 })],
        [
          'has-more',
          'the last page says that there is more',
          (words: any) => Object.assign(words, { more: true }),
        ],
      ],
      3,
    ),
  )('%s: %s', async (check, _, change) => {
    const result = await long((cut) => change(cut.words));
    expect(wrongs(result).map((one) => one.split(': ')[0])).toContain(check);
  });

  test('where nothing says how long it is, what was not reached is said', async () => {
    const result = await run(await rightServer('bigmodel', 20_000), { only: ONLY, maxPages: 2 });
    expect(wrongs(result)).toEqual([]);
    expect(statesOf(result)).toMatchObject({
      'has-more': 'skipped: budget',
      'past-the-end': 'skipped: budget',
      'page-slices': 'checked',
    });
  });

  test('a total that cannot be followed is left open', async () => {
    const right = await rightServer('cybotstar', 1000);
    const deep = async (request: Request) => {
      const { page } = await askedOf(request);
      return page > 5 ? Response.json({ code: '999', message: 'too deep' }) : right.fetch(request);
    };
    const result = await run({ ...right, fetch: deep }, { only: ['past-the-end', 'has-more'], maxPages: 3 });
    expect(statesOf(result)).toMatchObject({
      'has-more': 'skipped: budget',
      'past-the-end': 'skipped: budget',
    });
  });
});

describe('a largest page that no document tells', () => {
  test('is found, and the list is walked all the same', async () => {
    const { server, asked } = counting(await rightServer('cybotstar', 237));
    const small = async (request: Request) => {
      const { pagesize } = await askedOf(request);
      return pagesize > 50
        ? Response.json({ code: '000001', message: 'too many' }, { status: 400 })
        : server.fetch(request);
    };
    const only = ['page-slices', 'page-disjoint', 'page-size', 'has-more'];
    const result = await run({ ...server, fetch: small }, { only });
    expect(wrongs(result).filter((one) => !one.startsWith('status'))).toEqual([]);
    expect(statesOf(result)).toMatchObject({ 'page-slices': 'checked', 'has-more': 'checked' });
    expect(asked.map(({ pagesize }) => Number(pagesize))).toContain(10);
  });
});

slowTest('a list that says nothing of its end, and repeats its last page for ever', async () => {
  const file = await tinyFile((document) => {
    const { get } = document.paths['/notes'];
    get['x-confab'].paging = { page: '$request.query.page', size: '$request.query.size' };
    get.responses['200'].content['application/json'].schema = {
      type: 'object',
      required: ['notes'],
      properties: { notes: { type: 'array', items: { $ref: '#/components/schemas/Note' } } },
    };
  });
  const mock = await createMock({ vendors: [file], rows: 200 });
  const spec = mock.specs[0] as Spec;
  const fetch = (request: Request) => mock.fetch(request);
  expect(wrongs(await run({ spec, fetch }))).toEqual([]);
  const clamped = (request: Request) => {
    const url = new URL(request.url);
    const { page, size } = Object.fromEntries(url.searchParams);
    const last = Math.ceil(200 / Number(size ?? 10));
    if (Number(page ?? 1) > last) url.searchParams.set('page', String(last));
    return fetch(new Request(url, request));
  };
  const found = wrongs(await run({ spec, fetch: clamped }, { only: ONLY }));
  expect(found).toEqual(['past-the-end: the page behind the last one has rows']);
  const stuck = withPages(fetch, 'notes', (rows, { page }) => (Number(page) > 2 ? [] : rows));
  expect((await run({ spec, fetch: stuck }, { only: OWN })).requests).toBeLessThan(40);
});

slowTest('ten thousand rows are walked within a second or two', async () => {
  const right = await rightServer('gptbots', 10_000);
  const start = process.cpuUsage();
  const result = await run(right, { only: ['page-disjoint', 'page-size'], maxPages: 101 });
  expect(wrongs(result)).toEqual([]);
  expect(statesOf(result)).toMatchObject({ 'page-disjoint': 'checked', 'page-size': 'checked' });
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(20_000);
});

test('every vendor is looked at', () => {
  expect(builtinNames()).toEqual(['alibaba', 'bigmodel', 'chatnio', 'cybotstar', 'gptbots']);
});
