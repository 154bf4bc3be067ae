import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MOVES } from '../../mutants/index.js';
import { tryAsItIs, VENDORS } from './_moving.ts';

/**
 * Every kind of move on a list as it should be, once in 20 or 60 requests in turn: no finding may come. MOVING=all
 * takes faster ones too, and services that lag behind each other, on short lists and on long ones: most of an hour on
 * two cores, and not without false alarms yet where filtered lists move at almost every request.
 */

const PROFILES = readdirSync(new URL('../../specs/profiles/', import.meta.url)).map((file) =>
  file.replace(/\.yaml$/, ''),
);
const ALL = process.env.MOVING === 'all';
const RATES = ALL ? [1, 2, 3, 5, 7, 20, 60] : [20, 60];
const REPLICAS = ALL ? [2, 3] : [];

/** Of a list: all of it, or one in turn. */
const some = <T>(all: readonly T[], turn: number): readonly T[] =>
  ALL ? all : [all[turn % all.length] as T];

describe.each(VENDORS.map((vendor, turn) => ({ vendor, turn })))(
  '$vendor, as it should be',
  ({ vendor, turn }) => {
    const table = Object.keys(MOVES).flatMap((move, n) =>
      some(RATES, turn + n).map((every) => ({ move, every, sizes: some([237, 5], turn + n) })),
    );
    it.each(table)('once in $every requests $move', async ({ sizes, ...job }) => {
      for (const rows of sizes) {
        const { outcome, first } = await tryAsItIs({ ...job, vendor, rows });
        expect(outcome, first).toBe('clean');
      }
    });

    it.each(REPLICAS)('behind %i services that lag', async (replicas) => {
      for (const every of [1, 4, 20]) {
        const { outcome, first } = await tryAsItIs({ vendor, every, replicas });
        expect(outcome, first).toBe('clean');
      }
    });

    it.each(some([2, 3, 4], turn))('with seed %i', async (seed) => {
      for (const every of some(RATES, turn)) {
        const { outcome, first } = await tryAsItIs({ vendor, every, seed });
        expect(outcome, first).toBe('clean');
      }
    });
  },
);

describe.each(PROFILES.map((profile, turn) => ({ profile, turn })))(
  'the profile $profile',
  ({ profile, turn }) => {
    it.each(some(Object.keys(MOVES), turn))('%s', async (move) => {
      const vendor = profile.split('.')[0] as string;
      for (const every of some(RATES, turn)) {
        const { outcome, first } = await tryAsItIs({ vendor, profiles: [profile], every, move });
        expect(outcome, first).toBe('clean');
      }
    });
  },
);
