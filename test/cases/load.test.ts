import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { some } from '../_some.ts';
import { file as writeFile } from '../_tiny.ts';
import { run } from '../cli/_run.ts';
import { serving } from '../cli/_serving.ts';

const at = (name: string) => `test/cases/${name}.yaml`;

describe('a wrong example does not stop the rest', () => {
  const WARNING =
    /^confab: warning: test\/cases\/16-example\.yaml:5: the example example of p's 200 response breaks its own schema at \/code: must be string\n {2}at \/paths\/~1p\/get\/responses\/200\/content\/application~1json\/example\n$/;
  const file = at('16-example');

  test('mock serves it and tells it once, with file, line and pointer', async () => {
    let told = '';
    const { result } = await serving(
      ['mock', file, '--log', 'off'],
      async (url) => (await fetch(`${url}/16-example/good`)).status,
      {},
      (text) => {
        told += `${text}\n`;
      },
    );
    expect(result).toBe(204);
    expect(told.replaceAll('\\', '/')).toMatch(WARNING);
  });

  const COMMANDS: [string, string[]][] = [
    ['mock', ['mock', file, '--port', '0']],
    ['check', ['check', file]],
    ['curl', ['curl', file]],
    ['verify', ['verify', 'fixtures', '--spec', file]],
  ];
  test.each(some(COMMANDS, 4))('%s --strict refuses it', async (_, argv) => {
    const { code, err } = await run([...argv, '--strict']);
    expect(code).toBe(2);
    expect(err).toMatch(/^confab: test\/cases\/16-example\.yaml:5: the example example of p's 200 response/);
    expect(err).toContain('strict');
  });
});

/** HAR files of one exchange: the document, its path, the answer's body, whether the contract holds. */
const RECORDED: [string, string, string, boolean][] = [
  ['01-nullable', '/allof', '{"p":null}', true],
  ['01-nullable', '/enum', '{"p":null}', true],
  ['01-nullable', '/enum', '{"p":"y"}', false],
  ['01-nullable', '/bare', '{"p":null}', true],
  ['01-nullable', '/false', '{"p":null}', false],
  ['13-roundup', '/byte', '{"img":"/9j/4AAQ"}', true],
  ['13-roundup', '/byte', '{"img":"no base64!"}', false],
  ['13-roundup', '/charset', '{}', true],
  ['13-roundup', '/int64', '{"id":9007199254740993}', true],
];

describe('the meaning of OpenAPI 3.0 is kept', () => {
  test.each(some(RECORDED, 4))('verify %s %s → %s holds: %s', async (name, path, text, holds) => {
    const entry = {
      startedDateTime: '2026-01-01T00:00:00Z',
      request: { method: 'GET', url: `https://api.example.com${path}`, headers: [] },
      response: {
        status: 200,
        headers: [{ name: 'content-type', value: 'application/json' }],
        content: { mimeType: 'application/json', text },
      },
    };
    const har = await writeFile('traffic.har', JSON.stringify({ log: { entries: [entry] } }));
    const { code, out, err } = await run(['verify', har, '--spec', at(name)]);
    expect([code, holds ? '' : out + err]).toEqual([holds ? 0 : 4, holds ? '' : out + err]);
  });
});

describe('what is valid starts, and answers as it says', () => {
  const STARTED: [string, string, number][] = [
    ['01-nullable', '/allof', 200],
    ['01-nullable', '/enum', 200],
    ['01-nullable', '/bare', 200],
    ['01-nullable', '/false', 200],
    ['02-server-variable', '/v1/p', 204],
    ['02b-license', '/p', 204],
    ['02c-bearer', '/p', 204],
    ['13-roundup', '/byte', 200],
  ];
  test.each(some(STARTED, 4))('%s %s: %i', async (name, path, status) => {
    const told: string[] = [];
    const mock = await createMock({ vendors: [at(name)], warn: (sentence) => told.push(sentence) });
    const headers = { authorization: 'Bearer a.b.c-0123456789' };
    expect((await mock.fetch(`http://mock${path}`, { headers })).status).toBe(status);
    expect(told).toEqual([]);
  });
});
