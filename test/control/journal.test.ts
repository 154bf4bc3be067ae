import { describe, expect, test } from 'vitest';
import { LONGEST_KEPT_BODY } from '../../src/control/entry-size.ts';
import { createJournals, JOURNAL_LIMITS } from '../../src/control/journal.ts';
import { takeBytes } from '../../src/mock/take-bytes.ts';
import { served } from './_served.ts';

const LIMITS = { entries: 3, bytes: 100_000, allEntries: 5, allBytes: 1_000_000 };
const numbered = (...all: number[]) => all.map((n) => served({ n }));

describe('what a journal keeps', () => {
  test('the newest of a scope, with how many made room', () => {
    const journal = createJournals(LIMITS).create();
    for (const one of numbered(1, 2, 3, 4, 5)) journal.add(one);
    expect(journal.entries().map(({ n }) => n)).toEqual([3, 4, 5]);
    expect(journal.dropped).toBe(2);
  });

  test('at most so many bytes of a scope', () => {
    const journal = createJournals({ ...LIMITS, bytes: 10_000 }).create();
    const body = Buffer.alloc(4000);
    for (const n of [1, 2, 3]) journal.add(served({ n, response: { status: 200, headers: {}, body } }));
    expect(journal.entries().map(({ n }) => n)).toEqual([3]);
  });

  test('headers count: a client may send thousands', () => {
    const journal = createJournals({ ...LIMITS, bytes: 10_000 }).create();
    const headers = Array.from({ length: 100 }, () => 'x'.repeat(50));
    for (const n of [1, 2, 3]) journal.add(served({ n, headers }));
    expect(journal.entries().map(({ n }) => n)).toEqual([3]);
  });

  test('altogether: entries of the least recently used scope go first', () => {
    const journals = createJournals(LIMITS);
    const [a, b] = [journals.create(), journals.create()];
    for (const one of numbered(1, 2, 3)) a.add(one);
    for (const one of numbered(4, 5, 6)) b.add(one);
    expect([a.entries().map(({ n }) => n), b.entries().map(({ n }) => n)]).toEqual([
      [2, 3],
      [4, 5, 6],
    ]);
    a.add(served({ n: 7 }));
    expect([a.entries().map(({ n }) => n), b.entries().map(({ n }) => n)]).toEqual([
      [2, 3, 7],
      [5, 6],
    ]);
    expect([a.dropped, b.dropped]).toEqual([1, 1]);
  });

  test('a journal that was emptied or closed leaves its place to others', () => {
    const journals = createJournals(LIMITS);
    const [a, b, c] = [journals.create(), journals.create(), journals.create()];
    for (const one of numbered(1, 2, 3)) a.add(one);
    for (const one of numbered(4, 5)) b.add(one);
    a.clear();
    b.close();
    for (const one of numbered(6, 7, 8)) c.add(one);
    for (const one of numbered(9, 10)) a.add(one);
    expect([a, b, c].map((one) => one.entries().map(({ n }) => n))).toEqual([[9, 10], [], [6, 7, 8]]);
    expect([a, b, c].map(({ dropped }) => dropped)).toEqual([0, 0, 0]);
  });

  test.each(['request', 'response'] as const)('of a very long body of a %s only the beginning', (of) => {
    const journal = createJournals().create();
    const long = Buffer.alloc(LONGEST_KEPT_BODY + 7, 'x');
    const response = { status: 200, headers: {}, body: of === 'response' ? long : '' };
    journal.add(served({ response, body: of === 'request' ? long.toString() : '' }));
    const [entry] = journal.entries();
    expect(entry?.cut?.[of]).toBe(long.length);
    const kept = of === 'request' ? entry?.body : entry?.response.body;
    expect(kept?.length).toBe(LONGEST_KEPT_BODY);
    expect(kept instanceof Uint8Array ? kept.buffer.byteLength : LONGEST_KEPT_BODY).toBe(LONGEST_KEPT_BODY);
  });

  test('one entry that is larger than all limits is still there', () => {
    const journal = createJournals({ entries: 3, bytes: 100, allEntries: 3, allBytes: 100 }).create();
    journal.add(served({ n: 1 }));
    expect(journal.entries().map(({ n }) => n)).toEqual([1]);
    journal.add(served({ n: 2 }));
    expect(journal.entries().map(({ n }) => n)).toEqual([2]);
  });

  test('values of a long body are not kept: they take twenty times as much', () => {
    const journal = createJournals().create();
    const values = { path: {}, query: {}, header: {}, cookie: {}, body: [] };
    journal.add(served({ body: 'x'.repeat(100), values }));
    journal.add(served({ body: 'x'.repeat(100_000), values }));
    expect(journal.entries().map((one) => one.values)).toEqual([values, undefined]);
  });
});

describe('shared memory', () => {
  const body = () => takeBytes(2000);
  const sharedBy = (entries: readonly { readonly response: { readonly body: unknown } }[]) =>
    entries.filter(({ response }) => (response.body as Uint8Array).buffer.byteLength > 2000).length;

  test('an answer that outlives its neighbours gets memory of its own', () => {
    const journals = createJournals();
    const [quiet, busy] = [journals.create(), journals.create()];
    quiet.add(served({ n: 1, response: { status: 200, headers: {}, body: body() } }));
    expect(sharedBy(quiet.entries())).toBe(1);
    for (let n = 2; n < 3 * JOURNAL_LIMITS.entries; n += 1)
      busy.add(served({ n, response: { status: 200, headers: {}, body: body() } }));
    expect(sharedBy(quiet.entries())).toBe(0);
    expect(quiet.entries()[0]?.response.body?.length).toBe(2000);
  });

  test('where all is in one scope nothing is ever copied', () => {
    const journal = createJournals().create();
    for (let n = 1; n < 4 * JOURNAL_LIMITS.entries; n += 1)
      journal.add(served({ n, response: { status: 200, headers: {}, body: body() } }));
    expect(sharedBy(journal.entries())).toBe(journal.entries().length);
  });
});

describe('following', () => {
  function followed(after?: number) {
    const journal = createJournals(LIMITS).create();
    for (const one of numbered(1, 2)) journal.add(one);
    let woken = 0;
    const follower = journal.follow(() => (woken += 1), after);
    const rest = () => {
      const all: (number | string)[] = [];
      for (let one = follower.next(); one; one = follower.next()) {
        if (one.missed > 0) all.push(`missed ${one.missed}`);
        all.push(one.exchange.n);
      }
      return all;
    };
    return { journal, follower, rest, woken: () => woken };
  }

  test.each([
    ['from now on', undefined, []],
    ['from the beginning', 0, [1, 2]],
    ['after one', 1, [2]],
    ['after the last', 2, []],
    ['after one that is still to come', 9, []],
  ] as const)('%s', (_, after, kept) => {
    const { journal, rest, woken } = followed(after);
    expect(rest()).toEqual(kept);
    journal.add(served({ n: 3 }));
    expect(woken()).toBe(1);
    expect(rest()).toEqual([3]);
    expect(rest()).toEqual([]);
  });

  test('whoever is slow is told what was missed', () => {
    const { journal, rest } = followed(0);
    for (const one of numbered(3, 4, 5, 6)) journal.add(one);
    expect(rest()).toEqual(['missed 3', 4, 5, 6]);
    for (const one of numbered(7, 8, 9, 10)) journal.add(one);
    expect(rest()).toEqual(['missed 1', 8, 9, 10]);
  });

  test('what was emptied on purpose was not missed', () => {
    const { journal, rest } = followed(0);
    journal.clear();
    for (const one of numbered(3, 4, 5, 6)) journal.add(one);
    expect(rest()).toEqual(['missed 1', 4, 5, 6]);
  });

  test('who stops is not woken any more', () => {
    const { journal, follower, woken } = followed();
    follower.stop();
    journal.add(served({ n: 3 }));
    expect(woken()).toBe(0);
  });

  test.each(['close', 'end'] as const)('%s tells that it has ended', (way) => {
    const journals = createJournals(LIMITS);
    const journal = journals.create();
    let woken = 0;
    const follower = journal.follow(() => (woken += 1));
    journal.add(served({ n: 1 }));
    expect(follower.ended).toBe(false);
    if (way === 'close') journal.close();
    else journals.end();
    expect([woken, follower.ended]).toEqual([2, true]);
    expect(follower.next()?.exchange.n).toBe(way === 'close' ? undefined : 1);
  });
});
