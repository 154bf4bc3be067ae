import { describe, expect, test } from 'vitest';
import type { Result } from '../../src/result/result.ts';
import { summary } from '../../src/result/summary.ts';
import { verdictOf } from '../../src/result/verdict.ts';
import { some } from '../_some.ts';
import { checkThrough, FAULTS, status } from './_faults.ts';
import { asksFor, levelsOf, OFTEN, PLACES, tellsForEver, tellsOnce, withoutFaults } from './_transport.ts';

test('without faults nothing is sent again', async () => {
  const calm = await withoutFaults();
  expect([verdictOf(calm), calm.findings, calm.retries]).toEqual(['holds', [], 0]);
  expect(calm.ledger).toContainEqual(expect.objectContaining({ name: 'intermittent', state: 'checked' }));
});

/** Where they end up alike, one of them stands for the others: `npm run test:slow` has them all. */
const OFTEN_OF: Readonly<Record<string, typeof OFTEN>> = {
  '503': OFTEN.slice(1, 2),
  'an answer that is cut off': OFTEN.slice(-1),
};
const PLACES_OF: Readonly<Record<string, typeof PLACES>> = {
  '503': PLACES.slice(0, 1),
  'a reset': PLACES.slice(0, 1),
  'no answer': PLACES.slice(1, 2),
  'an answer that is cut off': PLACES.slice(2, 3),
  'an answer that does not end': PLACES.slice(3),
};

describe.each(some(Object.entries(FAULTS), 4))('%s', (name, fault) => {
  test.each(some(OFTEN_OF[name] ?? [], 4))('%s is told once, and takes nothing away', (_when, when, times) =>
    tellsOnce(fault, when, times),
  );

  test('fails with --intermittent error', async () => {
    const only = ['intermittent', 'page-slices'];
    const result = await checkThrough(fault, (number) => number === 2, {
      intermittent: 'error',
      only,
    });
    expect([verdictOf(result), levelsOf(result)]).toEqual(['broken', ['error intermittent']]);
  });

  test('is counted when the check is left out, and is no finding', async () => {
    const result = await checkThrough(fault, (number) => number === 2, { only: ['schema', 'accepts'] });
    expect([verdictOf(result), levelsOf(result), result.retries]).toEqual(['holds', [], 1]);
  });

  test.each(some(PLACES_OF[name] ?? [], 4))(
    'for ever, %s, is told, and what else can be seen is seen',
    (_where, when) => tellsForEver(fault, when),
  );
});

describe('where rows may move', () => {
  test.each(['503', 'an answer that is cut off'])(
    '%s at every second request breaks nothing',
    async (name) => {
      const result = await checkThrough(
        FAULTS[name] as (typeof FAULTS)[string],
        (number) => number % 2 === 0,
        {
          live: true,
        },
      );
      expect([verdictOf(result), levelsOf(result)]).toEqual(['holds', ['warning intermittent']]);
    },
  );
});

describe('what is throttled for too long', () => {
  const JSON_TYPE = ['Content-Type', 'application/json'] as const;
  const throttled = status(429, [JSON_TYPE, ['Retry-After', '3600']], '{}');
  const only = ['accepts', 'filter-sound', 'page-slices', 'total'];

  test('is skipped with a reason, and the verdict says that something was', async () => {
    const result = await checkThrough(throttled, asksFor('kind=a'), { only });
    expect([result.stopped, verdictOf(result)]).toEqual([undefined, 'holds']);
    const skipped = result.ledger.filter(({ reason }) => reason === 'throttled');
    expect(skipped.map(({ kind, name }) => `${kind} ${name}`)).toContain('enum query/kind=a');
    expect(skipped[0]?.detail).toContain('asks with status 429 to wait 3600 seconds');
    const [{ sentence } = { sentence: '' }] = summary({ specs: [result] } as unknown as Result).specs;
    expect(sentence).toMatch(
      new RegExp(`as far as it was checked: ${skipped.length} (entry|entries) not reached$`),
    );
  });

  test('everything: it could not be checked, and nothing is broken', async () => {
    const result = await checkThrough(throttled, () => true);
    expect([result.stopped?.why, verdictOf(result), result.requests]).toEqual(['throttled', 'unchecked', 1]);
  });

  test('everything from some request on: the same', async () => {
    const result = await checkThrough(throttled, (number) => number > 20, { only });
    expect([result.stopped?.why, verdictOf(result)]).toEqual(['throttled', 'unchecked']);
  });
});

describe('at every request, for ever', () => {
  test.each(
    some(
      [
        ['502', 'broken', undefined],
        ['503', 'broken', undefined],
        ['504', 'broken', undefined],
        ['a reset', 'unchecked', 'reset'],
        ['no answer', 'unchecked', 'timeout'],
        ['an answer that is cut off', 'broken', undefined],
        ['an answer that does not end', 'broken', undefined],
      ] as const,
      4,
    ),
  )('%s is told as what it is', async (name, verdict, why) => {
    const result = await checkThrough(FAULTS[name] as (typeof FAULTS)[string], () => true);
    expect([verdictOf(result), result.stopped?.why]).toEqual([verdict, why]);
    expect(levelsOf(result)).not.toContain('warning intermittent');
  });

  test.each(['a reset', 'no answer'])('from some request on, %s: the target is gone', async (name) => {
    const result = await checkThrough(FAULTS[name] as (typeof FAULTS)[string], (number) => number > 30);
    expect([verdictOf(result), result.findings]).toEqual(['unchecked', []]);
  });
});
