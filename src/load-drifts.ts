import { createDrifts } from '../mutants/drifts.js';
import * as acs3 from './auth/acs3.ts';
import { createCredentials } from './auth/client.ts';
import { testCredential } from './auth/test-credential.ts';
import type { Drifts } from './control/drift.ts';
import { answerMismatch } from './http/failure-match.ts';
import { toExampleValues } from './spec/example-request.ts';
import { failureOf } from './spec/failure-of.ts';
import { fieldAt } from './spec/field.ts';
import { createTimeFormat } from './spec/time-format.ts';
import { idTemplateOf } from './spec/value-words.ts';

/**
 * The mutants' catalogue as drifts. It stands beside `src/` and `dist/`, in the package too: the same violations that
 * prove that the contract can fail show clients the day on which a vendor breaks it.
 */
export function loadDrifts(): Drifts {
  return createDrifts({
    acs3,
    createCredentials,
    answerMismatch,
    createTimeFormat,
    failureOf,
    testCredential,
    fieldAt,
    idTemplateOf,
    toExampleValues,
  });
}
