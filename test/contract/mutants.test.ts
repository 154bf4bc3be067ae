import { expect, it } from 'vitest';
import { CATALOGUE } from '../../mutants/catalogue/index.js';
import { createContext } from '../../mutants/context.js';
import { trialsOf, tryMutant } from '../../mutants/trial.js';
import { createCredentials } from '../../src/auth/client.ts';
import { checkContract } from '../../src/check-contract.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { createTimeFormat } from '../../src/rows/time-format.ts';
import { failureOf } from '../../src/spec/failure-of.ts';
import { toExampleValues } from '../../src/spec/request-values.ts';

/** A look at what `npm run mutants` shows of all: each mutant on one operation, another one each time. */
const lib = { checkContract, createMock, createCredentials, failureOf, createTimeFormat, toExampleValues };
const { specs } = await createMock();
const trials = trialsOf(lib, CATALOGUE, specs);
