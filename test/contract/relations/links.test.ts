import { describe, expect, test } from 'vitest';
import { unknownId } from '../../../src/contract/relations/links/unknown.ts';
import { createMock } from '../../../src/mock/create-mock.ts';
import type { Spec } from '../../../src/spec/spec.ts';
import { some } from '../../_some.ts';
import { tinyFile } from '../../_tiny.ts';
import { rightServer, run, type Server, statesOf, wrongs } from './_lists.ts';

const ONLY = ['link-loads', 'link-agrees', 'link-unknown'];

const tinyServer: Promise<Server> = (async () => {
  const file = await tinyFile((document) => {
    const response = document.paths['/notes'].get.responses['200'];
    response.links = { note: { operationId: 'getNote', parameters: { id: '$response.body#/notes/0/id' } } };
  });
  const mock = await createMock({ vendors: [file], rows: 21 });
  return { spec: mock.specs[0] as Spec, fetch: (request: Request) => mock.fetch(request) };
})();

/** Lists whose rows can be loaded one by one: by a path, and by a query in an envelope. */
const SERVERS = {
  tiny: {
    make: () => tinyServer,
    idOf: (url: URL) => /\/notes\/([^/]+)$/.exec(url.pathname)?.[1],
    withId: (url: URL, id: string) => url.href.replace(/[^/]+$/, id),
    title: 'title',
    rowOf: (body: any) => body,
    none: () => Response.json({ problem: 'none' }, { status: 404 }),
    invalid: () => Response.json({ problem: 'id is wrong' }, { status: 400 }),
  },
  chatnio: {
    make: () => rightServer('chatnio', 21),
    idOf: (url: URL) =>
      url.pathname.endsWith('/load') ? (url.searchParams.get('id') ?? undefined) : undefined,
    withId: (url: URL, id: string) => url.href.replace(/id=\d+/, `id=${id}`),
    title: 'name',
    rowOf: (body: any) => body.data,
    none: () => Response.json({ message: 'conversation not found', status: false }),
    invalid: () => Response.json({ message: 'invalid id', status: false }),
  },
};
type Name = keyof typeof SERVERS;

interface Load {
  readonly id: string;
  readonly isKnown: boolean;
  readonly answer: Response;
  readonly body: any;
  /** What the mock says to another id. */
  load(id: string): Promise<Response>;
}

/** A server whose single rows are changed; ids of rows that were loaded before are remembered. */
async function loading(
  name: Name,
  change: (load: Load, known: readonly string[]) => Response | undefined | Promise<Response | undefined>,
): Promise<Server> {
  const { make, idOf, withId, rowOf, title } = SERVERS[name];
  const { spec, fetch } = await make();
  const known: string[] = [];
  return {
    spec,
    async fetch(request) {
      const url = new URL(request.url);
      const id = idOf(url);
      const answer = await fetch(request);
      if (id === undefined) return answer;
      const body = await answer.clone().json();
      const isKnown = rowOf(body)?.[title] !== undefined;
      const load = (other: string) => fetch(new Request(withId(url, other), request));
      const changed = await change({ id, isKnown, answer, body, load }, known);
      if (isKnown) known.push(id);
      return changed ?? answer;
    },
  };
}

const json = (body: any, { status }: Response) => Response.json(body, { status });

describe.each(some(Object.keys(SERVERS) as Name[], 4))('links of %s', (name) => {
  const { none, invalid, rowOf, title } = SERVERS[name];

  test('are right as they are', async () => {
    const result = await run(await loading(name, () => undefined));
    expect(wrongs(result)).toEqual([]);
    const states = statesOf(result);
    expect(ONLY.map((check) => states[check])).toEqual(['checked', 'checked', 'checked']);
  });

  test.each<[string, string, Parameters<typeof loading>[1]]>(
    some(
      [
        [
          'no row can be loaded',
          'link-loads: a row that is listed cannot be loaded',
          ({ isKnown }) => (isKnown ? none() : undefined),
        ],
        [
          'one row cannot be loaded',
          'link-loads: a row that is listed cannot be loaded',
          ({ isKnown }, known) => (isKnown && known.length === 4 ? none() : undefined),
        ],
        [
          'a row is loaded as nothing',
          'link-loads: a row that is listed cannot be loaded',
          ({ isKnown, answer, body }) => {
            if (!isKnown) return undefined;
            return json(name === 'tiny' ? null : { ...body, data: null }, answer);
          },
        ],
        [
          'a row has another title',
          `link-agrees: ${title} of a loaded row is not that of the listed one`,
          ({ isKnown, answer, body }) => {
            if (!isKnown) return undefined;
            rowOf(body)[title] += ' (copy)';
            return json(body, answer);
          },
        ],
        [
          'the same row comes for every id',
          'link-agrees: id of a loaded row is not that of the listed one',
          ({ isKnown, load }, known) => (isKnown && known[0] !== undefined ? load(known[0]) : undefined),
        ],
        [
          'an unknown id loads a row',
          'link-unknown: an id that nothing has is answered with a row',
          ({ isKnown, load }, known) => (isKnown ? undefined : load(known[0] as string)),
        ],
        [
          'an unknown id is invalid',
          'link-unknown: an id that nothing has does not get the documented failure',
          ({ isKnown }) => (isKnown ? undefined : invalid()),
        ],
        [
          'an unknown id gets an empty page',
          'link-unknown: an id that nothing has does not get the documented failure',
          ({ isKnown }) => (isKnown ? undefined : new Response(null, { status: 204 })),
        ],
      ],
      2,
    ),
  )('%s', async (_, expected, change) => {
    expect(wrongs(await run(await loading(name, change), { only: ONLY }))).toContain(expected);
  });

  test.each<[string, 'gone' | 'changed']>(
    some(
      [
        ['a row that is deleted after it was listed', 'gone'],
        ['a row that is changed after it was listed', 'changed'],
      ],
      2,
    ),
  )('%s proves nothing', async (_, what) => {
    const moved = new Set<string>();
    const { spec, fetch } = await loading(name, ({ id, isKnown, answer, body }) => {
      if (!isKnown) return undefined;
      moved.add(id);
      if (what === 'gone') return none();
      rowOf(body)[title] += '!';
      return json(body, answer);
    });
    const { idOf } = SERVERS[name];
    const server = async (request: Request) => {
      const answer = await fetch(request);
      if (idOf(new URL(request.url)) !== undefined) return answer;
      const body: any = await answer.json();
      const items: any[] | undefined = body.notes ?? body.data;
      const rows = (items ?? []).flatMap((row) => {
        if (!moved.has(String(row.id))) return [row];
        return what === 'gone' ? [] : [{ ...row, [title]: `${row[title]}!` }];
      });
      return json(items ? { ...body, [name === 'tiny' ? 'notes' : 'data']: rows } : body, answer);
    };
    const result = await run({ spec, fetch: server }, { only: ONLY, live: true });
    expect(wrongs(result)).toEqual([]);
    const states = statesOf(result);
    expect(states[what === 'gone' ? 'link-loads' : 'link-agrees']).toBe('inconclusive: moving');
  });
});

test('without rows there is nothing to load, and an unknown id is refused all the same', async () => {
  const result = await run(await rightServer('chatnio', 0), { only: ONLY });
  expect(statesOf(result)).toMatchObject({
    'link-loads': 'skipped: no-rows',
    'link-agrees': 'skipped: no-rows',
    'link-unknown': 'checked',
  });
});

test.each<[string, unknown[], unknown, unknown, unknown]>(
  some<[string, unknown[], unknown, unknown, unknown]>(
    [
      ['a number', [1, 2, 3], 3, undefined, 2_000_000_000],
      ['a number at the bound', [99, 100], 100, 100, 98],
      ['hex digits', [], '65940acff94777010aa6b796', undefined, '65940acff94788121bb7c807'],
      ['letters and digits', [], 'conv_Zz9', undefined, 'conv_Gg0'],
      ['what comes round to a known one', ['ab', 'ac'], 'ab', undefined, 'ad'],
      ['nothing to go by', [], '', undefined, undefined],
    ],
    3,
  ),
)('an id that nothing has: %s', (_, known, like, maximum, expected) => {
  expect(unknownId(known as never, like as never, maximum as never)).toBe(expected);
});

describe('how many rows are loaded', () => {
  const loadedOf = async (maxLinks?: number) => {
    const ids = new Set<string>();
    const server = await loading('tiny', ({ id, isKnown }) => {
      if (isKnown) ids.add(id);
      return undefined;
    });
    const { ledger } = await run(server, { only: ONLY, ...(maxLinks !== undefined && { maxLinks }) });
    const entry = ledger.find(({ name }) => name === 'link-loads');
    return { count: ids.size, state: entry?.state, detail: entry?.detail };
  };

  test('every listed row', async () =>
    expect(await loadedOf()).toEqual({ count: 21, state: 'checked', detail: undefined }));

  test('of more than --max-links some from all over the list, and the ledger says so', async () =>
    expect(await loadedOf(8)).toEqual({
      count: 8,
      state: 'checked',
      detail: 'sampled: 8 of 21 listed rows were loaded (--max-links)',
    }));

  test('one row amid others that cannot be loaded is found', async () => {
    const { spec } = await tinyServer;
    const loads: string[] = [];
    const server = await loading('tiny', ({ id }) => {
      loads.push(id);
      return undefined;
    });
    await run(server, { only: ONLY });
    const lost = loads[12] as string;
    const broken = await loading('tiny', ({ id }) => (id === lost ? SERVERS.tiny.none() : undefined));
    expect(wrongs(await run({ spec, fetch: broken.fetch }, { only: ONLY }))).toEqual([
      'link-loads: a row that is listed cannot be loaded',
    ]);
  });
});
