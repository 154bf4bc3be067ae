import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createReplay } from '../../src/create-playback.ts';
import { findFiles } from '../../src/record/store/find-files.ts';
import { readFixture } from '../../src/record/store/read-file.ts';
import type { Replay } from '../../src/to-replay.ts';
import { some } from '../_some.ts';
import { control } from '../control/_control.ts';
import { answerJson, withRecording } from './_recording.ts';

const BIGMODEL = '/bigmodel/api/paas/v4/assistant/conversation/list';
const replayed = () => createReplay({ env: {} });

const ask = (replay: Pick<Replay, 'fetch'>, headers: Record<string, string> = {}, path = BIGMODEL) =>
  replay.fetch(`http://confab.localhost${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer Zr4tVx8Qp2Lm6Wn1Kd.Yt5s',
      ...headers,
    },
    body: JSON.stringify({ assistant_id: '65940acff94777010aa6b796', page: 1, page_size: 10 }),
  });

describe('the journal of a replay', () => {
  test('says what was played, and hides the credential', async () => {
    const replay = await replayed();
    const answer = await ask(replay, { prefer: 'example=success' });
    const [entry] = await replay.journal();
    expect(entry).toMatchObject({
      n: 1,
      scope: 'default',
      operation: 'bigmodel.listConversations',
      request: { method: 'POST', target: BIGMODEL, body: { page: 1 } },
      response: { status: 200, body: await answer.json() },
      why: {
        playback: 'played',
        recording: expect.stringMatching(/success\.json$/),
        fault: 'example=success',
      },
    });
    expect(JSON.stringify(entry)).not.toContain('Zr4tVx8Qp2Lm6Wn1Kd');
  });

  test('says why nothing was', async () => {
    const replay = await replayed();
    await replay.fetch('http://confab.localhost/gptbots/v1/bot/conversation/page?page=99');
    await replay.fetch('http://confab.localhost/nowhere');
    expect(
      (await replay.journal()).map(({ operation, why }) => [operation, why.cause, why.playback]),
    ).toEqual([
      ['gptbots.listConversations', 'no-such-recording', 'refused'],
      [null, 'no-such-operation', 'refused'],
    ]);
  });

  test('is read, verified, emptied and reset under /_confab, which the health is, too', async () => {
    const replay = await replayed();
    await ask(replay, { prefer: 'example=success' });
    const { body } = await control(replay, 'readJournal', 'GET', '/scopes/default/journal');
    expect(body.entries).toEqual(JSON.parse(JSON.stringify(await replay.journal())));
    const calls = { calls: [{ operation: 'bigmodel', body: { page: 1 }, times: 1 }] };
    const verified = await control(replay, 'verifyCalls', 'POST', '/scopes/default/verify', calls);
    expect(verified.body.holds).toBe(true);
    expect(await replay.verify(calls)).toEqual(verified.body);
    expect((await control(replay, 'clearJournal', 'DELETE', '/scopes/default/journal')).status).toBe(204);
    expect(await replay.journal()).toEqual([]);
    expect(replay.unused().length).toBeLessThan(replay.size);
    await control(replay, 'resetScope', 'POST', '/scopes/default/reset');
    expect((await control(replay, 'getHealth', 'GET', '/health')).body).toMatchObject({ mode: 'replay' });
  });

  test.each(
    some(
      [
        ['POST', '/scopes', {}],
        ['GET', '/scopes/default', undefined],
        ['DELETE', '/scopes/default', undefined],
      ] as const,
      4,
    ),
  )('what only a mock has is refused: %s %s', async (method, path, body) => {
    const refused = await control(await replayed(), '', method, path, body);
    expect([refused.status, refused.body.detail]).toEqual([501, expect.stringMatching(/only a mock has/)]);
  });

  test('nobody reads it over HTTP where that is switched off', async () => {
    const replay = await createReplay({ env: {}, admin: 'off' });
    expect((await control(replay, '', 'GET', '/scopes/default/journal')).status).toBe(403);
    await expect(createReplay({ admin: 'on' as 'off' })).rejects.toThrow(/admin: it must be/);
  });
});

describe('a recording by its name', () => {
  test('any that comes with the package', async () => {
    const replay = await replayed();
    const files = findFiles(['fixtures']);
    for (const file of files) {
      const { vendor, request, response } = readFixture(file);
      const headers = new Headers({ prefer: `example=${basename(file, '.json')}` });
      for (const line of request.headers)
        headers.append(...(line.split(/: (.*)/s).slice(0, 2) as [string, string]));
      const body = request.body && 'json' in request.body ? JSON.stringify(request.body.json) : null;
      const played = await replay.fetch(`http://confab.localhost/${vendor}${request.url}`, {
        method: request.method,
        headers,
        body,
      });
      const wanted = response.body && 'json' in response.body ? response.body.json : undefined;
      const text = await played.text();
      expect([file, played.status]).toEqual([file, response.status]);
      if (wanted !== undefined) expect([file, JSON.parse(text)]).toEqual([file, wanted]);
    }
    expect(replay.unused()).toEqual([]);
    expect(files.length).toBeGreaterThan(30);
  });

  test('each of those that share their request', async () => {
    const replay = await replayed();
    const names = ['error-1302-rate-limited', 'error-1113-out-of-credit', 'success', 'error-500-internal'];
    const codes: unknown[] = [];
    for (const name of names) {
      const answer = await ask(replay, { prefer: `example=${name}` });
      expect(answer.headers.get('preference-applied')).toBe(`example=${name}`);
      expect(answer.headers.get('x-confab-fault')).toBe(`example=${name}`);
      codes.push([answer.status, ((await answer.json()) as any).error?.code]);
    }
    expect(codes).toEqual([
      [429, '1302'],
      [429, '1113'],
      [200, undefined],
      [500, '500'],
    ]);
    expect(
      replay
        .unused()
        .filter((file) => names.some((name) => file.endsWith(`bigmodel/listConversations/${name}.json`))),
    ).toHaveLength(0);
  });

  test.each<[string, string, number]>([
    ['a status', 'code=500', 500],
    ['both', 'example=success, code=200', 200],
    ['what is for others is left alone', 'respond-async, example="success"; foo=1', 200],
  ])('%s', async (_, prefer, status) => {
    expect((await ask(await replayed(), { prefer })).status).toBe(status);
  });

  test.each<[string, string, RegExp]>(
    some<[string, string, RegExp]>(
      [
        [
          'no such name',
          'example=error-1',
          /example=error-1 fits no recording of bigmodel\.listConversations\. There are the examples .*error-1302-rate-limited.*, and the codes 200, 4/,
        ],
        ['no such code', 'code=418', /code=418 fits no recording/],
        ['both, but not together', 'example=success, code=429', /example=success, code=429 fits no/],
        ['nothing', 'example=', /fits no recording/],
        ['a path', 'example=../success', /fits no recording/],
        ['a wait that is no number', 'wait=long', /wait is a number of seconds/],
        ['a wait without an end', 'wait=99999', /wait is a number of seconds/],
        [
          'what only a mock does',
          'cause=rate-limited',
          /A replay has example, code, fault and wait; cause is of a mock/,
        ],
      ],
      4,
    ),
  )('refused: %s', async (_, prefer, detail) => {
    const answer = await ask(await replayed(), { prefer });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-confab-cause')).toBe('no-such-example');
    expect(((await answer.json()) as any).detail).toMatch(detail);
  });

  test('a client without such a wish gets what it got before', async () => {
    const replay = await replayed();
    const plain = await ask(replay);
    const wished = await ask(replay, { prefer: 'return=minimal, respond-async' });
    expect([wished.status, await wished.text()]).toEqual([plain.status, await plain.text()]);
    expect(wished.headers.get('preference-applied')).toBeNull();
  });
});

describe('the plan of a replay', () => {
  const planned = async (...faults: unknown[]) => {
    const replay = await replayed();
    const set = await control(replay, 'setPlan', 'PUT', '/scopes/default/plan', { faults });
    return { replay, set };
  };

  test('chooses recordings for so many calls, and says what fired', async () => {
    const { replay, set } = await planned(
      { operation: 'bigmodel', example: 'error-1302-rate-limited', times: 2 },
      { code: 500, times: 1 },
      { wait: 0.001, when: { page: 2 } },
      { operation: 'gptbots', wait: 0.001 },
    );
    expect(set.status).toBe(200);
    const got: unknown[] = [];
    for (let n = 0; n < 4; n += 1) {
      const answer = await ask(replay);
      got.push([answer.status, answer.headers.get('x-confab-fault')]);
    }
    expect(got.slice(0, 3)).toEqual([
      [429, 'example=error-1302-rate-limited'],
      [429, 'example=error-1302-rate-limited'],
      [500, 'code=500'],
    ]);
    expect(got[3]).toEqual([expect.any(Number), null]);
    const report = (await control(replay, 'readPlan', 'GET', '/scopes/default/plan')).body;
    expect(report.faults.map(({ fired, usedUp }: any) => [fired, usedUp])).toEqual([
      [2, true],
      [1, true],
      [0, false],
      [0, false],
    ]);
    expect((await replay.journal())[0]?.why.fault).toBe('example=error-1302-rate-limited');
    expect((await control(replay, 'clearPlan', 'DELETE', '/scopes/default/plan')).status).toBe(204);
  });

  test('in code, too; a recorder has none', async () => {
    const replay = await replayed();
    await replay.plan([{ operation: 'bigmodel', code: 500, times: 1 }]);
    expect((await ask(replay)).status).toBe(500);
    expect(replay.planned()).toEqual([
      { operation: 'bigmodel', code: 500, times: 1, fired: 1, usedUp: true },
    ]);
    await expect(replay.plan([{ drift: 'x' }])).rejects.toThrow(/drift is of a mock/);
    await withRecording('gptbots', answerJson({}), async ({ recording }) => {
      await expect(recording.plan([{ code: 500 }])).rejects.toThrow(/only a mock and a replay/);
    });
  });

  test('a value of the body decides, and a wait is said', async () => {
    const { replay } = await planned({
      wait: 0.001,
      when: { page: 1, assistant_id: '65940acff94777010aa6b796' },
    });
    expect((await ask(replay)).headers.get('x-confab-fault')).toBe('wait=0.001');
  });

  test.each<[string, unknown, RegExp]>(
    some<[string, unknown, RegExp]>(
      [
        [
          'a name that there is not',
          { example: 'nope' },
          /no recording with example "nope"; there is .*success/,
        ],
        [
          'a name of another operation',
          { operation: 'gptbots', example: 'error-1302-rate-limited' },
          /no recording with/,
        ],
        ['a code that there is not', { code: 418 }, /no recording with code 418; there is .*429/],
        ['two of them', { example: 'success', code: 200 }, /only be one of them/],
        ['what only a mock does', { cause: 'rate-limited' }, /cause is of a mock/],
        ['drift', { drift: 'field-renamed' }, /drift is of a mock/],
        ['nothing', {}, /fault 1: it says nothing/],
        ['times that are none', { example: 'success', times: 0 }, /times/],
        ['an operation that there is not', { operation: 'nope', wait: 1 }, /no operation "nope"/],
        ['a word that there is not', { example: 'success', tims: 1 }, /tims/],
      ],
      4,
    ),
  )('refused: %s', async (_, fault, detail) => {
    const { set } = await planned(fault);
    expect([set.status, set.body.detail]).toEqual([400, expect.stringMatching(detail)]);
  });
});

describe('the journal of a recorder', () => {
  test('over a port: what was recorded, and from which file it was played', async () => {
    await withRecording('gptbots', answerJson({ code: 200 }), async ({ recording, url }) => {
      const path = '/v1/bot/conversation/page?page=1';
      for (const _ of [1, 2])
        await (await fetch(url + path, { headers: { authorization: 'Bearer Zr4tVx8Qp2Lm6Wn1' } })).text();
      const response = await fetch(`${url}/_confab/scopes/default/journal`);
      const { entries } = (await response.json()) as any;
      expect(entries.map(({ why }: any) => why.playback)).toEqual(['recorded', expect.any(String)]);
      expect(entries[0].why.recording).toMatch(/\.json$/);
      expect(JSON.stringify(entries)).not.toContain('Zr4tVx8Qp2Lm6Wn1');
      expect(recording.written()).toHaveLength(1);
      expect(await (await fetch(`${url}/_confab/health`)).json()).toMatchObject({ mode: 'record' });
    });
  });

  test('an event stream does not keep it from its end', async () => {
    await withRecording('gptbots', answerJson({ code: 200 }), async ({ recording, url }) => {
      const stream = await fetch(`${url}/_confab/scopes/default/journal`, {
        headers: { accept: 'text/event-stream' },
      });
      const closing = recording.close();
      expect(await stream.text()).toContain('event: end');
      expect(await closing).toBe(0);
    });
  });
});
