import { describe, expect, test } from 'vitest';
import { createMock, loadConfig } from '../../src/index.ts';
import { file, tinyFile } from '../_tiny.ts';

const config = async (value: string | object, more: object = {}) => ({
  file: await file('confab.yaml', value),
  env: {},
  ...more,
});

describe('loadConfig', () => {
  test('gives a mock what confab mock is given', async () => {
    const rows = await file('rows.json', '[{"id":"a","title":"From a file","written":1,"stars":5}]');
    const choice = await config({
      vendors: [await tinyFile()],
      rows: { tiny: rows },
      seed: 7,
      port: 1,
      mock: { json: true },
    });
    const mock = await createMock(await loadConfig('mock', choice));
    const response = await mock.fetch(`${mock.url('tiny')}/api/notes`);
    expect(response.headers.get('x-confab-seed')).toBe('7');
    expect(await response.json()).toMatchObject({ total: 1, notes: [{ title: 'From a file' }] });
  });

  const TEXT = `
vendors: [gptbots, ./own.yaml]
keys: { gptbots: a, own: [b, c] }
rows: 5
seed: 2
now: 2026-03-20T08:00:00Z
cors: true
admin: token
redact: [query:a]
targets: { a: { url: 'https://a.example', vendors: [gptbots], rate: 2, env: { CONFAB_GPTBOTS_KEY: '\${KEY}' } } }
check: { grade: observed, reports: [json], maxPages: 3, baseline: known.json }
record: { fixtures: kept, maxAge: 2h, expired: error, mode: all }
replay: { fallback: mock, maxAge: 1d }
environments: { ci: { seed: 3 } }
`;

  test.each<[Parameters<typeof loadConfig>[0], object, object]>([
    [
      'mock',
      {},
      {
        vendors: ['gptbots', '<here>/own.yaml'],
        keys: { gptbots: ['a'], own: ['b', 'c'] },
        rows: 5,
        seed: 2,
        now: 1773993600000,
        cors: ['*'],
      },
    ],
    ['mock', { environment: 'ci' }, { seed: 3 }],
    ['mock', { env: { CONFAB_ENV: 'ci' } }, { seed: 3 }],
    ['mock', { env: { CONFAB_ADMIN_TOKEN: 'a-long-token' } }, { admin: { token: 'a-long-token' } }],
    [
      'check',
      {},
      { grade: 'observed', maxPages: 3, baseline: '<here>/known.json', rows: 5, seed: 2, env: {} },
    ],
    [
      'check',
      { target: 'a', env: { KEY: 'k' } },
      { vendors: ['gptbots'], url: 'https://a.example', rate: 2, env: { KEY: 'k', CONFAB_GPTBOTS_KEY: 'k' } },
    ],
    [
      'record',
      {},
      {
        out: '<here>/kept',
        mode: 'all',
        expiry: { maxAge: 7_200_000, action: 'error' },
        redact: ['query:a'],
      },
    ],
    [
      'replay',
      {},
      {
        specs: ['<here>/own.yaml'],
        fallback: 'mock',
        expiry: { maxAge: 86_400_000, action: 'warn' },
        mock: { seed: 2, rows: 5 },
      },
    ],
    ['verify', {}, { specs: ['<here>/own.yaml'], redact: ['query:a'] }],
  ])('for %s, %j', async (command, more, expected) => {
    const choice = await config(TEXT, more);
    const folder = choice.file.replace(/confab\.yaml$/, '');
    const options = await loadConfig(command, choice);
    expect(JSON.parse(JSON.stringify(options).replaceAll(folder, '<here>/'))).toMatchObject(expected);
    expect(Object.keys(options)).not.toEqual(expect.arrayContaining(['reports']));
  });

  test.each<[string, () => Promise<unknown>, RegExp]>([
    ['no file', () => loadConfig('mock'), /there is no confab\.yaml in this folder; name the file/],
    [
      'a file that there is not',
      () => loadConfig('mock', { file: 'none.yaml' }),
      /none\.yaml: there is no such file/,
    ],
    ['another command', () => loadConfig('curl' as 'mock'), /loadConfig: curl is not one of mock, check/],
    [
      'a variable that is not set',
      async () => loadConfig('mock', await config('port: 1\nseed: ${NONE}')),
      /seed needs the environment variable NONE/,
    ],
    [
      'rows that are no JSON',
      async () => loadConfig('mock', await config({ rows: { gptbots: await file('rows.json', '[{') } })),
      /rows\.json: this is not JSON/,
    ],
    [
      'two urls',
      async () =>
        loadConfig('check', await config({ check: { url: ['https://a.example', 'https://b.example'] } })),
      /url: https:\/\/a\.example and https:\/\/b\.example are 2, and this takes one/,
    ],
  ])('refuses %s', async (_, load, message) => {
    await expect(load()).rejects.toThrow(message);
  });
});
