import { describe, expect, it } from 'vitest';
import { TRIALS, tryMutant, VENDORS } from './_moving.ts';

/** Every mutant of paging, tokens and order on lists that move. */

/**
 * What is not found yet, and what comes of it, in lists of our own: one that has no end by tokens, and those that go on by
 * rows' ids or by rows to skip, where what moved cannot be told from what is wrong.
 */
const MISSED = new Map([
  ['diary.listEvents token-never-ends', 'survived'],
  ['diary.listLetters more-on-the-last-page', 'inconclusive'],
  ['diary.listLetters no-more-in-the-middle', 'inconclusive'],
  ['diary.listDrafts past-the-end-total', 'inconclusive'],
  ['diary.listDrafts numbers-ordered-as-text', 'inconclusive'],
  ['diary.listDrafts page-size-clamped', 'otherwise'],
]);

describe.each(VENDORS)('%s gains a row every 20 requests', (vendor) => {
  const table = TRIALS.filter(({ trial }) => trial.vendor === vendor);
  it.each(table)('and $mutant.name is found ($trial.operation)', async ({ mutant, trial }) => {
    const { outcome, first, doubtful } = await tryMutant(mutant, { ...trial, every: 20 });
    const wanted = MISSED.get(`${vendor}.${trial.operation} ${mutant.name}`) ?? 'right';
    expect(outcome, first ?? doubtful.join('\n')).toBe(wanted);
  });
});
