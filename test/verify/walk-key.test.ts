import { expect, test } from 'vitest';
import { toRuns } from '../../src/verify/walk-key.ts';

const MINUTE = 60_000;

test.each<[string, number[], number[][]]>([
  ['nothing', [], []],
  ['what comes in any order', [2, 0, 1], [[0, 1, 2]]],
  [
    'a pause',
    [0, 1, 10, 21, 22],
    [
      [0, 1, 10],
      [21, 22],
    ],
  ],
])('recordings of one session: %s', (_, minutes, expected) => {
  const sessions = toRuns(minutes.map((minute) => ({ at: minute * MINUTE })));
  expect(sessions.map((session) => session.map(({ at }) => at / MINUTE))).toEqual(expected);
});

test('a session has no more pages than memory has room for', () => {
  const sessions = toRuns(Array.from({ length: 1200 }, (_, at) => ({ at })));
  expect(sessions.map(({ length }) => length)).toEqual([500, 500, 200]);
});
