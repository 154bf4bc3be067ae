import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { exchange } from './exchange.js';

const PROBE = new URL('./cpu-probe.js', import.meta.url).href;

/** Each of these takes extra arguments and returns the arguments of `node`. */
export function commandsFor(cli) {
  return {
    node: () => [here('./servers/constant-node.js')],
    hono: () => [here('./servers/constant-hono.js')],
    hand: (rowsFile) => [here('./servers/hand-written.js'), rowsFile],
    mock: (rows) => [cli, 'mock', '--port', '0', '--json', '--rows', String(rows)],
  };
}

/** Starts a server in a process of its own and waits until it says where it listens, however long that takes. */
export async function startServer(args) {
  const child = spawn(process.execPath, ['--import', PROBE, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const url = await listening(child).catch((error) => {
    child.kill('SIGKILL');
    throw new Error(`node ${args.join(' ')}: ${error.message}`, { cause: error });
  });
  return {
    url,
    /** Processor time so far (µs) and resident memory (bytes). */
    usage: () => exchange(child, { probe: true }),
    /** Only the constant servers listen to this: what they answer from now on. */
    setAnswer: (answer) => exchange(child, { answer }),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

function listening(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`ended with ${signal ?? code} before it listened`)),
    );
    // The line is read to the end of the stream, so that a server that goes on printing never blocks.
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = listeningUrl(line);
      if (url) resolve(url);
    });
  });
}

/** Other lines of JSON may come before the one that says where the server listens. */
function listeningUrl(line) {
  try {
    const { event, url } = JSON.parse(line);
    return event === 'listening' ? url : undefined;
  } catch {
    return undefined;
  }
}

function here(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}
