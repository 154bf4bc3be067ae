import {
  CATALOGUE,
  loadVendors,
  type MovingJob,
  type MovingOutcome,
  type Mutant,
  type Trial,
  trialsOf,
  tryMoving,
} from '../../mutants/index.js';
import * as acs3 from '../../src/auth/acs3.ts';
import { createCredentials } from '../../src/auth/client.ts';
import { givenToMock, knownToMock } from '../../src/auth/given.ts';
import { chooseChecks } from '../../src/contract/choose-checks.ts';
import { runSpec } from '../../src/contract/run.ts';
import { answerMismatch } from '../../src/http/failure-match.ts';
import { createFetchSend } from '../../src/http/fetch-send.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { createGeneratedRows } from '../../src/rows/generated.ts';
import { createPools } from '../../src/rows/pools.ts';
import { toExampleValues } from '../../src/spec/example-request.ts';
import { failureOf } from '../../src/spec/failure-of.ts';
import { fieldAt } from '../../src/spec/field.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { createTimeFormat } from '../../src/spec/time-format.ts';
import { idTemplateOf } from '../../src/spec/value-words.ts';

/** Services whose lists move, with a mutant let loose on them or as they are. */

const lib = {
  acs3,
  answerMismatch,
  chooseChecks,
  createCredentials,
  createFetchSend,
  createGeneratedRows,
  createMock,
  createPools,
  createTimeFormat,
  idTemplateOf,
  failureOf,
  fieldAt,
  givenToMock,
  knownToMock,
  loadSpecs,
  runSpec,
  toExampleValues,
};

const specs = await loadVendors(lib);
export const VENDORS = specs.map(({ name }) => name);

/** The mutants of paging, tokens and order that are faults of a service whose rows move, where they make sense. */
const MUTANTS = CATALOGUE.filter(
  ({ area, isLive = true }) => isLive && ['paging', 'token', 'order'].includes(area),
);
export const TRIALS: readonly { mutant: Mutant; trial: Trial }[] = trialsOf(lib, MUTANTS, specs).map(
  (trial) => ({ mutant: MUTANTS.find(({ name }) => name === trial.mutant) as Mutant, trial }),
);

export function tryMutant(mutant: Mutant, job: MovingJob & Trial): Promise<MovingOutcome> {
  return tryMoving(lib, mutant, job);
}

export function tryAsItIs(job: MovingJob): Promise<MovingOutcome> {
  return tryMoving(lib, undefined, job);
}
