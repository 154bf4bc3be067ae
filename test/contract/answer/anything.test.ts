import { expect, test } from 'vitest';
import { checkExchange } from '../../../src/contract/check-exchange.ts';
import { createMock } from '../../../src/mock/create-mock.ts';
import { toExampleRequest } from '../../../src/spec/example-request.ts';
import { isObject, type Json } from '../../../src/spec/json.ts';
import { some } from '../../_some.ts';
import { answer } from './_answer.ts';

/** What an answer may hold in any place of it. */
const ODD: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  -1e20,
  9_007_199_254_740_992,
  0.1,
  '',
  '?',
  '\ufffd',
  'ä',
  '你好',
  '1970-01-01T00:00:00Z',
  '9999-99-99 99:99:99',
  '{',
  '\ud800',
  [],
  [[]],
  [null],
  {},
  { __proto__x: 1, toString: 'no' },
  { '': { '~/': [1] } },
];

const mock = await createMock({ rows: 3 });

test.each(
  some(
    mock.specs.flatMap((spec) =>
      spec.operations
        .filter(({ safe }) => safe)
        .map((operation) => ({ name: `${spec.name} ${operation.id}`, spec, operation })),
    ),
    5,
  ),
)('no check is brought down by what may come: $name', ({ spec, operation }) => {
  const values = toExampleRequest(spec, operation);
  expect(values.method).toBe(operation.method);
  const examples = [...operation.responses.values()].flatMap(({ status, content }) =>
    [...content.values()].flatMap(({ type, examples }) =>
      [...examples.values()].map((body) => ({ status, type, body })),
    ),
  );
  let tried = 0;
  for (const { status, type, body } of examples) {
    for (const [turn, path] of placesIn(body).entries()) {
      for (const odd of ODD.filter((_, index) => (index + turn) % 5 === 0)) {
        const changed = JSON.stringify(put(body, path, odd));
        const exchange = answer({
          status: Number(status) || 500,
          body: changed,
          headers: [['content-type', type]],
        });
        expect(() => checkExchange(spec, operation, exchange, { asserted: 'assumed' })).not.toThrow();
        tried += 1;
      }
    }
  }
  expect(tried).toBeGreaterThan(ODD.length);
});

test('nor by bytes that are no text at all', () => {
  const [spec] = mock.specs;
  const [operation] = spec?.operations ?? [];
  if (!spec || !operation) throw new Error('there is no operation');
  const bodies = Array.from({ length: 60 }, (_, seed) =>
    Uint8Array.from({ length: seed % 40 }, (_, index) => (seed * 2_654_435_761 * (index + 1)) >>> 13),
  );
  for (const body of bodies) {
    for (const encoding of ['', 'gzip', 'br', 'deflate', 'gzip, br, own']) {
      const headers = [
        ['content-type', 'application/json; charset=utf-16'],
        ['content-encoding', encoding],
      ] as const;
      expect(() => checkExchange(spec, operation, answer({ body, headers }))).not.toThrow();
    }
  }
});

function placesIn(value: Json, path: readonly string[] = []): string[][] {
  const inside = isObject(value) || Array.isArray(value) ? Object.entries(value) : [];
  return [[...path], ...inside.flatMap(([name, child]) => placesIn(child, [...path, name]))];
}

function put(value: Json, [name, ...rest]: readonly string[], odd: Json): Json {
  if (name === undefined) return odd;
  if (Array.isArray(value))
    return value.map((one, index) => (String(index) === name ? put(one, rest, odd) : one));
  return isObject(value) ? { ...value, [name]: put(value[name] ?? null, rest, odd) } : value;
}
