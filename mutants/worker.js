import { parentPort, workerData } from 'node:worker_threads';
import { CATALOGUE } from './catalogue/index.js';
import { loadLib } from './lib.js';
import { tryMutant } from './trial.js';
import { sourceOf } from './vendors.js';

const lib = await loadLib(workerData.dist);

parentPort.on('message', async (job) => {
  try {
    parentPort.postMessage(await (job.mutant ? runTrial(job) : runClean(job)));
  } catch (error) {
    parentPort.postMessage({ outcome: 'failed', first: error.stack });
  }
});

function runTrial(job) {
  return tryMutant(
    lib,
    CATALOGUE.find(({ name }) => name === job.mutant),
    job,
  );
}

/** The unmutated mock: whatever is found there is a false alarm. */
async function runClean({ vendor, seed, rows, profiles, grade = 'assumed' }) {
  const { specs } = await lib.checkContract({ vendors: [sourceOf(vendor)], seed, rows, profiles, grade });
  const [{ findings, stopped, requests }] = specs;
  return {
    outcome: findings.length > 0 ? 'false alarm' : stopped ? 'stopped' : 'clean',
    requests,
    first: findings[0] ? `${findings[0].check}: ${findings[0].title}` : stopped?.message,
  };
}
