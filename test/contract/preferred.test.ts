import { expect, test } from 'vitest';
import { checkContract } from '../../src/check-contract.ts';

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
