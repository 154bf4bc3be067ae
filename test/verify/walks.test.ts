import { describe, expect, test } from 'vitest';
import { some } from '../_some.ts';
import { type Edit, type IncomingRequest, WALK } from './_recorded.ts';
import { verified } from './_verified.ts';

const body = (fixture: any) => fixture.response.body.json;

describe('recorded pages of a whole walk', () => {
  test('are right as they are, and cover what they show', async () => {
    const { found, notes, stateOf } = await verified(WALK);
    expect(found).toEqual([]);
    expect(notes).toEqual([]);
    for (const check of ['page-size', 'page-disjoint', 'total', 'has-more', 'page-echo', 'order'])
      expect([check, stateOf(check)]).toEqual([check, 'checked']);
    expect(stateOf('200', 'status')).toBe('checked');
    expect(stateOf('query/page', 'parameter')).toBe('checked');
    expect(stateOf('200/notes/*/title', 'property')).toBe('checked');
    expect(stateOf('query/kind', 'parameter')).toBe('skipped not-reached no fixture covers it');
    expect(stateOf('past-the-end')).toBe('skipped not-reached no fixture covers it');
    expect(stateOf('repeatable')).toBe('skipped not-provoked it takes requests of its own: confab check');
  });

  test.each<[string, string, Edit, string[]]>(
    some<[string, string, Edit, string[]]>(
      [
        ['the total of one page', '2', (one) => (body(one).total = 24), ['error total /total 2']],
        ['the total of the first page', '1', (one) => (body(one).total = 24), ['error total /total 1']],
        ['the total of the last page', '3', (one) => (body(one).total = 22), ['error total /total 3']],
        ['the flag of the first page', '1', (one) => (body(one).more = false), ['error has-more /more 1']],
        ['the flag of the last page', '3', (one) => (body(one).more = true), ['error has-more /more 3']],
        ['the page that is shown', '2', (one) => (body(one).page = 3), ['error page-echo /page 2']],
        ['two rows that changed places', '2', (one) => body(one).notes.reverse(), ['error order /notes/1 2']],
        [
          'a row that was taken out',
          '2',
          (one) => body(one).notes.pop(),
          ['error page-size /notes 2', 'error total /total 1 2 3'],
        ],
        [
          'the kind of a value',
          '3',
          (one) => (body(one).notes[1].stars = 'many'),
          ['error schema /notes/1/stars 3'],
        ],
      ],
      4,
    ),
  )('name what was edited: %s', async (_, name, edit, expected) => {
    expect((await verified(WALK, { [name]: edit })).found).toEqual(expected);
  });

  test.each<[string, string[]]>(
    some<[string, string[]]>(
      [
        ['alone', ['/api/notes?page=9&size=10']],
        ['without a size', ['/api/notes?page=9']],
        ['two of them', ['/api/notes?page=8&size=10', '/api/notes?page=9&size=10']],
        ['behind a page in the middle', ['/api/notes?page=2&size=10', '/api/notes?page=9&size=10']],
        ['behind the last page', ['/api/notes?page=3&size=10', '/api/notes?page=9&size=10']],
        ['behind the first page', ['/api/notes?page=1&size=10', '/api/notes?page=9&size=10']],
        ['with another size than the others', ['/api/notes?page=1&size=10', '/api/notes?page=9&size=7']],
      ],
      3,
    ),
  )('a page past the end breaks nothing, %s', async (_, paths) => {
    expect((await verified(paths)).found).toEqual([]);
  });

  test('name a row that stands on two pages', async () => {
    let row: unknown;
    const { found } = await verified(WALK, {
      '1': (one) => (row = body(one).notes[9]),
      '2': (one) => body(one).notes.splice(0, 1, row),
    });
    expect(found).toEqual(['error page-disjoint  2']);
  });

  test('are found in any order of their files, and by what they ask, not by their takes', async () => {
    const [first, second, third] = WALK as [string, string, string];
    const { found, stateOf } = await verified([third, first, second]);
    expect(found).toEqual([]);
    expect(stateOf('total')).toBe('checked');
  });

  test('are two walks where a client walked twice, and none breaks the other', async () => {
    const { found } = await verified([...WALK, ...WALK]);
    expect(found).toEqual([]);
  });

  test('are not mixed with those of another filter, or of another page size', async () => {
    const others = [1, 2].map((page) => `/api/notes?page=${page}&size=7`);
    const { found } = await verified([...WALK, ...others, '/api/notes?page=1&size=10&kind=a']);
    expect(found).toEqual([]);
  });

  test('are not mixed with those of another day', async () => {
    let row: unknown;
    const { found } = await verified(WALK, {
      '1': (one) => {
        row = body(one).notes[9];
        one.source.at = '2026-05-30T08:00:00.000Z';
      },
      '2': (one) => body(one).notes.splice(0, 1, row),
    });
    expect(found).toEqual([]);
  });

  test('take no part when they were transcribed', async () => {
    const { found, stateOf } = await verified(WALK, {
      '1': documented,
      '2': (one) => {
        documented(one);
        body(one).total = 99;
      },
      '3': documented,
    });
    expect(found).toEqual([]);
    expect(stateOf('total')).toBe('skipped not-reached no fixture covers it');
  });
});

describe('pages that are not there', () => {
  test.each<[string, string[], string]>([
    ['the last', WALK.slice(0, 2), 'what follows page 2'],
    ['the first', WALK.slice(1), 'page 1'],
    ['one between', [WALK[0] as string, WALK[2] as string], 'page 2'],
    ['all but one', [WALK[1] as string], 'page 1'],
  ])('are told, and break nothing: %s', async (_, paths, missing) => {
    const { found, notes, stateOf } = await verified(paths);
    expect(found).toEqual([]);
    expect(stateOf('total')).toContain('skipped not-reached no fixture covers it: ');
    expect(notes).toEqual([expect.stringContaining(`${missing} is not recorded`)]);
  });

  test.each<[string, Edit, string]>([
    ['its flag', (one) => (body(one).more = false), 'error has-more /more 1'],
    ['the page that is shown', (one) => (body(one).page = 7), 'error page-echo /page 1'],
    ['its last row', (one) => body(one).notes.pop(), 'error page-size /notes 1'],
  ])('leave what a page says of itself: %s', async (_, edit, expected) => {
    const { found } = await verified([WALK[0] as string], { '1': edit });
    expect(found).toContain(expected);
  });

  test('are no reason that would explain what was not looked at', async () => {
    const { stateOf } = await verified([WALK[0] as string]);
    expect(stateOf('has-more')).toBe('skipped not-reached no fixture covers it: there was but one page');
  });

  test('do not hide that a row comes twice', async () => {
    let row: unknown;
    const { found } = await verified([WALK[0] as string, WALK[2] as string], {
      '1': (one) => (row = body(one).notes[2]),
      '2': (one) => (body(one).notes[1] = row),
    });
    expect(found).toContain('error page-disjoint  2');
  });
});

describe('a list', () => {
  test('without rows shows what is documented of one', async () => {
    const { found, stateOf } = await verified(['/api/notes?page=1&size=10'], {}, { rows: 0 });
    expect(found).toEqual([]);
    expect(stateOf('empty-list')).toBe('checked');
  });

  test('has a page behind its last one', async () => {
    const { found, stateOf } = await verified([...WALK, '/api/notes?page=4&size=10']);
    expect(found).toEqual([]);
    expect(stateOf('past-the-end')).not.toContain('no fixture covers it');
  });

  test('stands in the order that was asked for', async () => {
    const asked = '/api/notes?page=1&size=50&sort=stars&direction=asc';
    expect((await verified([asked])).stateOf('order-request')).toBe('checked');
    const { found } = await verified([asked], { '1': (one) => body(one).notes.reverse() });
    expect(found).toEqual([expect.stringContaining('error order-request /notes/')]);
  });
});

describe('what a list shows of its paging besides', () => {
  const shows = (paging: object, name: string, schema: object) => (document: any) => {
    const { get } = document.paths['/notes'];
    Object.assign(get['x-confab'].paging, paging);
    get.responses['200'].content['application/json'].schema.properties[name] = schema;
  };

  test('the number of pages', async () => {
    const document = shows({ pages: '$response.body#/pages' }, 'pages', { type: 'integer' });
    expect((await verified(WALK, {}, { document })).found).toEqual([]);
    const { found } = await verified(WALK, { '2': (one) => (body(one).pages = 4) }, { document });
    expect(found).toEqual(['error page-count /pages 2']);
  });

  test('a total that is only counted when it is asked for', async () => {
    const document = (one: any) => {
      const { get } = one.paths['/notes'];
      get['x-confab'].paging.total = ['$response.body#/total', '$request.query.count'];
      get.parameters.push({ name: 'count', in: 'query', schema: { type: 'boolean', default: false } });
    };
    const { found, stateOf } = await verified(WALK, {}, { document });
    expect(found).toEqual([]);
    expect(stateOf('total')).toBe('skipped not-reached no fixture covers it');
    const counted = await verified(
      WALK.map((path) => `${path}&count=true`),
      { '2': (one) => (body(one).total = 5) },
      { document },
    );
    expect(counted.found).toEqual(['error total /total 2']);
  });
});

describe('pages that tokens lead to', () => {
  const first = '/api/notes?size=10';
  const next: IncomingRequest = (before) => `${first}&cursor=${encodeURIComponent(before.next)}`;
  const document = (one: any) => {
    const { get } = one.paths['/notes'];
    get.parameters[0] = { name: 'cursor', in: 'query', schema: { type: 'string' } };
    const { paging } = get['x-confab'];
    delete paging.page;
    paging.next = ['$request.query.cursor', '$response.body#/next', '$response.body#/more'];
    paging.cursor = 'page';
    const { schema } = get.responses['200'].content['application/json'];
    schema.required = ['notes', 'total', 'more'];
    delete schema.properties.page;
    schema.properties.next = { type: ['string', 'null'] };
  };

  test('are right as they are', async () => {
    const { found, notes, stateOf } = await verified([first, next, next], {}, { document });
    expect(found).toEqual([]);
    expect(notes).toEqual([]);
    for (const check of ['page-disjoint', 'total', 'has-more', 'token'])
      expect([check, stateOf(check)]).toEqual([check, 'checked']);
  });

  test.each<[string, string, Edit, string]>([
    ['the last page has a token', '3', (one) => (body(one).next = 'more'), 'error token /next 3'],
    [
      'the flag of a page that a token leads to',
      '2',
      (one) => (body(one).more = false),
      'error has-more /more 2',
    ],
  ])('name what was edited: %s', async (_, name, edit, expected) => {
    const { found } = await verified([first, next, next], { [name]: edit }, { document });
    expect(found).toContain(expected);
  });

  test('are right where one was asked for twice', async () => {
    let path = '';
    const second: IncomingRequest = (before) => {
      path = (next as (before: any) => string)(before);
      return path;
    };
    const { found, notes } = await verified([first, second, () => path, next], {}, { document });
    expect(found).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('what follows page 2 is not recorded')]);
  });

  test('say little without their beginning, and are not broken for it', async () => {
    let row: unknown;
    const edits: Record<string, Edit> = { '1': (one) => (one.source.at = '2026-05-01T08:00:00.000Z') };
    const { found, notes } = await verified([first, next, next], edits, { document });
    expect(found).toEqual([]);
    expect(notes).toEqual([
      expect.stringContaining('what follows page 1 is not recorded'),
      expect.stringContaining('its first page is not recorded'),
    ]);
    const twice = await verified(
      [first, next, next],
      {
        ...edits,
        '2': (one) => (row = body(one).notes[0]),
        '3': (one) => (body(one).notes[0] = row),
      },
      { document },
    );
    expect(twice.found).toContain('error page-disjoint  3');
  });
});

function documented(fixture: any): void {
  fixture.source = {
    kind: 'documentation',
    page: 'https://tiny.example/docs',
    read: '2026-06-01',
    origin: fixture.source.origin,
  };
}
