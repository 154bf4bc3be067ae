import type { Io } from '../../src/main.ts';
import { type Ran, run } from './_run.ts';

export interface Served<T> {
  readonly result: T;
  readonly ran: Ran;
}

/** Runs a command that serves on a free port, and stops it when something was done with it. */
export async function serving<T>(
  argv: readonly string[],
  use: (url: string) => Promise<T>,
  env: Record<string, string> = {},
  err?: (text: string) => void,
): Promise<Served<T>> {
  let stop = () => {};
  let ready: (url: string) => void = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const url = new Promise<string>((resolve) => {
    ready = resolve;
  });
  let printed = '';
  const io: Partial<Io> = {
    stopped,
    env,
    ...(err && { err }),
    out(text) {
      printed += `${text}\n`;
      const found = /on (http:\/\/[\d.:]+)/.exec(text)?.[1];
      if (found) ready(found);
    },
  };
  const ran = run([...argv, '--port', '0'], io);
  const ended = ran.then(({ err }) => Promise.reject(new Error(`it ended: ${err}`)));
  ended.catch(() => {});
  try {
    const result = await Promise.race([url.then(use), ended]);
    stop();
    return { result, ran: { ...(await ran), out: printed } };
  } finally {
    stop();
  }
}
