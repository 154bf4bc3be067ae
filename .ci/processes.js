import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Processes in a folder, each of which fails with what it printed and how to repeat it. None has a limit of time. */
export function createProcesses(cwd, env = {}) {
  const start = (command, more, stdio) =>
    spawn('sh', ['-c', command], { cwd, env: { ...process.env, ...env, ...more }, stdio, detached: true });

  /** Runs a command to its end and gives what it printed. */
  async function run(command, { code = 0, env: more = {} } = {}) {
    const child = start(command, more, ['ignore', 'pipe', 'pipe']);
    const { text, ended } = collect(child);
    const found = await ended;
    if (found !== code) throw failure(command, more, `ended with ${found}, not with ${code}`, text());
    return text();
  }

  /** Starts a server, hands its address to `use`, interrupts it, and gives what it printed. */
  async function serving(command, use, { env: more = {} } = {}) {
    const child = start(`exec ${command}`, more, ['ignore', 'pipe', 'pipe']);
    const { text, ended } = collect(child);
    const url = new Promise((resolve) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
        if (found) resolve(found);
      });
    });
    const first = await Promise.race([url, ended]);
    if (typeof first !== 'string')
      throw failure(command, more, `ended with ${first} and served nothing`, text());
    try {
      await use(first, () => text());
    } catch (error) {
      process.kill(-child.pid, 'SIGKILL');
      throw failure(command, more, `was asked at ${first}: ${error.stack}`, text());
    }
    process.kill(-child.pid, 'SIGINT');
    const code = await ended;
    if (code !== 0) throw failure(command, more, `ended with ${code} when it was interrupted`, text());
    return text();
  }

  function failure(command, more, what, text) {
    const variables = Object.entries(more).map(([name, value]) => `${name}='${value}' `);
    return new Error(
      `${command}\n${what}\n${text}\nTo repeat it: cd ${cwd} && ${variables.join('')}${command}`,
    );
  }

  return { run, serving };
}

function collect(child) {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve(code ?? signal)));
  return { text: () => text, ended };
}
