import { describe, expect, it } from 'vitest';
import { CATALOGUE, loadVendors, type Trial, trialsOf, tryMutant } from '../../mutants/index.js';
import * as acs3 from '../../src/auth/acs3.ts';
import { createCredentials } from '../../src/auth/client.ts';
import { checkContract } from '../../src/check-contract.ts';
import { CHECK_NAMES } from '../../src/check-titles.ts';
import { answerMismatch } from '../../src/http/failure-match.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { toExampleValues } from '../../src/spec/example-request.ts';
import { failureOf } from '../../src/spec/failure-of.ts';
import { fieldAt } from '../../src/spec/field.ts';
import { createTimeFormat } from '../../src/spec/time-format.ts';
import { idTemplateOf } from '../../src/spec/value-words.ts';
import { some } from '../_some.ts';

const lib = {
  checkContract,
  createMock,
  createCredentials,
  acs3,
  failureOf,
  answerMismatch,
  createTimeFormat,
  idTemplateOf,
  toExampleValues,
  fieldAt,
};
const specs = await loadVendors(lib);
const trials = trialsOf(lib, CATALOGUE, specs);

describe('the catalogue of mutants', () => {
  it('has each name once', () => {
    const names = CATALOGUE.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('has a mutant for every check', () => {
    const meant = new Set(CATALOGUE.flatMap(({ expects }) => expects));
    expect(CHECK_NAMES.filter((name) => !meant.has(name))).toEqual([]);
  });

  it('has no mutant that fits no operation', () => {
    const used = new Set(trials.map(({ mutant }) => mutant));
    expect(CATALOGUE.filter(({ name }) => !used.has(name)).map(({ name }) => name)).toEqual([]);
  });
});

describe('a mutant is caught by a check that is meant to', () => {
  // One for each check, on one operation; `npm run mutants` has them all.
  const chosen = new Set(
    CHECK_NAMES.flatMap((check) => CATALOGUE.find(({ expects }) => expects.includes(check)) ?? []),
  );
  const table = [...chosen].map((mutant) => ({
    mutant,
    trial: trials.find((one) => one.mutant === mutant.name) as Trial,
  }));
  it.each(some(table, 3))('$mutant.name: $mutant.about', async ({ mutant, trial }) => {
    const { outcome, first } = await tryMutant(lib, mutant, { ...trial, only: mutant.expects });
    expect(outcome, first).toBe('right');
  });
});
