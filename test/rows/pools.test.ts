import { describe, expect, test } from 'vitest';
import { createPools, type toPool } from '../../src/rows/pools.ts';
import type { Json, JsonObject } from '../../src/spec/json.ts';

const HINTS: readonly { name: string; hint: Json }[] = [
  { name: 'a question', hint: 'chat.question' },
  { name: 'a name', hint: 'person.fullName' },
  { name: 'a number', hint: { 'number.int': [{ min: 1, max: 1000 }] } },
  { name: 'an id', hint: 'string.uuid' },
  { name: 'one of some', hint: { 'helpers.arrayElement': [['a', 'b', 'c']] } },
  {
    name: 'one of some, by weight',
    hint: {
      'helpers.weightedArrayElement': [
        [
          { weight: 2, value: 0 },
          { weight: 1, value: 1 },
        ],
      ],
    },
  },
];

describe.each(HINTS)('$name', ({ hint }) => {
  test('is the same whatever was asked for first', async () => {
    const forwards = allOf((await pools(hint)).faker(hint, 7));
    const pool = (await pools(hint)).faker(hint, 7);
    const backwards = [...forwards.keys()].reverse().map((n) => pool.text(n));
    expect(backwards.reverse()).toEqual(forwards);
  });

  test('is the same in a document that needs languages', async () => {
    const alone = allOf((await pools(hint)).faker(hint, 7));
    expect(allOf((await pools(hint, 'person.fullName')).faker(hint, 7))).toEqual(alone);
  });
});

test.each([
  { name: 'a hint', make: async () => (await pools(NEVER)).faker(NEVER, 1) },
  { name: 'a schema', make: async () => (await pools()).schema({ $ref: '#/components/schemas/Missing' }, 1) },
])('$name that gives no value is noticed when a value is wanted', async ({ make }) => {
  const pool = await make();
  expect(() => pool.text(0)).toThrow();
});

test('a hint that faker does not know is an error at once', async () => {
  const { faker } = await pools('no.such');
  expect(() => faker('no.such', 1)).toThrow('x-faker "no.such" is not a function of faker');
});

const NEVER = { 'helpers.arrayElement': [[]] };

function pools(...hints: Json[]) {
  const document: JsonObject = { hints: hints.map((hint) => ({ 'x-faker': hint })) };
  return createPools(document, 'tiny.yaml');
}

function allOf(pool: ReturnType<typeof toPool>): string[] {
  return Array.from({ length: pool.length }, (_, n) => pool.text(n));
}
