import { describe, expect, test } from 'vitest';
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
  test.each(COMMANDS)('%s --strict refuses it', async (_, argv) => {
    const { code, err } = await run([...argv, '--strict']);
    expect(code).toBe(2);
    expect(err).toMatch(/^confab: test\/cases\/16-example\.yaml:5: the example example of p's 200 response/);
    expect(err).toContain('strict');
  });
});
