import { beforeAll, describe, expect, test } from 'vitest';
import type { WireRequest } from '../../src/http/exchange.ts';
import type { Result, SpecResult } from '../../src/result/result.ts';
import { summary } from '../../src/result/summary.ts';
import { verdictOf } from '../../src/result/verdict.ts';
import { checkThrough, FAULTS, status, type When } from './_faults.ts';

const NEVER: When = () => false;
let calm: SpecResult;
beforeAll(async () => {
  calm = await checkThrough(status(503), NEVER);
});

/** Everything in the ledger, but for what is about passing faults. */
const ledgerOf = ({ ledger }: SpecResult) =>
  ledger
    .filter(({ name }) => name !== 'intermittent')
    .map(({ operation, kind, name, state, reason }) => [operation, kind, name, state, reason].join(' '));
const levelsOf = ({ findings }: SpecResult) => findings.map(({ check, level }) => `${level} ${check}`);
const asksFor =
  (...words: string[]): When =>
  (_, { url }: WireRequest) =>
    words.every((word) => url.includes(word));

test('without faults nothing is sent again', () => {
  expect([verdictOf(calm), calm.findings, calm.retries]).toEqual(['holds', [], 0]);
  expect(calm.ledger).toContainEqual(expect.objectContaining({ name: 'intermittent', state: 'checked' }));
});

const OFTEN: readonly [string, When, number][] = [
  ['at the first request', (number) => number === 1, 1],
  ['once in the middle', (number) => number === 30, 1],
  ['twice in a row', (number) => number === 20 || number === 21, 2],
  ['at every tenth request', (number) => number % 10 === 0, Number.NaN],
  ['at every second one', (number) => number % 2 === 0, Number.NaN],
];

describe.each(Object.entries(FAULTS))('%s', (name, fault) => {
  // Where they end up alike, one of them stands for the others.
  const whens = /503|reset/.test(name) ? OFTEN : OFTEN.slice(-1);
  test.each(whens)('%s is told once, and takes nothing away', async (_when, when, times) => {
    const result = await checkThrough(fault, when);
    const n = Number.isNaN(times) ? (result.retries ?? 0) : times;
    expect([verdictOf(result), levelsOf(result)]).toEqual(['holds', ['warning intermittent']]);
    expect([result.retries, result.requests]).toEqual([n, calm.requests + n]);
    expect(result.findings[0]?.actual).toContain(`intermittent: ${n} of ${result.requests} requests failed`);
    expect(ledgerOf(result)).toEqual(ledgerOf(calm));
  });

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

  test.each<[string, When]>([
    ['at one page', (_number, { url }) => /[?&]page=2(&|$)/.test(url)],
    ['at one order', asksFor('sort=')],
    ['at one filter', asksFor('stars=')],
    ['at the second operation', (_number, { url }) => !url.includes('/notes?') && !url.endsWith('/notes')],
  ])('for ever, %s, is told, and what else can be seen is seen', async (_where, when) => {
    const result = await checkThrough(fault, when);
    expect(result.stopped).toBeUndefined();
    expect(verdictOf(result)).toBe('broken');
    const checks = new Set(result.findings.map(({ check }) => check));
    expect([...checks]).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(connection|server-error)$/)]),
    );
    expect(
      [...checks].filter(
        (check) => !/^(connection|server-error|accepts|filter-nobody|past-the-end|refuses)$/.test(check),
      ),
    ).toEqual([]);
    for (const name of ['page-size', 'total', 'order', 'schema', 'has-more'])
      expect(result.ledger, name).toContainEqual(
        expect.objectContaining({ operation: 'listNotes', name, state: 'checked' }),
      );
  });
});

describe('where rows may move', () => {
  test.each(['503', 'a reset', 'an answer that is cut off'])(
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
  test.each([
    ['502', 'broken', undefined],
    ['503', 'broken', undefined],
    ['504', 'broken', undefined],
    ['a reset', 'unchecked', 'reset'],
    ['no answer', 'unchecked', 'timeout'],
    ['an answer that is cut off', 'broken', undefined],
    ['an answer that does not end', 'broken', undefined],
  ] as const)('%s is told as what it is', async (name, verdict, why) => {
    const result = await checkThrough(FAULTS[name] as (typeof FAULTS)[string], () => true);
    expect([verdictOf(result), result.stopped?.why]).toEqual([verdict, why]);
    expect(levelsOf(result)).not.toContain('warning intermittent');
  });

  test.each(['a reset', 'no answer'])('from some request on, %s: the target is gone', async (name) => {
    const result = await checkThrough(FAULTS[name] as (typeof FAULTS)[string], (number) => number > 30);
    expect([verdictOf(result), result.findings]).toEqual(['unchecked', []]);
  });
});
