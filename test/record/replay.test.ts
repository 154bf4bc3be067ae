import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { createReplay } from '../../src/create-playback.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Mock } from '../../src/mock/mock.ts';
import type { ReplayOptions } from '../../src/playback-options.ts';
import type { Fixture } from '../../src/record/fixture.ts';
import { specDigest } from '../../src/record/spec-digest.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Replay } from '../../src/to-replay.ts';
import { file, tinyFile } from '../_tiny.ts';
import { closedPort, withServer } from '../cli/_loopback.ts';
import { answerJson, filesOf, fixturesOf, folder, withRecording } from './_recording.ts';

const target = (page: number, size = 10) =>
  `/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=${page}&page_size=${size}`;
const DAY = 86_400_000;
let out: string;
/** Page 1 three times, page 2 once. */
beforeAll(async () => {
  out = await folder();
  let n = 0;
  await withRecording(
    'gptbots',
    (outgoing, incoming) => answerJson({ n: ++n })(outgoing, incoming),
    async ({ url }) => {
      for (const page of [1, 1, 1, 2]) await fetch(url + target(page));
    },
    { out },
  );
});
const open = (options: Partial<ReplayOptions> = {}) =>
  createReplay({ vendors: ['gptbots'], fixtures: [out], env: {}, ...options });
const ask = async (replay: Replay, path: string) => {
  const response = await replay.fetch(replay.url('gptbots') + path);
  return {
    status: response.status,
    cause: response.headers.get('x-confab-cause'),
    ...((await response.json()) as { n?: number; detail?: string; nearest?: any }),
  };
};

describe('identical requests are a sequence', () => {
  test('then the last answer is repeated, and rewind() begins anew', async () => {
    const replay = await open();
    const five = async () => [
      (await ask(replay, target(1))).n,
      (await ask(replay, target(1))).n,
      (await ask(replay, target(1))).n,
      (await ask(replay, target(1))).n,
      (await ask(replay, target(2))).n,
    ];
    expect(await five()).toEqual([1, 2, 3, 3, 4]);
    expect(replay.unused()).toEqual([]);
    replay.rewind();
    expect(replay.unused()).toHaveLength(4);
    expect(await five()).toEqual([1, 2, 3, 3, 4]);
  });

  test('or refused, which is told apart from what was never recorded', async () => {
    const replay = await open({ sequence: true });
    await ask(replay, target(2));
    expect(await ask(replay, target(2))).toMatchObject({
      status: 501,
      cause: 'used-up',
      detail: expect.stringMatching(
        /^GET .*page=2.* was recorded once and is asked for once more. Without --sequence .*npx confabulate record gptbots --url/,
      ),
      recordings: [expect.stringMatching(/\.json$/)],
    });
    for (let n = 0; n < 3; n += 1) await ask(replay, target(1));
    expect((await ask(replay, target(1))).detail).toContain('was recorded 3 times');
  });

  test('in another order of the query, and with a header more, the request is the same', async () => {
    const replay = await open();
    const [path = '', query = ''] = target(2).split('?');
    const response = await replay.fetch(`http://any.example${path}?${query.split('&').reverse().join('&')}`, {
      headers: { 'x-request-id': '7', authorization: 'Bearer any' },
    });
    expect(await response.json()).toEqual({ n: 4 });
  });
});

describe('what was not recorded', () => {
  test('names the nearest recordings, field by field, and the command that would record it', async () => {
    const answer = await ask(await open(), `${target(2, 20)}&user_id=u1`);
    expect(answer).toMatchObject({ status: 501, cause: 'no-such-recording' });
    expect(answer.detail).toMatch(/page_size=20&user_id=u1 was not recorded\. The nearest is .*\.json: /);
    expect(answer.detail).toContain(
      'query page_size is 10 there and 20 here; query user_id is absent there and u1 here.',
    );
    expect(answer.detail).toContain(`To record it: npx confabulate record gptbots --url https://api`);
    expect(answer.detail).toContain(`--out ${out}`);
    expect(answer.nearest.map(({ differences }: any) => differences.length)).toEqual([2, 3]);
    expect(answer.nearest[1].differences).toContain('query page is 1 there and 2 here');
  });

  test('of an operation without any says so', async () => {
    const replay = await createReplay({ vendors: ['gptbots', 'bigmodel'], fixtures: [out] });
    const response = await replay
      .fetch(`${replay.url('bigmodel')}/api/llm-application/open/conversation`, {
        method: 'POST',
        body: '{}',
      })
      .then((one) => one);
    const body = (await response.json()) as any;
    expect([response.status, body.title]).toEqual([
      501,
      expect.stringMatching(/There is no recording|no such operation/),
    ]);
  });

  test('in a body is told with its place', async () => {
    const folderOf = await folder();
    const spec = await tinyFile((document) => {
      document.paths['/notes'].post = {
        operationId: 'search',
        'x-confab': { safe: true },
        responses: { 200: { description: '' } },
      };
    });
    const post = (body: unknown) => ({ method: 'POST', body: JSON.stringify(body) });
    await withRecording(
      spec,
      answerJson({}),
      async ({ url }) => fetch(`${url}/api/notes`, post({ a: { b: [1, 2] }, c: 1 })),
      { out: folderOf },
    );
    const replay = await createReplay({ vendors: [spec], fixtures: [folderOf] });
    const { detail } = (await (
      await replay.fetch(`${replay.url('tiny')}/api/notes`, post({ a: { b: [1, 3] }, d: null }))
    ).json()) as any;
    for (const words of [
      'body /a/b/1 is 2 there and 3 here',
      'body /c is 1 there and absent here',
      'body /d is absent there and null here',
    ])
      expect(detail).toContain(words);
    expect(detail).toContain(`npx confabulate record ${spec} --url https://tiny.example`);
  });

  test('a path that is not there is another matter', async () => {
    await expect(open({ fixtures: [join(out, 'none')] })).rejects.toThrow(
      /^there is no file or folder .*none$/,
    );
  });

  test('is generated with fallback mock, at the frozen time of the newest recording', async () => {
    const replay = await open({ fallback: 'mock', freeze: true, mock: { seed: 3, rows: 5 } });
    const newest = Math.max(...(await fixturesOf(out)).map(({ source }) => Date.parse((source as any).at)));
    expect(replay.recordedAt).toBe(newest);
    const path = target(1, 5).replace('end_time=9', 'end_time=4102444800000');
    const request = (at: Pick<Mock, 'fetch' | 'url'>) =>
      at.fetch(at.url('gptbots') + path, { headers: { authorization: 'Bearer app-any' } });
    const answer = (await (await request(replay)).json()) as any;
    const mock = await createMock({ vendors: ['gptbots'], seed: 3, rows: 5, now: newest });
    expect(answer).toEqual(await (await request(mock)).json());
    expect((await ask(replay, target(2))).n).toBe(4);
    // Also what the spec does not know is the mock's to answer.
    expect((await replay.fetch(`${replay.url()}/nowhere`)).status).toBe(501);
  });

  test('is asked of the real service with fallback upstream, and not recorded', async () => {
    await withServer(
      (incoming, outgoing) => answerJson({ n: 100 })(outgoing, incoming),
      async (url) => {
        const replay = await open({ fallback: 'upstream', url });
        expect([(await ask(replay, target(9))).n, (await ask(replay, target(2))).n]).toEqual([100, 4]);
        expect((await filesOf(out)).size).toBe(4);
      },
    );
    const down = await open({ fallback: 'upstream', url: await closedPort() });
    expect(await ask(down, target(9))).toMatchObject({ status: 502, cause: 'upstream' });
  });

  test('the real service’s address without a use for it is refused', async () => {
    await expect(open({ url: 'https://x.example' })).rejects.toThrow(
      /^url: the real service is asked with --fallback upstream/,
    );
    await expect(open({ fallback: 'upstream' })).rejects.toThrow(/address is missing: --url https:\/\/api/);
  });
});

describe('old recordings', () => {
  const later = { now: () => Date.now() + 2 * DAY };
  test('are played with a warning, or refused', async () => {
    const told: any[] = [];
    const warned = await open({
      ...later,
      expiry: { maxAge: DAY, action: 'warn' },
      tell: (one) => told.push(one),
    });
    expect((await ask(warned, target(2))).n).toBe(4);
    expect(told).toMatchObject([{ what: 'played', isExpired: true }]);
    const refused = await open({ ...later, expiry: { maxAge: DAY, action: 'error' } });
    expect(await ask(refused, target(2))).toMatchObject({
      status: 501,
      cause: 'expired',
      detail: expect.stringMatching(/\.json is of 20.*--max-age/),
    });
    const young = await open({ ...later, expiry: { maxAge: 3 * DAY, action: 'error' } });
    expect((await ask(young, target(2))).n).toBe(4);
  });

  test('are recorded anew, each in its place', async () => {
    const copy = await folder();
    cpSync(out, copy, { recursive: true });
    let n = 100;
    await withServer(
      (incoming, outgoing) => answerJson({ n: ++n })(outgoing, incoming),
      async (url) => {
        const replay = await open({
          fixtures: [copy],
          url,
          now: () => Date.now() + DAY / 2,
          expiry: { maxAge: 0, action: 'record' },
        });
        const old = (await fixturesOf(copy)).map(({ take, request }) => `${take} ${request.url}`);
        expect([(await ask(replay, target(1))).n, (await ask(replay, target(1))).n]).toEqual([101, 102]);
        await replay.close();
        expect((await fixturesOf(copy)).map(({ take, request }) => `${take} ${request.url}`)).toEqual(old);
      },
    );
    const ns = (await fixturesOf(copy)).map(({ response }) => (response.body as any).json.n).sort();
    expect(ns).toEqual([101, 102, 3, 4]);
  });

  test('transcribed examples are as old as their page', async () => {
    const replay = await createReplay({
      expiry: { maxAge: 0, action: 'error' },
      now: () => Date.now() + 1000 * DAY,
    });
    const docs = JSON.parse(
      readFileSync(new URL('../../fixtures/gptbots/listConversations/success.json', import.meta.url), 'utf8'),
    ) as Fixture;
    expect((await replay.fetch(replay.url() + docs.request.url)).status).toBe(200);
  });
});

describe('recordings of another version of the spec', () => {
  test('are told at the start', async () => {
    const copy = await folder();
    cpSync(out, copy, { recursive: true });
    expect((await open({ fixtures: [copy] })).otherSpec).toEqual([]);
    const [name = '', text = ''] =
      [...(await filesOf(copy))].find(([one]) => one.includes('page-2')) ??
      [...(await filesOf(copy))][0] ??
      [];
    writeFileSync(join(copy, name), text.replace(/sha256:[0-9a-f]{64}/, `sha256:${'0'.repeat(64)}`));
    expect((await open({ fixtures: [copy] })).otherSpec).toEqual([join(copy, name)]);
    const all = await open({ profiles: ['gptbots.clamp'] });
    expect(all.otherSpec).toHaveLength(4);
    expect(all.size).toBe(4);
  });

  test('the digest is of the document, whatever the file’s form', async () => {
    const [a, b] = await Promise.all([
      loadSpecs({ vendors: [await tinyFile()] }),
      loadSpecs({ vendors: [await tinyFile()] }),
    ]);
    const [c] = await loadSpecs({
      vendors: [
        await tinyFile((document) => {
          document.info.version = '2';
        }),
      ],
    });
    expect(specDigest(a[0]!)).toBe(specDigest(b[0]!));
    expect(specDigest(c!)).not.toBe(specDigest(a[0]!));
  });
});

describe('x-confab.match', () => {
  const spec = (match: string[]) =>
    tinyFile((document) => {
      document.paths['/notes'].get['x-confab'].match = match;
      document.paths['/notes'].get.parameters.push({
        name: 'X-Tenant',
        in: 'header',
        schema: { type: 'string' },
      });
    });
  test('leaves parts of the query out, and takes headers in', async () => {
    const tiny = await spec(['-$request.query.since', '$request.header.X-Tenant']);
    const copy = await folder();
    await withRecording(
      tiny,
      answerJson({}),
      async ({ url }) => fetch(`${url}/api/notes?page=1&since=5`, { headers: { 'x-tenant': 'a' } }),
      { out: copy },
    );
    const replay = await createReplay({ vendors: [tiny], fixtures: [copy] });
    const status = async (path: string, tenant: string) =>
      (await replay.fetch(`${replay.url('tiny')}${path}`, { headers: { 'x-tenant': tenant } })).status;
    expect([
      await status('/api/notes?page=1&since=9', 'a'),
      await status('/api/notes?page=1', 'a'),
      await status('/api/notes?page=1', 'b'),
      await status('/api/notes?page=2', 'a'),
    ]).toEqual([200, 200, 501, 501]);
  });
});

describe('a replay in tests', () => {
  test('has what a mock has', async () => {
    expectTypeOf<Replay>().toExtend<Omit<Mock, 'listen' | 'scope' | 'defaultScope' | 'reload'>>();
    expectTypeOf<ReturnType<Replay['listen']>>().toEqualTypeOf<ReturnType<Mock['listen']>>();
    const mock: Omit<Mock, 'scope' | 'defaultScope' | 'reload'> = await open();
    const { url, port } = await mock.listen();
    expect([mock.url(), mock.url('gptbots')]).toEqual([url, `${url}/gptbots`]);
    expect(port).toBeGreaterThan(0);
    expect(((await (await fetch(mock.url('gptbots') + target(2))).json()) as any).n).toBe(4);
    await expect(mock.listen()).rejects.toThrow(/already listens/);
    expect(() => mock.url('none')).toThrow(/none is not served; served: gptbots/);
    await mock.close();
    await expect(fetch(url + target(2))).rejects.toThrow();
    await mock.close();
  });

  test('without a folder of its own has the vendors’ documented examples', async () => {
    const replay = await createReplay();
    expect(replay.size).toBeGreaterThan(30);
    expect(replay.specs).toHaveLength(5);
  });

  test('plays single files, and those of a spec of one’s own', async () => {
    const tiny = await tinyFile();
    const copy = await folder();
    await withRecording(tiny, answerJson({ own: true }), async ({ url }) => fetch(`${url}/api/notes/7`), {
      out: copy,
    });
    const [name = ''] = (await filesOf(copy)).keys();
    const replay = await createReplay({ specs: [tiny], fixtures: [join(copy, name), out] });
    expect(replay.size).toBe(5);
    expect(await (await replay.fetch(`${replay.url('tiny')}/api/notes/7`)).json()).toEqual({ own: true });
    await expect(createReplay({ fixtures: [copy] })).rejects.toThrow(
      /it is of the vendor tiny, which has no spec here.*Name the OpenAPI document/,
    );
  });

  test('a file that is broken after the start is a fault of the file, not an answer of the vendor', async () => {
    const copy = await folder();
    cpSync(out, copy, { recursive: true });
    const replay = await open({ fixtures: [copy] });
    for (const name of (await filesOf(copy)).keys()) writeFileSync(join(copy, name), '{');
    expect(await ask(replay, target(1))).toMatchObject({
      status: 500,
      cause: 'recorder',
      detail: expect.stringContaining('it is not JSON'),
    });
  });

  test('of a path in an overlay’s spec', async () => {
    const overlay = await file('mine.yaml', {
      overlay: '1.0.0',
      info: { title: 'x', version: '1' },
      extends: 'gptbots.yaml',
      actions: [{ target: '$.info', update: { version: 'mine' } }],
    });
    expect((await open({ overlays: [overlay] })).otherSpec).toHaveLength(4);
  });
});
