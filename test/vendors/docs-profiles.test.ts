import { expect, test } from 'vitest';
import { checkContract } from '../../src/check-contract.ts';
import { profileNames } from '../../src/spec/builtin.ts';
import { some } from '../_some.ts';

// A page's own profile can be checked as a whole: its requests find rows, and nothing of it is out of reach.
test.each(
  some(
    profileNames().filter((name) => name.endsWith('.docs')),
    5,
  ),
)('%s holds as a whole', async (profile) => {
  const [vendor = ''] = profile.split('.');
  const { specs } = await checkContract({ vendors: [vendor], profiles: [profile], rows: 41 });
  const [result] = specs;
  expect(result?.findings).toEqual([]);
  const missed = result?.ledger.filter(({ reason }) => reason === 'no-rows' || reason === 'not-reached');
  expect(
    missed?.map(({ operation, kind, name, reason, detail }) => ({ operation, kind, name, reason, detail })),
  ).toEqual([]);
});
