import { expect, test } from 'vitest';
import { checkContract } from '../../src/check-contract.ts';
import type { SpecResult } from '../../src/result/result.ts';
import { some } from '../_some.ts';

/** The cheapest first: `npm test` has only those. */
const VENDORS = ['gptbots', 'bigmodel', 'chatnio', 'cybotstar', 'alibaba'];

test.each(some(VENDORS, 5))(
  'nothing of our own mock of %s is left that no request provokes',
  async (vendor) => {
    const { specs } = await checkContract({
      vendors: [vendor],
      skip: ['filter-sound', 'order', 'page-slices'],
    });
    const { findings, ledger } = specs[0] as SpecResult;
    expect(findings).toEqual([]);
    const open = ledger.filter(
      ({ kind, reason }) =>
        reason === 'not-provoked' || (kind !== 'check' && reason !== undefined && reason !== 'excluded'),
    );
    expect(open).toEqual([]);
  },
);

test('an app of somebody else is asked for nothing by Prefer, and for no list of nobody', async () => {
  const { createMock } = await import('../../src/mock/create-mock.ts');
  const mock = await createMock({ vendors: ['bigmodel'], strictKeys: true });
  const asked: (string | null)[] = [];
  const { specs } = await checkContract({
    vendors: ['bigmodel'],
    only: ['schema', 'refusal', 'empty-list'],
    fetch: (request) => {
      asked.push(request.headers.get('prefer'));
      expect(request.headers.get('authorization') ?? '').not.toContain('-empty');
      return mock.fetch(request);
    },
  });
  expect(asked.filter((one) => one !== null)).toEqual([]);
  expect(specs[0]?.ledger.find(({ name }) => name === 'rate-limited')?.reason).toBe('not-provoked');
});
