import { describe, expect, test } from 'vitest';
import { builtinNames } from '../../src/spec/builtin.ts';
import { some } from '../_some.ts';
import { file, tinyFile } from '../_tiny.ts';
import { run } from './_run.ts';

const cannotBeMade = { allOf: [{ type: 'string' }, { type: 'integer' }] };

/** A document, what is printed of it in order, and the exit code without and with --strict. */
const DOCUMENTS: [string, (document: any) => void, RegExp[], [number, number]][] = [
  ['nothing wrong', () => {}, [], [0, 0]],
  [
    'two warnings',
    (d) => {
      d.info.version = 1;
      d.paths['/notes'].get.tag = 'x';
    },
    [
      /^warning: .*tiny\.yaml:\d+: this is not valid OpenAPI: the key "tag" is not known here\n {2}at \/paths\/~1notes\/get$/,
      /^warning: .*tiny\.yaml:\d+: .*must be string, not 1\n {2}at \/info\/version$/,
    ],
    [0, 2],
  ],
  [
    'two errors of one step and a warning',
    (d) => {
      d.info.version = 1;
      d['x-confab'].failures.tired = { response: '400', example: 'missing' };
      d.components.schemas.Note.properties.id['x-confab'] = { idd: 'objectid' };
    },
    [/^error: .*tired/, /^error: .*does not know the word idd/, /^warning: .*must be string/],
    [2, 2],
  ],
  [
    'an answer that cannot be made',
    (d) => {
      d.paths['/x'] = {
        get: {
          responses: {
            '200': { description: 'x', content: { 'application/json': { schema: cannotBeMade } } },
          },
        },
      };
    },
    [/^warning: .*no value was found that fits the schema/, /^warning: .*no finite value fits this schema/],
    [0, 2],
  ],
];

describe('confab lint', () => {
  test.each(some(DOCUMENTS, 4))('%s', async (_, change, expected, [code, strict]) => {
    const path = await tinyFile(change);
    const { code: own, out } = await run(['lint', path]);
    const told = out.split(/\n(?=error|warning)/).filter((text) => text.trim() !== '');
    expect(told.map((text) => text.trimEnd()).sort()).toEqual(
      expected.map((pattern) => expect.stringMatching(pattern)),
    );
    expect([own, (await run(['lint', path, '--strict'])).code]).toEqual([code, strict]);
    const lines = (await run(['lint', path, '--json'])).out.split('\n').filter((line) => line !== '');
    expect(lines.map((line) => JSON.parse(line).level).sort()).toEqual(
      expected.map(({ source }) => /^\^(\w+)/.exec(source)?.[1]).sort(),
    );
  });

  test.each(some(builtinNames(), 4))('%s has nothing wrong', async (name) => {
    expect(await run(['lint', name, '--strict'])).toMatchObject({ code: 0, out: '' });
  });

  const REFUSED: [string, () => Promise<string[]>, number, RegExp][] = [
    ['no file', async () => [], 1, /name the file of an OpenAPI document/],
    ['an unknown option', async () => ['--port', '1'], 1, /--port/],
    ['a file that is not there', async () => ['none.yaml'], 2, /none\.yaml/],
    ['no YAML', async () => [await file('x.yaml', 'a: [1')], 2, /not YAML or JSON/],
    ['an overlay for two', async () => ['a.yaml', 'b.yaml', '--overlay', 'c.yaml'], 1, /one document/],
  ];
  test.each(some(REFUSED, 4))('%s is told', async (_, argv, code, said) => {
    const ran = await run(['lint', ...(await argv())]);
    expect(ran.code).toBe(code);
    expect(ran.out + ran.err).toMatch(said);
    expect(ran.out + ran.err).not.toContain('bug of confab');
  });
});
