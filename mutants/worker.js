import { parentPort, workerData } from 'node:worker_threads';
import { CATALOGUE } from './catalogue/index.js';
import { createContext } from './context.js';
import { loadLib } from './lib.js';
import { tryMutant } from './trial.js';

const lib = await loadLib(workerData.dist);
const specs = new Map();

parentPort.on('message', async (job) => {
  try {
    parentPort.postMessage({ ...job, ...(job.mutant ? await runTrial(job) : await runClean(job)) });
  } catch (error) {
    parentPort.postMessage({ ...job, outcome: 'failed', first: error.stack });
  }
});

async function runTrial({ mutant: name, vendor, operation: id, index }) {
  const mutant = CATALOGUE.find((one) => one.name === name);
  const spec = await specOf(vendor);
  const operation = spec.operations.find((one) => one.id === id);
  const target = mutant.targetsOf(createContext(lib, spec, operation))[index];
  return tryMutant(lib, mutant, { vendor: fileOf(vendor), operation: id, target });
}

/** The unmutated mock: whatever is found there is a false alarm. */
async function runClean({ vendor, seed, rows, profiles }) {
  const result = await lib.checkContract({ vendors: [fileOf(vendor)], seed, rows, profiles });
  const findings = result.specs.flatMap((one) => one.findings);
  const { stopped } = result.specs[0];
  return {
    outcome: findings.length > 0 ? 'false alarm' : stopped ? 'stopped' : 'clean',
    requests: result.specs[0].requests,
    first: findings[0] ? `${findings[0].check}: ${findings[0].title}` : stopped?.message,
  };
}

async function specOf(vendor) {
  if (!specs.has(vendor)) specs.set(vendor, (await lib.createMock({ vendors: [fileOf(vendor)] })).specs[0]);
  return specs.get(vendor);
}

function fileOf(vendor) {
  return workerData.files[vendor] ?? vendor;
}
