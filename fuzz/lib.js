import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const FILES = {
  createMock: 'mock/create-mock.js',
  createReplay: 'create-playback.js',
  checkExchange: 'contract/check-exchange.js',
  main: 'main.js',
  createCredentials: 'auth/client.js',
  toExampleValues: 'spec/example-request.js',
  withValue: 'spec/request-values.js',
  toRequestParts: 'spec/request-values.js',
  parseResult: 'report/parse-result.js',
  toReport: 'report/report.js',
  REPORT_FORMATS: 'report/report.js',
  verifyFixtures: 'verify-fixtures.js',
};

/** What the targets need of the package, from a build of it; loaded when it is first named. */
export async function loadLib(dist, names) {
  const loaded = await Promise.all(
    names.map(async (name) => {
      const module = await import(pathToFileURL(join(dist, FILES[name])).href);
      if (!Object.hasOwn(module, name)) throw new Error(`${FILES[name]} exports no ${name}`);
      return [name, module[name]];
    }),
  );
  return Object.fromEntries(loaded);
}
