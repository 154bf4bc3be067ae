import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { RunError, SpecError, UsageError } from '../../src/errors.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Mock, MockOptions } from '../../src/mock/mock.ts';
import { draftOf, toRequest } from '../_draft.ts';
import { some } from '../_some.ts';
import { file, tinyDocument, tinyFile } from '../_tiny.ts';
import { reply } from './_reply.ts';

const thrownBy = async (work: () => unknown): Promise<Error> => {
  try {
    await work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
};

const mock = await createMock();
const BIGMODEL = '/api/paas/v4/assistant/conversation/list';
const GPTBOTS = '/v1/bot/conversation/page';
const ALIBABA = '/api/v1/modelRouter/open/conversations';

describe('what nobody declared is a 501 that helps', () => {
  test.each<[string, string, string, string, RegExp]>(
    some<[string, string, string, string, RegExp]>(
      [
        ['a slash too much', 'GET', `${GPTBOTS}/`, `GET ${GPTBOTS}`, /Leave out the slash at the end/],
        [
          'a slash too much below the mount',
          'GET',
          `/gptbots${GPTBOTS}/`,
          `GET /gptbots${GPTBOTS}`,
          /Leave out the slash/,
        ],
        [
          'a missing /api',
          'POST',
          '/paas/v4/assistant/conversation/list',
          `POST ${BIGMODEL}`,
          /Put \/api in front of the path/,
        ],
        [
          'a missing /api/v1',
          'GET',
          '/modelRouter/open/conversations',
          `GET ${ALIBABA}`,
          /Put \/api\/v1 in front of the path/,
        ],
        [
          'a prefix too much',
          'GET',
          `/v2${GPTBOTS}`,
          `GET ${GPTBOTS}`,
          /Leave out \/v2 in front of the path/,
        ],
        [
          'the wrong method',
          'POST',
          GPTBOTS,
          `GET ${GPTBOTS}`,
          /The path is right: send GET instead of POST/,
        ],
        ['a GET where a POST belongs', 'GET', BIGMODEL, `POST ${BIGMODEL}`, /send POST instead of GET/],
        ['capitals', 'GET', '/v1/Bot/Conversation/Page', `GET ${GPTBOTS}`, /Mind upper and lower case/],
        ['a word misspelt', 'GET', '/v1/bots/conversations/page', `GET ${GPTBOTS}`, /keep the vendor's path/],
        ['a path that has nothing to do with it', 'GET', '/favicon.ico', '', /The nearest operation is/],
      ],
      4,
    ),
  )('%s', async (_, method, path, nearest, advice) => {
    const { status, headers, body } = await reply(mock.fetch(`http://mock${path}?x=1`, { method }));
    expect(status).toBe(501);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.get('x-confab-cause')).toBe('no-such-operation');
    expect(body).toMatchObject({ title: 'This mock has no such operation', status: 501 });
    expect(body.request).toBe(`${method} ${path}`);
    expect(body.detail).toMatch(advice);
    expect(body.nearest.length).toBeGreaterThan(0);
    if (nearest !== '') {
      expect(body.nearest[0]).toBe(nearest);
      expect(body.detail).toContain(nearest);
    }
  });

  test('a slash too little, where the spec does not say what then', async () => {
    const tiny = await createMock({
      vendors: [
        await tinyFile((d) => {
          d.paths['/notes/'] = d.paths['/notes'];
          delete d.paths['/notes'];
        }),
      ],
    });
    const { body } = await reply(tiny.fetch('http://mock/api/notes'));
    expect(body.detail).toMatch(/GET \/api\/notes\/ .*Add the slash at the end/);
  });

  test.each<[string, string, string, string[], string[]]>([
    [
      'a vendor alone',
      'GET',
      '/chatnio',
      ['/chatnio/conversation/list', '/chatnio/conversation/load'],
      ['/chatnio/conversation/list', '/chatnio/conversation/load'],
    ],
    [
      'the path of another vendor',
      'GET',
      `/gptbots${BIGMODEL}`,
      [`/gptbots${GPTBOTS}`],
      [`/gptbots${GPTBOTS}`],
    ],
    ['a word misspelt', 'GET', '/gptbots/v1/bots/list', [`/gptbots${GPTBOTS}`], [`/gptbots${GPTBOTS}`]],
    ['the wrong method', 'DELETE', `/gptbots${GPTBOTS}`, [`/gptbots${GPTBOTS}`], [`/gptbots${GPTBOTS}`]],
  ])(
    'below a vendor, %s: only its own operations, each once',
    async (_, method, path, nearest, operations) => {
      const { status, body } = await reply(mock.fetch(`http://mock${path}`, { method }));
      expect(status).toBe(501);
      expect(body.nearest.map((one: string) => one.split(' ')[1]).sort()).toEqual(nearest);
      expect(body.operations.map((one: string) => one.split(' ')[1])).toEqual(operations);
    },
  );

  test('preflights, redirects and what a vendor refuses anyway are no operations to be named', async () => {
    const { body } = await reply(mock.fetch('http://mock/conversation/lists'));
    expect(body.nearest.slice(0, 2)).toEqual(['GET /conversation/list', 'GET /conversation/load']);
  });

  test('the wrong method on a path with a parameter', async () => {
    const tiny = await createMock({ vendors: [await tinyFile()] });
    const { body } = await reply(
      tiny.fetch('http://mock/api/notes/some-id-that-is-long', { method: 'POST' }),
    );
    expect(body.detail).toMatch(/GET \/api\/notes\/\{id\} .*The path is right: send GET instead of POST/);
  });

  test.each(['PUT', 'DELETE', 'PATCH', 'QUERY'])('%s too', async (method) => {
    expect((await mock.fetch(`http://mock${GPTBOTS}`, { method })).status).toBe(501);
  });
});

describe('every answer says whose it is', () => {
  const operations = mock.specs.flatMap((spec) => spec.operations.map((operation) => ({ spec, operation })));
  test.each(
    some(
      operations.map((one) => [`${one.spec.name}.${one.operation.id}`, one] as const),
      4,
    ),
  )(
    '%s: operation and seed in its headers, and the same body at the root and below the mount',
    async (name, { spec, operation }) => {
      const draft = draftOf(spec, operation);
      const below = await reply(mock.fetch(await toRequest(spec, operation, draft)));
      expect(below.headers.get('x-confab-operation')).toBe(name);
      expect(below.headers.get('x-confab-seed')).toBe('1');
      const bare = { ...draft, path: draft.path.slice(spec.name.length + 1) };
      const root = await reply(mock.fetch(await toRequest(spec, operation, bare)));
      expect(root.headers.get('x-confab-operation')).toBe(name);
      expect([root.status, root.headers.get('content-type')]).toEqual([
        below.status,
        below.headers.get('content-type'),
      ]);
      // Signed requests differ in their ids; redirects lead to their own mount.
      if (spec.name === 'alibaba') expect(root.body.data).toEqual(below.body.data);
      else if (below.status !== 301) expect(root.text).toBe(below.text);
    },
  );

  test('a refusal names its cause, its parameter and the rule', async () => {
    const { headers } = await mock.fetch(`http://mock${GPTBOTS}?page=x&page_size=1&start_time=0`, {
      headers: { authorization: 'Bearer k' },
    });
    expect(headers.get('x-confab-cause')).toBe('missing-parameter; conversation_type is missing');
    expect(headers.get('x-confab-operation')).toBe('gptbots.listConversations');
    expect(headers.get('x-confab-seed')).toBe('1');
  });

  test('a cause stays on one line of plain letters, whatever was sent', async () => {
    const query = 'conversation_type=%0D%0Aset-cookie:x%E6%B5%8B&start_time=0&end_time=1&page=1&page_size=1';
    const { headers } = await mock.fetch(`http://mock${GPTBOTS}?${query}`, {
      headers: { authorization: 'Bearer k' },
    });
    expect(headers.get('x-confab-cause')).toMatch(/^invalid-parameter; conversation_type [\x20-\x7e]+$/);
    expect(headers.get('set-cookie')).toBeNull();
  });

  test('a success has no cause', async () => {
    const { headers } = await mock.fetch('http://mock/conversation/list');
    expect(headers.get('x-confab-cause')).not.toBeNull();
    const key = `sk-${'a'.repeat(64)}`;
    const fine = await mock.fetch('http://mock/conversation/list', { headers: { authorization: key } });
    expect(fine.headers.get('x-confab-cause')).toBeNull();
  });

  test('the seed is the one asked for', async () => {
    const other = await createMock({ vendors: [await tinyFile()], seed: -42 });
    expect((await other.fetch('http://mock/api/notes')).headers.get('x-confab-seed')).toBe('-42');
  });
});

describe('HTTP', () => {
  test('HEAD is GET without the body', async () => {
    const tiny = await createMock({ vendors: [await tinyFile()] });
    const get = await reply(tiny.fetch('http://mock/api/notes?page=2'));
    const head = await reply(tiny.fetch('http://mock/api/notes?page=2', { method: 'HEAD' }));
    expect([head.status, head.text]).toEqual([200, '']);
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(get.headers));
  });

  test.each([
    ['just within 1 MiB', 1_048_576, 200],
    ['one byte more', 1_048_577, 413],
  ])('a body %s', async (_, length, status) => {
    const start = '{"assistant_id":"65940acff94777010aa6b796","x":"';
    const body = `${start}${'x'.repeat(length - start.length - 2)}"}`;
    const answer = await reply(
      mock.fetch(`http://mock${BIGMODEL}`, {
        method: 'POST',
        body,
        headers: {
          authorization: 'Bearer a.b',
          'content-type': 'application/json',
          'content-length': `${length}`,
        },
      }),
    );
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-confab-operation')).toBe('bigmodel.listConversations');
    if (status === 413) {
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.body.detail).toContain('1048576');
    }
  });
});

describe('two specs with one path', () => {
  test('are a SpecError that names both files', async () => {
    const [one, two] = [await file('one.yaml', tinyDocument()), await file('two.yaml', tinyDocument())];
    const error = await thrownBy(() => createMock({ vendors: [one, two] }));
    expect(error).toBeInstanceOf(SpecError);
    expect(error.message).toMatch(/GET \/api\/notes is claimed twice: by one .*one\.yaml.* and by two/s);
    expect(error.message).toContain('two.yaml');
    expect((error as SpecError).pointer).toBe('/paths/~1notes/get');
  });

  test('also where only the names of their parameters differ', async () => {
    const one = await file(
      'one.yaml',
      tinyDocument((d) => delete d.paths['/notes']),
    );
    const two = await file(
      'two.yaml',
      tinyDocument((d) => {
        const item = d.paths['/notes/{id}'];
        item.get.parameters[0].name = 'note';
        item.get['x-confab'].filters.id.equals = '$request.path.note';
        d.paths = { '/notes/{note}': item };
      }),
    );
    expect(await thrownBy(() => createMock({ vendors: [one, two] }))).toBeInstanceOf(SpecError);
  });

  test('with servers of their own stand side by side', async () => {
    const one = await file('one.yaml', tinyDocument());
    const two = await file(
      'two.yaml',
      tinyDocument((d) => (d.servers = [{ url: 'https://two.example/v2' }])),
    );
    const both = await createMock({ vendors: [one, two] });
    const name = async (path: string) =>
      (await both.fetch(`http://mock${path}`)).headers.get('x-confab-operation');
    expect(await name('/api/notes')).toBe('one.listNotes');
    expect(await name('/v2/notes')).toBe('two.listNotes');
    expect(await name('/two/v2/notes')).toBe('two.listNotes');
    expect(await name('/two/api/notes')).toBeNull();
  });
});

describe('options', () => {
  const note = (id: string, written: number) => ({ id, title: id, written, stars: 1 });
  test.each<[string, (name: string) => MockOptions, string[], string[]]>([
    ['rows for all', () => ({ rows: 0 }), [], []],
    ['rows of a vendor', () => ({ rows: { tiny: [note('a', 1), note('b', 2)] } }), ['b', 'a'], ['a', 'b']],
    ['rows of a collection', () => ({ rows: { 'tiny.notes': [note('a', 1)], tiny: 7 } }), ['a'], ['a']],
  ])('%s', async (_, options, descending, ascending) => {
    const tiny = await createMock({ vendors: [await tinyFile()], ...options('tiny') });
    const ids = async (query: string) =>
      (await reply(tiny.fetch(`http://mock/api/notes${query}`))).body.notes.map((one: any) => one.id);
    expect(await ids('')).toEqual(descending);
    expect(await ids('?direction=asc')).toEqual(ascending);
  });

  test.each<[string, MockOptions, RegExp]>(
    some<[string, MockOptions, RegExp]>(
      [
        [
          'a vendor that there is not',
          { vendors: ['openai'] },
          /there is no vendor openai; built in: alibaba, bigmodel/,
        ],
        [
          'a profile that there is not',
          { profiles: ['gptbots.x'] },
          /there is no profile gptbots\.x; built in: alibaba\./,
        ],
        [
          'a profile of a vendor that is not served',
          { vendors: ['gptbots'], profiles: ['bigmodel.live'] },
          /bigmodel\.live is for bigmodel, which is not served here/,
        ],
        ['half a seed', { seed: 1.5 }, /seed: 1\.5 is not a whole number/],
        ['a seed too great to be exact', { seed: 2 ** 53 }, /seed: 9007199254740992 is not a whole number/],
        ['no seed', { seed: Number.NaN }, /seed: NaN/],
        ['negative rows', { rows: -1 }, /rows: -1 is not a whole number from 0 to 1000000000/],
        ['half a row', { rows: 1.5 }, /rows: 1\.5 is not/],
        ['too many rows', { rows: 1_000_000_001 }, /rows: 1000000001 is not/],
        ['negative rows of a vendor', { rows: { gptbots: -1 } }, /rows: -1 is not/],
        ['rows of nobody', { rows: { openai: 1 } }, /rows: openai is not served; served: alibaba, bigmodel/],
        ['rows of no collection', { rows: { 'gptbots.notes': 1 } }, /rows: gptbots\.notes is not served/],
        [
          'rows that are a text',
          { rows: { gptbots: '5' as never } },
          /gptbots: rows must be a list of objects, not "5"/,
        ],
        [
          'rows that are an object',
          { rows: { gptbots: {} as never } },
          /gptbots: rows must be a list of objects/,
        ],
        [
          'a row that is a number',
          { rows: { gptbots: [{}, 7 as never] } },
          /gptbots: row 1 is 7, not an object/,
        ],
        [
          'a row that is null',
          { rows: { gptbots: [null as never] } },
          /gptbots: row 0 is null, not an object/,
        ],
        ['keys of nobody', { keys: { openai: ['k'] } }, /keys: openai is not served; served: alibaba/],
      ],
      4,
    ),
  )('%s: a sentence', async (_, options, message) => {
    const error = await thrownBy(() => createMock(options));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toMatch(message);
  });

  test('a file that there is not is a SpecError with its name', async () => {
    const error = await thrownBy(() => createMock({ vendors: ['./nowhere.yaml'] }));
    expect(error).toBeInstanceOf(SpecError);
    expect(error.message).toMatch(/nowhere\.yaml: there is no such file/);
  });

  test('two files of one name', async () => {
    const error = await thrownBy(async () => createMock({ vendors: [await tinyFile(), await tinyFile()] }));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toMatch(/would both be served as \/tiny; rename one of the files/);
  });

  test('a vendor named twice is served once', async () => {
    expect((await createMock({ vendors: ['gptbots', 'gptbots'] })).specs).toHaveLength(1);
  });
});

describe('a port', () => {
  test('leaves the global classes of its process alone', async () => {
    const { Request: request, Response: response } = globalThis;
    const mock = await createMock({ vendors: ['gptbots'] });
    await mock.listen();
    expect([globalThis.Request, globalThis.Response]).toEqual([request, response]);
    await mock.close();
  });

  const get = (mock: Mock, url: string) => fetch(`${url}${new URL(mock.url('tiny')).pathname}/api/notes`);

  test('serves what fetch answers; closed it is free, and can be opened again', async () => {
    const tiny = await createMock({ vendors: [await tinyFile()] });
    expect(tiny.url()).toBe('http://confab.localhost');
    expect(tiny.url('tiny')).toBe('http://confab.localhost/tiny');
    const inside = await reply(tiny.fetch('http://mock/tiny/api/notes'));

    const { url, port } = await tiny.listen();
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect([tiny.url(), tiny.url('tiny')]).toEqual([url, `${url}/tiny`]);
    expect((await reply(get(tiny, url))).text).toBe(inside.text);
    const twice = await thrownBy(() => tiny.listen());
    expect(twice).toBeInstanceOf(UsageError);
    expect(twice.message).toContain(`already listens on ${url}; close it first`);

    await tiny.close();
    expect(tiny.url()).toBe('http://confab.localhost');
    await expect(get(tiny, url)).rejects.toThrow();
    await tiny.close();

    const again = await tiny.listen({ port });
    expect(again.port).toBe(port);
    expect((await reply(get(tiny, again.url))).text).toBe(inside.text);
    await tiny.close();
  });

  test.each([
    ['that is taken', undefined, /port \d+ on 127\.0\.0\.1 is taken; choose another/],
    ['on an address of another machine', '203.0.113.1', /203\.0\.113\.1 is not an address of this machine/],
  ])('%s is a sentence, and another can be opened after it', async (_, host, message) => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    const tiny = await createMock({ vendors: [await tinyFile()] });
    const error = await thrownBy(() => tiny.listen({ port, ...(host !== undefined && { host }) }));
    expect(error).toBeInstanceOf(RunError);
    expect(error.message).toMatch(message);
    expect((await tiny.listen()).port).toBeGreaterThan(0);
    await tiny.close();
    other.close();
  });

  test('close without listen is fine, and url knows only who is served', async () => {
    const tiny = await createMock({ vendors: [await tinyFile()] });
    await tiny.close();
    expect(() => tiny.url('gptbots')).toThrow(/url: gptbots is not served; served: tiny/);
  });
});
