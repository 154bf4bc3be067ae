import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/spec/json.ts';
import { createValidators } from '../../src/spec/validators.ts';
import { some } from '../_some.ts';

const validators = createValidators({});
const check = (schema: JsonObject, value: unknown) => validators.compile(schema)(value);
const ajv = addFormats.default(new Ajv2020({ strict: false }) as never) as unknown as Ajv2020;

describe('items that must differ', () => {
  const unique = { type: 'array', uniqueItems: true };
  const byAjv = ajv.compile(unique);

  test.each<[string, Json[]]>(
    some<[string, Json[]]>(
      [
        ['nothing', []],
        ['one', [1]],
        ['different ones', [1, '1', true, null, [1], { a: 1 }, 'true', 'null', '[1]']],
        ['an object and a list of what it has', [{ a: 1 }, [['a', 1]], ['a', 1]]],
        ['equal numbers', [1, 2, 1]],
        ['nothing, from both sides', [0, -0]],
        ['equal texts', ['a', 'b', 'a', 'b']],
        ['three equal ones', ['a', 'a', 'a']],
        [
          'objects in another order',
          [
            { a: 1, b: [{ c: 1, d: 2 }] },
            { b: [{ d: 2, c: 1 }], a: 1 },
          ],
        ],
        [
          'lists in another order',
          [
            [1, 2],
            [2, 1],
          ],
        ],
        ['names that objects inherit', [JSON.parse('{"__proto__":1}'), {}, { constructor: 1 }]],
        ['the same such names', [JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":1}')]],
      ],
      4,
    ),
  )('%s: as Ajv finds', (_, items) => {
    const said = byAjv(items) ? [] : (byAjv.errors ?? []).map(({ message, params }) => ({ message, params }));
    expect(check(unique, items).map(({ message, params }) => ({ message, params }))).toEqual(said);
  });

  test('uniqueItems: false asks nothing', () => expect(check({ uniqueItems: false }, [1, 1])).toEqual([]));

  // Compared with each other, as Ajv does, they would take hours.
  test('a hundred thousand objects', () => {
    const items = Array.from({ length: 100_000 }, (_, n) => ({ n }));
    expect(check(unique, items)).toEqual([]);
    expect(check(unique, [...items, { n: 5 }])).toHaveLength(1);
  });
});

describe('a URL', () => {
  const byAjv = ajv.compile({ type: 'string', format: 'url' });
  const users = ['', 'u@', 'u:p@', 'u:@', ':p@', '@', ':@', 'a@b@', 'a:b:c@', 'u:p@x@', '%41@'];
  const hosts = [
    'example.com',
    '8.8.8.8',
    '10.0.0.1',
    '192.168.1.1',
    'localhost',
    '',
    'a',
    'exa mple.com',
    'ex-ample.中国',
    'EXAMPLE.com:80',
    'example.com/a?b#c',
    'example.com/a@b',
  ];

  test.each(some(['http://', 'https://', 'ftp://', 'gopher://', 'HTTP://', ''], 3))(
    '%s… is what ajv-formats takes for one',
    (scheme) => {
      const urls = users.flatMap((user) => hosts.map((host) => scheme + user + host));
      const taken = (fits: (url: string) => boolean) => urls.filter(fits);
      const url = { type: 'string', format: 'url' };
      expect(taken((one) => check(url, one).length === 0)).toEqual(taken((one) => byAjv(one)));
    },
  );
});

// Each of them took ajv-formats minutes or hours where its expression goes back.
const SEEDS = ['a', '1', 'a.', 'a-', '.', '/', '%41', 'a@', ':', '1:', '::', '{a}', '(', '~0', 'A=', ' '];
test.each(
  some(
    [
      'date-time',
      'duration',
      'email',
      'hostname',
      'ipv4',
      'ipv6',
      'json-pointer',
      'uri',
      'uri-reference',
      'uri-template',
      'url',
      'uuid',
      'byte',
    ],
    4,
  ),
)('a long text ends as %s', (format) => {
  const fits = validators.compile({ type: 'string', format });
  for (const start of ['', 'http://', '/', '{'])
    for (const seed of SEEDS) fits(`${start}${seed.repeat(100_000 / seed.length)}\n`);
});

test('of a million things that are wrong in a body, ten thousand are told', () => {
  const items = { anyOf: [{ type: 'integer' }, { type: 'boolean' }, { type: 'null' }] };
  expect(check({ type: 'array', items }, Array(100_000).fill(''))).toHaveLength(10_000);
});
