import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the mutants need of the package, from a build of it. */
export async function loadLib(dist) {
  const from = (file) => import(pathToFileURL(join(dist, file)).href);
  const [check, checks, mock, environment, client, acs3, failure, match, times, values, field, words] =
    await Promise.all(
      [
        'check-contract.js',
        'check-titles.js',
        'mock/create-mock.js',
        'auth/environment.js',
        'auth/client.js',
        'auth/acs3.js',
        'spec/failure-of.js',
        'http/failure-match.js',
        'spec/time-format.js',
        'spec/example-request.js',
        'spec/field.js',
        'spec/value-words.js',
      ].map(from),
    );
  return {
    checkContract: check.checkContract,
    checks: checks.CHECK_NAMES,
    createMock: mock.createMock,
    variablesOf: environment.variablesOf,
    createCredentials: client.createCredentials,
    acs3,
    failureOf: failure.failureOf,
    answerMismatch: match.answerMismatch,
    createTimeFormat: times.createTimeFormat,
    toExampleValues: values.toExampleValues,
    fieldAt: field.fieldAt,
    idTemplateOf: words.idTemplateOf,
  };
}
