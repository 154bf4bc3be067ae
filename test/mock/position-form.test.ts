import { expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { some } from '../_some.ts';
import { file } from '../_tiny.ts';
import { plainDocument } from '../spec/recognise/_plain.ts';

const TEXT = { type: 'string' };
const NULLABLE = { type: ['string', 'null'] };
const LIMIT = { type: 'integer', minimum: 1, maximum: 100 };

/** Tokens are of the form that the document wants of them. */
test.each<[string, object, RegExp]>(
  some<[string, object, RegExp]>(
    [
      ['anything', TEXT, /^[\w-]{8,}$/],
      [
        'letters and digits that are not many',
        { ...TEXT, pattern: '^[A-Za-z0-9_-]+$', maxLength: 60 },
        /^[\w-]{8,60}$/,
      ],
      ['a UUID', { ...TEXT, format: 'uuid' }, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/],
      ['an object id', { ...TEXT, pattern: '^[0-9a-f]{24}$' }, /^[\da-f]{24}$/],
      ['a digest', { ...TEXT, minLength: 32, maxLength: 32 }, /^[\da-f]{32}$/],
      ['digits', { ...TEXT, pattern: '^\\d+$' }, /^\d+$/],
      ['a UUID or nothing', { anyOf: [{ ...TEXT, format: 'uuid' }, { type: 'null' }] }, /^[\da-f-]{36}$/],
      ['a number', { type: 'integer' }, /^\d+$/],
    ],
    4,
  ),
)('%s', async (_, schema, form) => {
  const isNumber = (schema as any).type === 'integer';
  const document = plainDocument({
    query: { cursor: schema, limit: LIMIT },
    beside: { next_cursor: isNumber ? { type: ['integer', 'null'] } : NULLABLE },
  });
  const path = await file('plain.json', document);
  const mock = await createMock({ vendors: [path], rows: 23 });
  const seen = new Set<unknown>();
  const given: string[] = [];
  for (let next: unknown = ''; next !== null && next !== undefined; ) {
    const query = next === '' ? '' : `&cursor=${encodeURIComponent(String(next))}`;
    const response = await mock.fetch(`http://mock/things?limit=10${query}`);
    const body: any = await response.json();
    for (const { id } of body.items) seen.add(id);
    next = body.next_cursor;
    if (next) given.push(String(next));
  }
  expect(seen.size).toBe(23);
  expect(given).toHaveLength(2);
  for (const token of given) expect(token).toMatch(form);
});

test.each<[string, object, string]>([
  ['a UUID', { ...TEXT, format: 'uuid' }, '00000000-0000-4000-8000-00000000000a'],
  ['an object id', { ...TEXT, pattern: '^[0-9a-f]{24}$' }, '00000000000000000000000a'],
  ['anything', TEXT, Buffer.from('10.abc').toString('base64url')],
])('one that nobody gave leads nowhere: %s', async (_, schema, token) => {
  const document = plainDocument({
    query: { cursor: schema, limit: LIMIT },
    beside: { next_cursor: NULLABLE },
  });
  const mock = await createMock({ vendors: [await file('plain.json', document)] });
  const response = await mock.fetch(`http://mock/things?cursor=${token}`);
  expect(response.status).toBe(400);
});
