import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkContract } from '../../../src/check-contract.ts';
import { some } from '../../_some.ts';
import { RESPONSE_CHECKS } from '../_checks.ts';

const profiles = readdirSync('specs/profiles').map((file) => file.replace(/\.yaml$/, ''));
const cases = [
  ...[0, 5].map((rows) => ({ name: `${rows} rows`, options: { rows } })),
  ...profiles.map((profile) => ({
    name: profile,
    options: { vendors: [profile.split('.')[0] as string], profiles: [profile], rows: 5, seed: 7 },
  })),
];

it.each(some(cases, 4))('finds nothing in answers of the mock: $name', async ({ options }) => {
  const { specs } = await checkContract({ ...options, only: RESPONSE_CHECKS });
  const found = specs.flatMap(({ findings, vendor }) =>
    findings.map(
      ({ check, title, operation, actual }) => `${vendor} ${operation} ${check}: ${title}: ${actual}`,
    ),
  );
  expect(found).toEqual([]);
  expect(specs.filter(({ stopped }) => stopped)).toEqual([]);
});
