import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Runs jobs on as many workers as there are cores; their results come in the order of the jobs. */
export async function runJobs(jobs, workerData, tell) {
  const results = [];
  const queue = [...jobs.entries()];
  let done = 0;
  const count = Math.min(availableParallelism(), jobs.length);
  await Promise.all(
    Array.from({ length: count }, async () => {
      const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData });
      try {
        for (let next = queue.shift(); next; next = queue.shift()) {
          const [index, job] = next;
          worker.postMessage(job);
          const [result] = await once(worker, 'message');
          results[index] = result;
          done += 1;
          tell(done, jobs.length, result);
        }
      } finally {
        await worker.terminate();
      }
    }),
  );
  return results;
}
