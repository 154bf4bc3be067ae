import { Worker } from 'node:worker_threads';

/** What a target may hold in memory, in MB. */
const MEMORY = 1500;

/**
 * Runs one target in a thread of its own, so that it can be ended when an input makes the program go on for ever.
 * `tell` is called with the number of inputs so far.
 */
export function runTarget(job, tell) {
  const counter = new SharedArrayBuffer(8);
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData: { ...job, counter },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY },
  });
  const done = new Int32Array(counter);
  let folder = 'none';
  let last = -1;
  let since = performance.now();
  return new Promise((resolve) => {
    const settle = async (result) => {
      clearInterval(timer);
      resolve({ runs: done[0], cpu: done[1] / 1000, ...result });
      await worker.terminate();
    };
    const timer = setInterval(() => {
      if (done[0] !== last) since = performance.now();
      last = done[0];
      tell(done[0]);
      if (performance.now() - since > job.hang * 1000)
        settle({
          problem: `input ${done[0] + 1} hangs`,
          input: `the ${done[0] + 1}th; its files are in ${folder}`,
        });
    }, 500);
    worker.on('message', (message) => {
      if (Object.hasOwn(message, 'folder')) folder = message.folder;
      else settle(message);
    });
    worker.on('error', (error) =>
      settle({ problem: `input ${done[0] + 1}: ${error.stack ?? error}`, input: `the ${done[0] + 1}th` }),
    );
    worker.on('exit', (code) =>
      settle({ problem: `the thread ended with ${code}`, input: `the ${done[0] + 1}th` }),
    );
  });
}
