import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Starts the built program and waits until it says where it listens. */
export async function startProgram(dist, args) {
  const child = spawn(process.execPath, [join(dist, 'cli.js'), ...args, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk) => {
    // What is told is looked at after each input, so it need not be kept for long.
    err = (err + chunk).slice(-100_000);
  });
  const url = await new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`${args.join(' ')}: ${err}`)));
    child.stdout.on('data', (chunk) => {
      out = (out + chunk).slice(-100_000);
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0];
      if (found) resolve(found);
    });
  });
  return {
    url,
    port: Number(new URL(url).port),
    isGone: () => child.exitCode !== null || child.signalCode !== null,
    /** What it told on the error channel since this was last called. */
    told() {
      const text = err;
      err = '';
      return text;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
