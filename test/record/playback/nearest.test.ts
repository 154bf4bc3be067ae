import { expect, test } from 'vitest';
import { nearestRecordings } from '../../../src/record/playback/nearest.ts';
import type { StoredFixture } from '../../../src/record/store/store.ts';

const keyOf = (list: readonly unknown[], path = '/list') =>
  JSON.stringify(['tiny', 'list', 'POST', path, [['page', '1']], ['json', ['[', ...list]]]);
const stored = (file: string, key: string) =>
  ({ file, vendor: 'tiny', operation: 'list', key }) as StoredFixture;

test('of a long body only the first differences are told', () => {
  const values = Array.from({ length: 100_000 }, (_, n) => n);
  const [near, ...others] = nearestRecordings(keyOf(values), [
    stored(
      'far.json',
      keyOf(
        values.map((n) => n + 1),
        '/other',
      ),
    ),
    stored('near.json', keyOf([0, 1, 2])),
  ]);
  expect(near).toMatchObject({ file: 'near.json' });
  expect(near?.differences).toHaveLength(21);
  expect(near?.differences[0]).toBe('body /3 is absent there and 3 here');
  expect(near?.differences.at(-1)).toMatch(/^and \d+ more$/);
  expect(others.map(({ file }) => file)).toEqual(['far.json']);
});

test('a long number in a body is told with its digits', () => {
  const [near] = nearestRecordings(keyOf([['#', '1e20']]), [stored('a.json', keyOf([['#', '2e20']]))]);
  expect(near?.differences).toEqual(['body /0 is ["#","2e20"] there and ["#","1e20"] here']);
});
