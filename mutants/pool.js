import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Runs jobs on as many workers as there are cores; their results come in the order of the jobs. */
export async function runJobs(jobs, workerData, tell) {
  const results = [];
  const queue = [...jobs.entries()];
  let done = 0;
  const lanes = Math.min(availableParallelism(), jobs.length);
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      let worker;
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [index, job] = next;
        worker ??= new Worker(new URL('./worker.js', import.meta.url), { workerData });
        const result = await runJob(worker, job);
        if (result.isLost) worker = void (await worker.terminate());
        results[index] = { ...job, ...result };
        done += 1;
        tell(done, jobs.length, results[index]);
      }
      await worker?.terminate();
    }),
  );
  return results;
}

async function runJob(worker, job) {
  try {
    worker.postMessage(job);
    const [result] = await once(worker, 'message');
    return result;
  } catch (error) {
    return { outcome: 'failed', first: error.stack, isLost: true };
  }
}
