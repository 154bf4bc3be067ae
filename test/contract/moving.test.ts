import { describe, expect, it } from 'vitest';
import type { MovingJob } from '../../mutants/index.js';
import { some } from '../_some.ts';
import { TRIALS, tryAsItIs, tryMutant } from './_moving.ts';

/** A few lists that move; `npm run test:slow` has them all. */

const CHOSEN = [
  'page-size-ignored',
  'every-page-is-page-one',
  'row-lost-between-pages',
  'pages-from-zero',
  'total-off-by-one',
  'past-the-end-first-page',
  'default-size-changed',
  'token-loops',
  'direction-ignored',
];

describe('a list that gains a row every 20 requests, and is broken', () => {
  const table = CHOSEN.map((name) => {
    const trials = TRIALS.filter(({ mutant }) => mutant.name === name);
    // Where tokens lead, each page takes those before it: a short list of pages shows the same sooner.
    const isQuick = ({ vendor }: { vendor: string }) => vendor === 'gptbots' || vendor === 'bigmodel';
    return (trials.find(({ trial }) => isQuick(trial)) ?? trials[0]) as (typeof TRIALS)[0];
  });
  it.each(some(table, 3))('$mutant.name on $trial.vendor: $mutant.about', async ({ mutant, trial }) => {
    const { outcome, first } = await tryMutant(mutant, { ...trial, every: 20, only: mutant.expects });
    expect(outcome, first).toBe('right');
  });
});

describe('a list that moves and is as it should be', () => {
  it.each<MovingJob>(
    some(
      [
        { vendor: 'gptbots', every: 1, move: 'five new rows come' },
        { vendor: 'gptbots', every: 7, move: 'a new row comes', replicas: 2 },
        { vendor: 'cybotstar', every: 3, move: 'a row in the middle goes', rows: 41 },
        { vendor: 'bigmodel', every: 5, move: 'a row changes and becomes the newest', rows: 21 },
      ],
      4,
    ),
  )('$vendor, once in $every requests $move', async (job) => {
    const { outcome, first, stopped } = await tryAsItIs(job);
    expect(outcome, first).toBe('clean');
    expect(stopped).toBeUndefined();
  });
});
