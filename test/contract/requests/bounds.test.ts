import { expect, test } from 'vitest';
import { numbersAtBounds, numbersBeyondBounds } from '../../../src/contract/requests/bounds.ts';
import { createExactText } from '../../../src/spec/exact-number.ts';

type Place = 'query' | 'body';

/** A schema as a document writes it, and the numbers that its requests have. */
const table: [schema: string, place: Place, allowed: (number | string)[], forbidden: (number | string)[]][] =
  [
    ['{"type":"integer","minimum":1,"maximum":100}', 'query', [1, 100], [0, 101]],
    ['{"type":"integer","exclusiveMinimum":1,"exclusiveMaximum":100}', 'query', [2, 99], [1, 100]],
    ['{"type":"integer","minimum":0.5,"maximum":10.5}', 'query', [1, 10], [0, 11]],
    ['{"type":"integer","exclusiveMinimum":0.5,"exclusiveMaximum":10.5}', 'query', [1, 10], [0, 11]],
    ['{"type":"integer","minimum":1e3}', 'query', [1000], [999]],
    ['{"type":"integer","multipleOf":5,"minimum":3,"maximum":22}', 'query', [5, 20], [2, 23, 6]],
    ['{"type":"number","minimum":0.1,"maximum":0.7}', 'query', [0.1, 0.7], [-0.9, 1.7]],
    ['{"type":"number","maximum":4.35}', 'query', [4.35], [5.35]],
    [
      '{"type":"number","multipleOf":0.1,"minimum":0.25,"maximum":0.75}',
      'query',
      [0.3, 0.7],
      [-0.75, 1.75, 0.35],
    ],
    ['{"type":"number","exclusiveMaximum":1}', 'query', [], [1]],
    ['{"type":"number","minimum":1e-7}', 'query', [1e-7], [-0.9999999]],
    [
      '{"type":"integer","maximum":9223372036854775807}',
      'query',
      ['9223372036854775807'],
      ['9223372036854775808'],
    ],
    [
      '{"type":"integer","minimum":-9223372036854775808}',
      'query',
      ['-9223372036854775808'],
      ['-9223372036854775809'],
    ],
    ['{"type":"integer","maximum":9007199254740993}', 'query', ['9007199254740993'], ['9007199254740994']],
    ['{"type":"integer","maximum":9007199254740991}', 'query', [9007199254740991], ['9007199254740992']],
    // A body has no text for a number, and few servers read more than 64 bits.
    ['{"type":"integer","maximum":9007199254740993}', 'body', [9007199254740992], []],
    ['{"type":"integer","maximum":1e21}', 'query', [], []],
    ['{"type":"integer","maximum":99999999999999999999}', 'query', [], ['100000000000000000000']],
    ['{"type":"integer","format":"int32","maximum":4294967295}', 'query', [], [4294967296]],
    // Which of the two it was, JavaScript does not say.
    ['{"type":"integer","maximum":9007199254740993,"x":9007199254740992}', 'query', [], []],
  ];

test.each(table)('%s in a %s', (text, place, allowed, forbidden) => {
  const schema = JSON.parse(text);
  const field = { schema, types: [schema.type], in: place };
  const exact = createExactText([text]);
  const texts = (samples: readonly { value: unknown }[]) =>
    samples.map(({ value }) => (typeof value === 'number' ? (exact(value) ?? value) : value)).map(String);
  expect(texts(numbersAtBounds(field, exact))).toEqual(allowed.map((one) => texts([{ value: one }])[0]));
  expect(texts(numbersBeyondBounds(field, exact))).toEqual(
    forbidden.map((one) => texts([{ value: one }])[0]),
  );
});
