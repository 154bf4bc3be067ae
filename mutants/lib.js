import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the mutants need of the package, from a build of it. */
export async function loadLib(dist) {
  const from = (file) => import(pathToFileURL(join(dist, file)).href);
  const [check, mock, client, environment, failure, times, values] = await Promise.all(
    [
      'check-contract.js',
      'mock/create-mock.js',
      'auth/client.js',
      'contract/environment.js',
      'spec/failure-of.js',
      'rows/time-format.js',
      'spec/request-values.js',
    ].map(from),
  );
  return {
    checkContract: check.checkContract,
    createMock: mock.createMock,
    createCredentials: client.createCredentials,
    variablesOf: environment.variablesOf,
    failureOf: failure.failureOf,
    createTimeFormat: times.createTimeFormat,
    toExampleValues: values.toExampleValues,
  };
}
