import { expect, test } from 'vitest';
import { createMemory } from '../../src/record/memory.ts';

interface Step {
  readonly set?: readonly [key: string, bytes: number];
  readonly get?: string;
}
const put = (key: string, bytes: number): Step => ({ set: [key, bytes] });

test.each<{ name: string; steps: readonly Step[]; left: readonly string[]; bytes: number }>([
  { name: 'as many as fit', steps: [put('a', 10), put('b', 10)], left: ['a', 'b'], bytes: 20 },
  {
    name: 'too many values: the oldest goes',
    steps: [put('a', 1), put('b', 1), put('c', 1), put('d', 1)],
    left: ['b', 'c', 'd'],
    bytes: 3,
  },
  {
    name: 'too many bytes: as many go as must',
    steps: [put('a', 40), put('b', 40), put('c', 90)],
    left: ['c'],
    bytes: 90,
  },
  {
    name: 'one that was used stays',
    steps: [put('a', 1), put('b', 1), put('c', 1), { get: 'a' }, put('d', 1)],
    left: ['a', 'c', 'd'],
    bytes: 3,
  },
  { name: 'the same again counts once', steps: [put('a', 60), put('a', 70)], left: ['a'], bytes: 70 },
  {
    name: 'one that alone is too large is not kept, and nobody goes for it',
    steps: [put('a', 60), put('b', 101)],
    left: ['a'],
    bytes: 60,
  },
  {
    name: 'one that has become too large is gone',
    steps: [put('a', 60), put('a', 101)],
    left: [],
    bytes: 0,
  },
])('$name', ({ steps, left, bytes }) => {
  const memory = createMemory<string>({ values: 3, bytes: 100 });
  for (const { set, get } of steps) {
    if (set) memory.set(set[0], set[0].toUpperCase(), set[1]);
    if (get !== undefined) memory.get(get);
  }
  expect(['a', 'b', 'c', 'd'].filter((key) => memory.get(key) === key.toUpperCase())).toEqual(left);
  expect({ size: memory.size, bytes: memory.bytes }).toEqual({ size: left.length, bytes });
});

test('it never has more than its limits, whatever is put into it', () => {
  const memory = createMemory<number>({ values: 50, bytes: 1000 });
  for (let n = 0; n < 5000; n += 1) {
    memory.set(`key ${n % 333}`, n, (n * 7919) % 120);
    expect(memory.size).toBeLessThanOrEqual(50);
    expect(memory.bytes).toBeLessThanOrEqual(1000);
  }
  memory.clear();
  expect({ size: memory.size, bytes: memory.bytes }).toEqual({ size: 0, bytes: 0 });
});
