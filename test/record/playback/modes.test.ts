import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRecording } from '../../../src/create-playback.ts';
import { MODE_NAMES, type Mode } from '../../../src/record/playback/modes.ts';
import { some } from '../../_some.ts';
import { tinyFile } from '../../_tiny.ts';
import { closedPort } from '../../cli/_loopback.ts';
import {
  type Answer,
  answerJson,
  filesOf,
  fixturesOf,
  folder,
  type Stage,
  withRecording,
} from '../_recording.ts';

const TARGET = '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=1&page_size=10';
const OTHER = TARGET.replace('page=1', 'page=2');
/** Says which answer it is. */
const counting = (first = 0): Answer => {
  let n = first;
  return (outgoing) => {
    n += 1;
    answerJson({ n })(outgoing, outgoing.req);
  };
};
const get = async (url: string) => {
  const response = await fetch(url);
  const text = await response.text();
  return {
    status: response.status,
    cause: response.headers.get('x-confab-cause'),
    text,
    n: (() => {
      try {
        return JSON.parse(text).n as number;
      } catch {
        return undefined;
      }
    })(),
  };
};
/** A folder in which the request is recorded so often. */
async function recorded(times: number): Promise<string> {
  const out = await folder();
  await withRecording(
    'gptbots',
    counting(),
    async ({ url }) => {
      for (let n = 0; n < times; n += 1) await get(url + TARGET);
    },
    { out },
  );
  return out;
}
const ns = async (out: string) =>
  (await fixturesOf(out))
    .sort((a, b) => a.take - b.take)
    .map(({ response }) => (response.body as any).json.n);

describe('a request', () => {
  const ROWS: [
    Mode,
    isThere: boolean,
    isUp: boolean,
    status: number,
    what: string,
    asked: number,
    files: number,
  ][] = [
    ['all', false, true, 200, 'recorded', 1, 1],
    ['all', false, false, 502, 'refused', 0, 0],
    ['all', true, true, 200, 'recorded', 1, 1],
    ['all', true, false, 502, 'refused', 0, 1],
    ['missing', false, true, 200, 'recorded', 1, 1],
    ['missing', false, false, 502, 'refused', 0, 0],
    ['missing', true, true, 200, 'played', 0, 1],
    ['missing', true, false, 200, 'played', 0, 1],
    ['replay', false, true, 501, 'refused', 0, 0],
    ['replay', false, false, 501, 'refused', 0, 0],
    ['replay', true, true, 200, 'played', 0, 1],
    ['replay', true, false, 200, 'played', 0, 1],
    ['through', false, true, 200, 'passed', 1, 0],
    ['through', false, false, 502, 'refused', 0, 0],
    ['through', true, true, 200, 'played', 0, 1],
    ['through', true, false, 200, 'played', 0, 1],
    ['compare', false, true, 501, 'refused', 0, 0],
    ['compare', false, false, 501, 'refused', 0, 0],
    ['compare', true, true, 200, 'played', 1, 1],
    ['compare', true, false, 502, 'refused', 0, 1],
  ];
  test('is tried in every mode', () => {
    expect([...new Set(ROWS.map(([mode]) => mode))].sort()).toEqual([...MODE_NAMES].sort());
  });
  test.each(some(ROWS, 4))(
    'mode %s, recorded %s, service up %s: %d, %s',
    async (mode, isThere, isUp, status, what, asks, files) => {
      const out = isThere ? await recorded(1) : await folder();
      const url = isUp ? {} : { url: await closedPort() };
      await withRecording(
        'gptbots',
        counting(),
        async (stage: Stage) => {
          const answer = await get(stage.url + TARGET);
          expect([answer.status, stage.asked()]).toEqual([status, asks]);
          expect(stage.told).toEqual([expect.objectContaining({ what, status })]);
          if (status === 502)
            expect([answer.cause, answer.text]).toEqual([
              'upstream',
              expect.stringMatching(/cannot be reached: nothing listens there.*Nothing was recorded/),
            ]);
          if (status === 501) expect(answer.cause).toBe('no-such-recording');
        },
        { out, mode, ...url },
      );
      expect((await filesOf(out)).size).toBe(files);
    },
  );
});

describe('identical requests', () => {
  test('missing: each further one is recorded as the next, and a new session begins with the first', async () => {
    const out = await recorded(2);
    const all = await withRecording(
      'gptbots',
      counting(),
      async ({ url, asked }) => [
        (await get(url + TARGET)).n,
        (await get(url + TARGET)).n,
        (await get(url + TARGET)).n,
        asked(),
      ],
      { out },
    );
    expect(all).toEqual([1, 2, 1, 1]);
    expect(await ns(out)).toEqual([1, 2, 1]);
  });

  test('all: what is recorded anew takes the places of the old ones, and later takes go at the end', async () => {
    const out = await recorded(4);
    const [other] = await Promise.all([recorded(0)]);
    expect(other).toBeTruthy();
    await withRecording(
      'gptbots',
      counting(100),
      async ({ url, recording }) => {
        await get(url + TARGET);
        await get(url + TARGET);
        expect((await filesOf(out)).size).toBe(4);
        await recording.close();
        expect(recording.removed()).toHaveLength(2);
      },
      { out, mode: 'all' },
    );
    expect(await ns(out)).toEqual([101, 102]);
  });

  test('all: what is not asked for stays, and so does what cannot be had', async () => {
    const out = await recorded(2);
    await withRecording(
      'gptbots',
      (outgoing, { url = '' }) =>
        url.includes('page=2') ? answerJson({ n: 7 })(outgoing, outgoing.req) : outgoing.destroy(),
      async ({ url }) => {
        expect((await get(url + TARGET)).status).toBe(502);
        expect((await get(url + OTHER)).n).toBe(7);
      },
      { out, mode: 'all' },
    );
    expect((await ns(out)).sort()).toEqual([1, 2, 7]);
  });

  test('all: a recording that was renamed keeps its name', async () => {
    const out = await recorded(1);
    const [name = ''] = (await filesOf(out)).keys();
    renameSync(join(out, name), join(out, 'first-page.json'));
    await withRecording(
      'gptbots',
      (outgoing) => answerJson({ n: 100 })(outgoing, outgoing.req),
      async ({ url }) => get(url + TARGET),
      { out, mode: 'all' },
    );
    expect([...(await filesOf(out)).keys()]).toEqual(['first-page.json']);
    expect(await ns(out)).toEqual([100]);
  });

  test('all: what another recorder wrote meanwhile stays', async () => {
    const out = await recorded(2);
    await withRecording(
      'gptbots',
      counting(),
      async ({ url }) => {
        await get(url + TARGET);
        for (const [name, text] of await filesOf(out))
          if (name.endsWith('.2.json'))
            writeFileSync(join(out, name), text.replace(/"at": "[^"]*"/, '"at": "2030-01-01T00:00:00.000Z"'));
      },
      { out, mode: 'all' },
    );
    expect((await filesOf(out)).size).toBe(2);
  });

  test('at once: each is recorded, none over another', async () => {
    const out = await folder();
    await withRecording(
      'gptbots',
      counting(),
      async ({ url }) => {
        await Promise.all(Array.from({ length: 20 }, () => get(url + TARGET)));
      },
      { out },
    );
    expect((await ns(out)).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    expect((await fixturesOf(out)).map(({ take }) => take).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 1),
    );
  });

  test('two recorders on one folder: each keeps what it got', async () => {
    const out = await folder();
    const use = (url: string) =>
      Promise.all(Array.from({ length: 10 }, (_, n) => get(url + (n % 2 ? TARGET : OTHER))));
    await withRecording(
      'gptbots',
      counting(),
      async (a) => {
        await withRecording(
          'gptbots',
          counting(),
          async (b) => {
            await Promise.all([use(a.url), use(b.url)]);
          },
          { out },
        );
      },
      { out },
    );
    const all = await fixturesOf(out);
    expect(all).toHaveLength(20);
    for (const target of [TARGET, OTHER])
      expect(
        all
          .filter(({ request }) => request.url === target)
          .map(({ take }) => take)
          .sort((a, b) => a - b),
      ).toEqual(Array.from({ length: 10 }, (_, n) => n + 1));
  });
});

describe('transcribed examples', () => {
  test('are no recordings to who records, and are played to who replays', async () => {
    const out = await folder();
    const [text = ''] = (await filesOf(await recorded(1))).values();
    const fixture = JSON.parse(text);
    const source = {
      kind: 'documentation',
      page: 'https://x.example',
      read: '2026-01-01',
      origin: 'https://x.example',
    };
    writeFileSync(
      join(out, 'page.json'),
      JSON.stringify({ ...fixture, source, response: { status: 418, headers: [] } }),
    );
    for (const [mode, status] of [
      ['replay', 418],
      ['through', 418],
      ['compare', 501],
      ['missing', 200],
      ['all', 200],
    ] as const)
      await withRecording(
        'gptbots',
        counting(),
        async ({ url }) => expect([mode, (await get(url + TARGET)).status]).toEqual([mode, status]),
        { out, mode },
      );
    expect(readdirSync(out).sort()).toEqual(['gptbots', 'page.json']);
  });
});

describe('operations that only read', () => {
  test.each<[string, boolean | undefined, number]>([
    ['are passed on, of a document that says nothing', undefined, 200],
    ['are passed on, where it calls them safe', true, 200],
    ['are not, where it says otherwise', false, 501],
  ])('%s', async (_, safe, status) => {
    const spec = await tinyFile((document) => {
      document.paths['/ping'] = {
        get: {
          operationId: 'ping',
          ...(safe !== undefined && { 'x-confab': { safe } }),
          responses: { 200: { description: 'Fine' } },
        },
      };
    });
    await withRecording(
      spec,
      counting(),
      async ({ url }) => expect((await fetch(`${url}/api/ping`)).status).toBe(status),
      { out: await folder() },
    );
  });
});

describe('operations that may change something', () => {
  const unsafe = () =>
    tinyFile((document) => {
      document.paths['/notes'].post = { operationId: 'addNote', responses: { 200: { description: 'Fine' } } };
    });
  const post = (url: string) => fetch(`${url}/api/notes`, { method: 'POST', body: '{}' });
  test('are not passed on, unless that is wished', async () => {
    const spec = await unsafe();
    const out = await folder();
    for (const mode of ['all', 'missing', 'through'] as const)
      await withRecording(
        spec,
        counting(),
        async ({ url, asked, told }) => {
          const response = await post(url);
          expect([response.status, response.headers.get('x-confab-cause'), asked()]).toEqual([
            501,
            'not-safe',
            0,
          ]);
          expect(((await response.json()) as { detail: string }).detail).toMatch(
            /tiny.addNote is not passed on.*--unsafe/,
          );
          expect(told).toMatchObject([
            { what: 'refused', why: expect.stringContaining('may change something') },
          ]);
        },
        { out, mode },
      );
    await withRecording(
      spec,
      counting(),
      async ({ url, asked }) => expect([(await post(url)).status, asked()]).toEqual([200, 1]),
      { out, unsafe: true },
    );
    // Once it is recorded, to play it changes nothing.
    for (const mode of ['missing', 'through', 'replay'] as const)
      await withRecording(
        spec,
        counting(),
        async ({ url, asked }) => expect([(await post(url)).status, asked()]).toEqual([200, 0]),
        { out, mode },
      );
    await withRecording(
      spec,
      counting(),
      async ({ url, asked }) => expect([(await post(url)).status, asked()]).toEqual([501, 0]),
      { out, mode: 'compare' },
    );
  });

  test.each(some(['all', 'missing', 'through', 'compare'] as const, 4))(
    'what the spec does not know goes nowhere: %s',
    async (mode) => {
      await withRecording(
        'gptbots',
        counting(),
        async ({ url, asked, told }) => {
          const { status, cause, text } = await get(`${url}/v1/elsewhere?key=s3cret`);
          expect([status, cause, asked()]).toEqual([501, 'no-such-operation', 0]);
          expect(text).toMatch(/GET \/v1\/elsewhere goes nowhere.*GET \/v1\/bot\/conversation\/page/);
          expect(JSON.stringify(told)).not.toContain('s3cret');
        },
        { mode, ...(mode === 'compare' && { out: await recorded(1) }) },
      );
    },
  );
});

describe('compare', () => {
  test('tells what is different, once for all items of a list, and plays the recording', async () => {
    const out = await folder();
    const page =
      (more: object, extra: Record<string, string> = {}): Answer =>
      (outgoing) => {
        outgoing.writeHead(200, { 'Content-Type': 'application/json', ...extra });
        outgoing.end(
          JSON.stringify({
            list: [
              { id: 1, t: 'a' },
              { id: 2, t: 'b' },
            ],
            total: 2,
            ...more,
          }),
        );
      };
    await withRecording('gptbots', page({}), async ({ url }) => get(url + TARGET), { out });
    const answers: [Answer, object[]][] = [
      [page({}), []],
      [page({ total: 3 }), [{ where: '/total', kind: 'changed', recorded: '2', now: '3', count: 1 }]],
      [page({ total: '2' }), [{ where: '/total', kind: 'type', recorded: '2', now: '"2"', count: 1 }]],
      [page({ more: null }), [{ where: '/more', kind: 'new', recorded: 'nothing', now: 'null', count: 1 }]],
      [
        page({ list: [{ id: 1 }, { id: 2 }] }),
        [{ where: '/list/*/t', kind: 'gone', recorded: '"a"', now: 'nothing', count: 2 }],
      ],
      [
        page({ list: [] }),
        [{ where: '/list: number of items', kind: 'changed', recorded: '2', now: '0', count: 1 }],
      ],
      [
        page({}, { 'Content-Type': 'text/json' }),
        [
          {
            where: 'header content-type',
            kind: 'changed',
            recorded: '"application/json"',
            now: '"text/json"',
            count: 1,
          },
        ],
      ],
      [
        (outgoing) => outgoing.writeHead(204, { 'Content-Type': 'application/json' }).end(),
        [
          expect.objectContaining({ where: 'status' }),
          expect.objectContaining({ where: 'body', kind: 'gone' }),
        ],
      ],
    ];
    for (const [answer, differences] of answers)
      await withRecording(
        'gptbots',
        answer,
        async ({ url, told }) => {
          expect(JSON.parse((await get(url + TARGET)).text).total).toBe(2);
          expect(told).toMatchObject([{ what: 'played', differences }]);
        },
        { out, mode: 'compare' },
      );
  });

  test('does not call different what was only redacted', async () => {
    const out = await folder();
    const answer: Answer = answerJson({ mail: 'a@x.cn', password: 'hunter2' });
    await withRecording('gptbots', answer, async ({ url }) => get(url + TARGET), { out });
    await withRecording(
      'gptbots',
      answer,
      async ({ url, told }) => {
        await get(url + TARGET);
        expect(told).toMatchObject([{ differences: [] }]);
      },
      { out, mode: 'compare' },
    );
  });
});

test.each(some(['replay', 'compare'] as const, 4))('%s from a folder that is not there', async (mode) => {
  const out = join(await folder(), 'none');
  await expect(
    createRecording({ vendors: ['gptbots'], url: 'http://127.0.0.1:1', out, mode, env: {} }),
  ).rejects.toThrow(/^there is no folder .*none to (replay from|compare with)$/);
});
