import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/** The program as it was built: only a process of its own can be attacked as a user's is. */
export const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
if (!existsSync(CLI)) throw new Error('there is no dist/cli.js: run npm run build first');

export interface Program {
  readonly child: ChildProcess;
  readonly url: string;
  readonly port: number;
  /** What it told so far. */
  readonly err: () => string;
  /** Ends it at once, and resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts the program; resolves when it listens. `through` are the words of a command that starts it. */
export async function start(argv: readonly string[], through: readonly string[] = []): Promise<Program> {
  const whole = [...through, process.execPath, CLI, ...argv];
  if (!argv.includes('--port')) whole.push('--port', '0');
  const [command = '', ...rest] = whole;
  const child = spawn(command, rest);
  let [out, err] = ['', ''];
  const gone = new Promise<void>((resolve) => {
    child.on('close', () => resolve());
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const found = /on (http:\/\/[\d.:]+)/.exec(out)?.[1];
      if (found) resolve(found);
    });
    child.on('exit', () => reject(new Error(`${argv.join(' ')}: ${err}`)));
  });
  return {
    child,
    url,
    port: Number(new URL(url).port),
    err: () => err,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Starts programs for a test and ends them after it, however it went. */
export async function withPrograms<T>(
  use: (begin: (...args: Parameters<typeof start>) => Promise<Program>) => Promise<T>,
): Promise<T> {
  const started: Program[] = [];
  try {
    return await use(async (...args) => {
      const one = await start(...args);
      started.push(one);
      return one;
    });
  } finally {
    await Promise.all(started.map((one) => one.kill()));
  }
}

export const PAGE =
  '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page_size=10&page=';
export const KEY = { Authorization: 'Bearer app-0123456789abcdef01234567' };

/** A page of a list; the server is well when it gives it. */
export async function page(url: string, number: number): Promise<string> {
  const response = await fetch(`${url}${PAGE}${number}`, { headers: KEY });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status}: ${text}`);
  return text;
}

export function requestOf(number: number, more: readonly string[] = []): string {
  return [
    `GET ${PAGE}${number} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Authorization: ${KEY.Authorization}`,
    ...more,
    '',
    '',
  ].join('\r\n');
}

/** A socket that is connected, whose errors are nobody's business. */
export function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}
