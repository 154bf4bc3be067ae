import { describe, expect, it } from 'vitest';
import { TRIALS, tryMutant, VENDORS } from './_moving.ts';

/** Every mutant of paging, tokens and order on lists that move. */

/** What is not found yet, and what comes of it, in a list of our own that goes on by rows to skip. */
const MISSED = new Map([['diary.listDrafts page-size-clamped', 'otherwise']]);

describe.each(VENDORS)('%s gains a row every 20 requests', (vendor) => {
  const table = TRIALS.filter(({ trial }) => trial.vendor === vendor);
  it.each(table)('and $mutant.name is found ($trial.operation)', async ({ mutant, trial }) => {
    const { outcome, first, doubtful } = await tryMutant(mutant, { ...trial, every: 20 });
    const wanted = MISSED.get(`${vendor}.${trial.operation} ${mutant.name}`) ?? 'right';
    expect(outcome, first ?? doubtful.join('\n')).toBe(wanted);
  });
});
