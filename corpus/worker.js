import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checked } from './checked.js';
import { tried } from './tried.js';

process.once('message', async (job) => {
  const lib = await loadLib(job.dist);
  // Looks at the time between two operations only, so that a document is given up at an edge.
  const isOver = () => cpuSeconds() > job.seconds;
  try {
    await run(lib, job, isOver);
  } catch (error) {
    process.send({ thrown: error?.stack ?? String(error) });
  }
  process.send({ done: true }, () => process.exit(0));
});

async function run(lib, { file, checks }, isOver) {
  const before = cpuSeconds();
  let spec;
  try {
    [spec] = await lib.loadSpecs({ vendors: [file] });
  } catch (error) {
    const isRefused = ['SpecError', 'UsageError'].includes(error.name);
    process.send({ refused: error.message, isRefused, ...(isRefused ? {} : { stack: error.stack }) });
    return;
  }
  const load = cpuSeconds() - before;
  const operations = spec.operations.length;
  process.send({ load, megabytes: peakMegabytes(), warnings: spec.warnings.length, operations });
  const mock = await lib.createMock({ vendors: [file] });
  process.send(await tried(lib, spec, mock, isOver));
  process.send({ megabytesServing: peakMegabytes() });
  if (checks && !isOver()) process.send(await checked(lib, file, spec, isOver));
  process.send({ cpu: cpuSeconds(), megabytesAll: peakMegabytes() });
}

function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function peakMegabytes() {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

async function loadLib(dist) {
  const from = (name) => import(pathToFileURL(join(dist, name)).href);
  const parts = await Promise.all(
    [
      'spec/load-specs.js',
      'spec/can-succeed.js',
      'mock/create-mock.js',
      'console/curl.js',
      'contract/check-exchange.js',
      'check-contract.js',
    ].map(from),
  );
  return Object.assign({}, ...parts);
}
