import { describe, expect, test } from 'vitest';
import { givenToMock } from '../../src/auth/given.ts';
import { checkContract } from '../../src/check-contract.ts';
import { createAnnounced } from '../../src/contract/announced.ts';
import type { CheckLog } from '../../src/contract/check-log.ts';
import { GivenUp } from '../../src/contract/given-up.ts';
import { builtinNames } from '../../src/spec/builtin.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { some } from '../_some.ts';
import { withMock } from '../cli/_loopback.ts';
import { checkThrough, status } from './_faults.ts';

async function envOf(vendor: string): Promise<Record<string, string>> {
  const specs = await loadSpecs({ vendors: [vendor] });
  return Object.fromEntries(
    specs.flatMap((spec) => [...givenToMock(spec).variables].map(([secret, name]) => [name, secret])),
  );
}

describe('the most requests, as they are said before the first', () => {
  test.each(
    some(
      builtinNames()
        .reverse()
        .map((vendor) => [vendor, 60] as const),
      3,
    ),
  )('hold at %s with %i rows', async (vendor, rows) => {
    const plans: number[] = [];
    const seen: number[] = [];
    await withMock(
      { vendors: [vendor], rows },
      (same) => same,
      async (url) => {
        const { specs } = await checkContract({
          url: `${url}/${vendor}`,
          vendors: [vendor],
          env: await envOf(vendor),
          timeout: 600_000,
          planned: ({ requests, rate }) => {
            expect([seen, rate]).toEqual([[], undefined]);
            plans.push(requests);
          },
          progress: (_vendor, _operation, requests) => seen.push(requests),
        });
        const [spec] = specs;
        expect(plans).toHaveLength(1);
        expect(spec?.requests).toBeLessThanOrEqual(plans[0] as number);
        expect(spec?.ledger.filter(({ detail }) => detail?.includes('was to send'))).toEqual([]);
      },
    );
  });

  test('is no more than is allowed', async () => {
    const plans: unknown[] = [];
    await withMock(
      { vendors: ['gptbots'], rows: 5 },
      (same) => same,
      async (url) => {
        const options = { url, vendors: ['gptbots'], env: await envOf('gptbots'), timeout: 600_000 };
        await checkContract({ ...options, maxRequests: 7, rate: 500, planned: (plan) => plans.push(plan) });
      },
    );
    expect(plans).toEqual([{ requests: 7, rate: 500 }]);
  });

  test('is kept: what would be too much is given up', () => {
    const log = { givenUp: [] as GivenUp[] } as unknown as CheckLog;
    const announced = createAnnounced();
    for (let count = 0; count < 1000; count += 1) announced.take(log);
    announced.most = 1001;
    announced.take(log);
    expect(() => announced.take(log)).toThrow(GivenUp);
    expect(log.givenUp.map(({ reason, message }) => `${reason}: ${message}`)).toEqual([
      'budget: the run was to send 1,001 requests at most',
    ]);
  });
});

describe('a limit of requests', () => {
  test.each(some([7, 1, 100, 2, 40], 3))(
    'of %i: no more are sent, and what is left is said',
    async (most) => {
      const result = await checkThrough(status(503), () => false, { maxRequests: most });
      expect([result.requests, result.stopped?.why, result.findings]).toEqual([most, 'budget', []]);
      const left = result.ledger.filter(({ state }) => state === 'skipped');
      expect(left.filter(({ reason }) => reason === 'budget').length).toBeGreaterThan(0);
      expect(left.filter(({ reason }) => reason === 'stopped' || reason === 'not-reached')).toEqual([]);
      expect(result.ledger.filter(({ state }) => state === 'failed' || state === 'inconclusive')).toEqual([]);
    },
  );

  test('that is enough leaves nothing out', async () => {
    const result = await checkThrough(status(503), () => false, { maxRequests: 1000 });
    expect([result.stopped, result.ledger.filter(({ reason }) => reason === 'budget')]).toEqual([
      undefined,
      [],
    ]);
  });

  test('counts what has to be sent again', async () => {
    const result = await checkThrough(status(503), (number) => number === 5, { maxRequests: 10 });
    expect([result.requests, result.retries, result.stopped?.why]).toEqual([10, 1, 'budget']);
  });

  test('what was broken until then is broken', async () => {
    const wrong = status(
      200,
      [['Content-Type', 'application/json']],
      '{"notes":[{}],"total":1,"more":false,"page":1}',
    );
    const result = await checkThrough(wrong, () => true, { maxRequests: 3 });
    expect(result.findings.map(({ check }) => check)).toContain('schema');
  });
});
