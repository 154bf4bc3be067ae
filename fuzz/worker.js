import { parentPort, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { loadLib } from './lib.js';

const { name, seed, runs, path, dist, counter } = workerData;
const done = new Int32Array(counter);
const { target } = await import(`./targets/${name}.js`);

/** What nobody waited for: it belongs to the input that was being tried. */
let stray;
process.on('unhandledRejection', (error) => {
  stray ??= `an unhandled rejection: ${error?.stack ?? error}`;
});

const cpu = process.cpuUsage();
const opened = await target.open(await loadLib(dist, target.needs), { dist });
parentPort.postMessage({ folder: opened.folder });
const property = fc.asyncProperty(opened.input, async (input) => {
  const problem = await opened.problemOf(input);
  done[0] += 1;
  const { user, system } = process.cpuUsage(cpu);
  done[1] = (user + system) / 1000;
  const found = problem ?? stray;
  stray = undefined;
  if (found !== undefined) throw new Error(found);
});
const details = await fc.check(property, {
  seed,
  numRuns: runs,
  ...(path && { path }),
  // A failure that only a rare input has must be kept small, but not at any price.
  maxSkipsPerRun: 1000,
});
if (!details.failed) await opened.close?.();
const show = opened.show ?? ((input) => fc.stringify(input));
parentPort.postMessage(
  details.failed
    ? {
        problem: details.errorInstance?.message ?? 'it failed',
        input: show(details.counterexample[0]),
        shrunk: details.numShrinks,
        path: details.counterexamplePath,
      }
    : {},
);
