import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CATALOGUE, loadVendors, trialsOf, tryMutant } from '../../../mutants/index.js';
import * as acs3 from '../../../src/auth/acs3.ts';
import { createCredentials } from '../../../src/auth/client.ts';
import { checkContract } from '../../../src/check-contract.ts';
import { answerMismatch } from '../../../src/http/failure-match.ts';
import { createMock } from '../../../src/mock/create-mock.ts';
import { toExampleValues } from '../../../src/spec/example-request.ts';
import { failureOf } from '../../../src/spec/failure-of.ts';
import { fieldAt } from '../../../src/spec/field.ts';
import { createTimeFormat } from '../../../src/spec/time-format.ts';
import { idTemplateOf } from '../../../src/spec/value-words.ts';

const lib = {
  ...{
    checkContract,
    createMock,
    createCredentials,
    acs3,
    failureOf,
    answerMismatch,
    createTimeFormat,
    idTemplateOf,
  },
  ...{ toExampleValues, fieldAt },
};

/** What only a list has that counts pages from 0, turns its flags round, takes several orders and filters by a field of an object. */
const OWN = ['pages-from-one', 'page-echo-from-one', 'flags-turned-round', 'second-order-ignored'];
const ALSO = [
  'filter-ignored',
  'never-more',
  'earlier-on-the-first-page',
  'page-echo-stuck',
  'order-field-ignored',
];

const DIARY = fileURLToPath(new URL('../../../mutants/diary.yaml', import.meta.url));

describe("the diary's photos", async () => {
  const specs = await loadVendors(lib);
  const mutants = CATALOGUE.filter(({ name }) => [...OWN, ...ALSO].includes(name));
  const trials = trialsOf(lib, mutants, specs).filter(({ operation }) => operation === 'listPhotos');

  test('every one of its mutants is tried', () => {
    expect(new Set(trials.map(({ mutant }) => mutant))).toEqual(new Set([...OWN, ...ALSO]));
  });

  test('they keep their own document', async () => {
    const { specs: found } = await checkContract({ vendors: [DIARY], rows: 150 });
    expect(found.flatMap(({ findings }) => findings.filter(({ level }) => level !== 'info'))).toEqual([]);
  });

  test.each(trials)('$mutant is found', async (trial) => {
    const mutant = CATALOGUE.find(({ name }) => name === trial.mutant);
    if (!mutant) throw new Error(trial.mutant);
    const { outcome, first } = await tryMutant(lib, mutant, { ...trial, only: mutant.expects });
    expect(outcome, first).toBe('right');
  });
});
