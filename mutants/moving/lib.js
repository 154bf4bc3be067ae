import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the mutants on moving lists need of the package, from a build of it. */
export async function loadMovingLib(dist) {
  const from = (file) => import(pathToFileURL(join(dist, file)).href);
  const [checks, choose, run, given, send, rows, pools, specs] = await Promise.all(
    [
      'contract/checks.js',
      'contract/choose-checks.js',
      'contract/run.js',
      'auth/given.js',
      'http/fetch-send.js',
      'rows/generated.js',
      'rows/pools.js',
      'spec/load-specs.js',
    ].map(from),
  );
  return {
    CHECK_LIST: checks.CHECK_LIST,
    chooseChecks: choose.chooseChecks,
    runSpec: run.runSpec,
    givenToMock: given.givenToMock,
    knownToMock: given.knownToMock,
    createFetchSend: send.createFetchSend,
    createGeneratedRows: rows.createGeneratedRows,
    createPools: pools.createPools,
    loadSpecs: specs.loadSpecs,
  };
}
