import { fork } from 'node:child_process';

const MOST_MEGABYTES = 4096;

/** Tries one document in a process of its own, so that its time and memory are its own and it can be given up. */
export function runApart(job, { seconds }) {
  return new Promise((resolve) => {
    const child = fork(new URL('./worker.js', import.meta.url), {
      execArgv: [`--max-old-space-size=${MOST_MEGABYTES}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let found = {};
    let errors = '';
    // The worker itself gives up by its CPU time; this is for one that no longer gets to look at it.
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 4000);
    child.stderr.on('data', (data) => {
      errors = (errors + data).slice(-2000);
    });
    child.on('message', (part) => {
      found = { ...found, ...part };
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(found.done ? found : { ...found, lost: lastWords(errors, code) });
    });
    child.send({ ...job, seconds });
  });
}

function lastWords(errors, code) {
  const line = errors.split('\n').find((one) => /Error|heap/.test(one)) ?? '';
  return line.trim() || `ended with ${code}: no answer within the time`;
}
