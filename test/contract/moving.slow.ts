import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MOVES } from '../../mutants/index.js';
import { TRIALS, tryAsItIs, tryMutant, VENDORS } from './_moving.ts';

/** Every mutant of paging, tokens and order on lists that move, and every kind of move on a list as it should be. */

describe.each(VENDORS)('%s gains a row every 20 requests', (vendor) => {
  const table = TRIALS.filter(({ trial }) => trial.vendor === vendor);
  it.each(table)('and $mutant.name is found ($trial.operation)', async ({ mutant, trial }) => {
    const { outcome, first, doubtful } = await tryMutant(mutant, { ...trial, every: 20 });
    expect(outcome, first ?? doubtful.join('\n')).toBe('right');
  });
});

const PROFILES = readdirSync(new URL('../../specs/profiles/', import.meta.url)).map((file) =>
  file.replace(/\.yaml$/, ''),
);
const RATES = [1, 2, 3, 5, 7, 20, 60];

describe.each(VENDORS)('%s, as it should be', (vendor) => {
  const table = Object.keys(MOVES).flatMap((move) => RATES.map((every) => ({ move, every })));
  it.each(table)('once in $every requests $move', async (job) => {
    for (const rows of [5, 237]) {
      const { outcome, first } = await tryAsItIs({ ...job, vendor, rows });
      expect(outcome, first).toBe('clean');
    }
  });

  it.each([2, 3])('behind %i services that lag', async (replicas) => {
    for (const every of [1, 4, 20]) {
      const { outcome, first } = await tryAsItIs({ vendor, every, replicas });
      expect(outcome, first).toBe('clean');
    }
  });

  it.each([2, 3, 4])('with seed %i', async (seed) => {
    for (const every of [2, 20]) {
      const { outcome, first } = await tryAsItIs({ vendor, every, seed });
      expect(outcome, first).toBe('clean');
    }
  });
});

describe.each(PROFILES)('the profile %s', (profile) => {
  it.each(Object.keys(MOVES))('%s', async (move) => {
    const vendor = profile.split('.')[0] as string;
    for (const every of [2, 20]) {
      const { outcome, first } = await tryAsItIs({ vendor, profiles: [profile], every, move });
      expect(outcome, first).toBe('clean');
    }
  });
});
