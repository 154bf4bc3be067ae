import { describe, expect, test } from 'vitest';
import { file, tinyFile } from '../_tiny.ts';
import { run } from './_run.ts';
import { serving } from './_serving.ts';

describe('a configuration', () => {
  test('is what the mock serves; the line about it goes to the error channel', async () => {
    const config = await file('confab.yaml', { vendors: [await tinyFile()], rows: 4, seed: 7, log: 'off' });
    const { result, ran } = await serving(['mock', '--config', config], async (url) => {
      const response = await fetch(`${url}/tiny/api/notes`);
      return [((await response.json()) as { total: number }).total, response.headers.get('x-confab-seed')];
    });
    expect(result).toEqual([4, '7']);
    expect(ran.err).toBe(`confab: options from ${config}\n`);
  });

  test('has faults, also in words of their own', async () => {
    const config = await file('confab.yaml', {
      vendors: [await tinyFile()],
      faults: ['tiny.listNotes: not-found x1', { cause: 'not-found', when: { page: 2 } }],
      log: 'off',
    });
    const { result } = await serving(['mock', '--config', config], async (url) => {
      const ask = async (query: string) =>
        (await fetch(`${url}/tiny/api/notes${query}`)).headers.get('x-confab-fault');
      return [await ask(''), await ask(''), await ask('?page=2')];
    });
    expect(result).toEqual(['cause=not-found', null, 'cause=not-found']);
  });

  test('gives a check its target, and the variables of it', async () => {
    const tiny = await tinyFile();
    const { result } = await serving(['mock', tiny], async (url) => {
      const config = await file('confab.yaml', {
        targets: { here: { url: `${url}/tiny`, vendors: [tiny], env: { CONFAB_TINY_ID: '${NOTE:-n1}' } } },
        check: { reports: ['json'], only: ['schema'], maxRequests: 3 },
      });
      return run(['check', '--config', config, '--target', 'here']);
    });
    expect(JSON.parse(result.out).specs[0]).toMatchObject({
      vendor: 'tiny',
      target: expect.stringContaining('/tiny'),
    });
  });

  test('has rows by vendor, for checking the mock, too', async () => {
    const tiny = await tinyFile();
    const config = await file('confab.yaml', {
      vendors: [tiny],
      rows: { tiny: 0 },
      check: { reports: ['json'], only: ['total'] },
    });
    const { out } = await run(['check', '--config', config]);
    const { ledger } = JSON.parse(out).specs[0];
    expect(ledger.some(({ reason }: any) => reason === 'not-provoked')).toBe(true);
  });

  test('has waivers, whose lines are told', async () => {
    const config = await file(
      'confab.yaml',
      'check: { only: [schema] }\nwaivers:\n  - check: schema\n    reason: a\n    expires: 2027-02-30\n',
    );
    const { code, err } = await run(['check', await tinyFile(), '--config', config]);
    expect(code).toBe(2);
    expect(err).toContain('confab.yaml:5: expires: 2027-02-30 is not a day');
    expect(err).toMatch(/\n\(options from .*confab\.yaml count, too; --no-config leaves them out\)\n$/);
  });

  test.each<[string, string, string[], number, RegExp]>([
    [
      'is wrong',
      'sede: 1',
      [],
      2,
      /^confab: .*confab\.yaml:1: sede is not a word here; did you mean seed\?\n {2}at \/sede\n$/,
    ],
    ['lacks a variable', 'port: ${NONE}', [], 1, /^confab: .*:1: port needs the environment variable NONE/],
    ['lacks an environment', 'port: 1', ['--env', 'ci'], 1, /^confab: there is no environment ci in /],
    [
      'names a file that there is not',
      'vendors: [./nowhere.yaml]',
      [],
      2,
      /nowhere\.yaml: there is no such file\n\(options from .* count, too/,
    ],
  ])('that %s ends the command', async (_, text, args, code, message) => {
    const { err, ...ran } = await run(['mock', '--config', await file('confab.yaml', text), ...args]);
    expect(ran).toEqual({ code, out: '' });
    expect(err.replace(/^confab: options from .*\n/, '')).toMatch(message);
  });

  test('is told of by the help, which does not need it to be right', async () => {
    const { code, out } = await run(['mock', '--config', await file('confab.yaml', 'sede: 1'), '--help']);
    expect(code).toBe(0);
    for (const flag of ['--config file', '--no-config', '--env name', '--target name'])
      expect(out).toContain(flag);
  });
});
