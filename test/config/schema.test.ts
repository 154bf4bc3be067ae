import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { CONFIG_KIND } from '../../src/config/config-kind.ts';
import { toConfigSchema } from '../../src/config/config-schema.ts';
import { COMMANDS } from '../../src/config/word.ts';
import { WORDS } from '../../src/config/words.ts';
import type { Json, JsonObject } from '../../src/spec/json.ts';
import { slowTest } from '../_some.ts';

const FILE = new URL('../../docs/config.schema.json', import.meta.url);

/** `UPDATE_SCHEMA=1 npx vitest run test/config/schema` writes it. */
test('docs/config.schema.json is what a configuration is checked by', () => {
  const written = `${JSON.stringify(toConfigSchema(), undefined, 2)}\n`;
  if (process.env.UPDATE_SCHEMA) writeFileSync(FILE, written);
  expect(readFileSync(FILE, 'utf8')).toBe(written);
});

const isConfig = new Ajv2020({ strict: false }).compile(toConfigSchema());

const VALUES: Json[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  1.5,
  65_536,
  2 ** 31,
  1e9,
  1e9 + 1,
  '',
  ' ',
  'a',
  '0',
  'true',
  'now',
  '2026-03-20',
  '2026-03-20T08:00:00Z',
  'gptbots',
  './own.yaml',
  'gptbots.clamp',
  'schema',
  'text',
  'json=a.json',
  'error',
  'warn',
  'missing',
  'documented',
  'mock',
  '30d',
  '*',
  '*.a',
  'https://a.example',
  'https://a.example/b?c',
  '${A}',
  'a${A:-b}',
  [],
  ['a'],
  [1],
  ['gptbots'],
  ['${A}'],
  ['https://a.example'],
  ['schema'],
  ['text'],
  [[]],
  {},
  { a: 1 },
  { gptbots: 1 },
  { gptbots: 'a' },
  { gptbots: ['a', 1] },
  { gptbots: null },
  { '': 'a' },
  { a: { url: 'https://a.example' } },
  { a: { url: 1 } },
  { a: { url: 'https://a.example', env: { 'A-B': 'x' } } },
  [{ check: 'schema', reason: 'a', expires: '2027-01-31' }],
  [{ check: 'schema', reason: 'a' }],
  [{ check: 'schema', reason: 'a', expires: 'soon' }],
  [{ cause: 'gone' }],
  [{ cause: 'nothing' }],
  [{ fault: 'stall', wait: 1.5, when: { page: 2, a: 'b', c: true } }],
  [{ when: { page: [] } }],
  { target: 'a' },
  { port: 0 },
  { seed: 'a' },
  { unknown: 1 },
];

/** A word and each of some values, at the top, in each section, in a target and in an environment. */
const PLACES: ((word: string, value: Json) => JsonObject)[] = [
  (word, value) => ({ [word]: value }),
  ...COMMANDS.map((command) => (word: string, value: Json) => ({ [command]: { [word]: value } })),
  (word, value) => ({ targets: { a: { url: 'https://a.example', [word]: value } } }),
  (word, value) => ({ environments: { a: { [word]: value } } }),
];

slowTest('an editor refuses what a command refuses, and nothing else', () => {
  const words = [
    ...Object.keys(WORDS),
    ...COMMANDS,
    'targets',
    'target',
    'env',
    'environments',
    '$schema',
    'unknown',
  ];
  const different: string[] = [];
  let accepted = 0;
  for (const place of PLACES)
    for (const word of words)
      for (const value of VALUES) {
        const config = place(word, value);
        const isFine = CONFIG_KIND.refuse(config, true).length === 0;
        accepted += isFine ? 1 : 0;
        if (isFine !== isConfig(config)) different.push(JSON.stringify(config));
      }
  expect(different).toEqual([]);
  expect(accepted).toBeGreaterThan(1000);
});
