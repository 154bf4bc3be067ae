import { afterAll, describe, expect, test } from 'vitest';
import { createMock, type MockOptions } from '../../src/index.ts';
import { some } from '../_some.ts';
import { run } from '../cli/_run.ts';
import { serving } from '../cli/_serving.ts';

const TOKEN = 'a-token-for-tests';
const opened: { close(): Promise<unknown> }[] = [];
afterAll(() => Promise.all(opened.map((mock) => mock.close())));

/** The status, and the cause of a refusal, of a look at the scopes over a port. */
async function look(url: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${url}/_confab/scopes`, { headers });
  await response.arrayBuffer();
  return [response.status, response.headers.get('x-confab-cause')].filter(Boolean).join(' ');
}

const bearer = { authorization: `Bearer ${TOKEN}` };
const page = { origin: 'http://localhost:5173' };

describe('who may steer a mock over a port', () => {
  test.each<[string, MockOptions, string, Record<string, string>, string]>(
    some<[string, MockOptions, string, Record<string, string>, string]>(
      [
        ['any program on this machine', {}, '127.0.0.1', {}, '200'],
        ['no page', {}, '127.0.0.1', page, '403 origin-not-allowed'],
        ['a page that was named', { allowOrigins: [page.origin] }, '127.0.0.1', page, '200'],
        ['nobody, where it is off', { admin: 'off' }, '127.0.0.1', {}, '403 control-off'],
        ['nobody, where others reach it', {}, '0.0.0.0', bearer, '403 control-token'],
        ['who has the token, where others reach it', { admin: { token: TOKEN } }, '0.0.0.0', bearer, '200'],
        ['nobody without it', { admin: { token: TOKEN } }, '0.0.0.0', {}, '401 control-token'],
      ],
      3,
    ),
  )('%s', async (_, options, host, headers, outcome) => {
    const mock = await createMock({ vendors: ['gptbots'], ...options });
    opened.push(mock);
    const { port } = await mock.listen({ host });
    expect(await look(`http://127.0.0.1:${port}`, headers)).toBe(outcome);
  });

  test('in code it can be steered all the same', async () => {
    const mock = await createMock({ vendors: ['gptbots'], admin: 'off' });
    using scope = mock.scope();
    expect((await mock.fetch(`${mock.url()}/_confab/scopes`)).status).toBe(403);
    expect(scope.credential('gptbots')).toContain(scope.name);
  });

  test.each<[string, MockOptions, RegExp]>([
    ['a token that is too short', { admin: { token: 'short' } }, /^admin: a token is 12 to 200/],
    [
      'an origin that is none',
      { allowOrigins: ['localhost'] },
      /^allow-origin: "localhost" is not the origin/,
    ],
  ])('%s is refused', async (_, options, sentence) => {
    await expect(createMock({ vendors: ['gptbots'], ...options })).rejects.toThrow(sentence);
  });
});

describe('confab mock', () => {
  test('--admin token: one is made, printed, and asked for', async () => {
    const { result, ran } = await serving(['mock', 'gptbots', '--admin', 'token'], async (url) => [
      await look(url),
      url,
    ]);
    expect(result[0]).toBe('401 control-token');
    expect(ran.out).toMatch(/^Steer it \(\/_confab\) with Authorization: Bearer [\w-]{24}\n/);
  });

  test('CONFAB_ADMIN_TOKEN is asked for, and printed nowhere', async () => {
    const { result, ran } = await serving(
      ['mock', 'gptbots'],
      (url) => Promise.all([look(url), look(url, bearer)]),
      {
        CONFAB_ADMIN_TOKEN: TOKEN,
      },
    );
    expect(result).toEqual(['401 control-token', '200']);
    expect(ran.out + ran.err).not.toContain(TOKEN);
  });

  test('--admin off and --allow-origin are passed on', async () => {
    const off = await serving(['mock', 'gptbots', '--admin', 'off'], (url) => look(url));
    const allowed = await serving(['mock', 'gptbots', '--allow-origin', page.origin], (url) =>
      look(url, page),
    );
    expect([off.result, allowed.result]).toEqual(['403 control-off', '200']);
  });

  test('another word is a wrong usage', async () => {
    const { code, err } = await run(['mock', 'gptbots', '--admin', 'on']);
    expect([code, err]).toEqual([1, expect.stringContaining('--admin on: it must be off or token')]);
  });
});
