import { type EndOptions, LAST_ANSWERS } from '../http/drain.ts';
import type { Io } from '../main.ts';

interface Closable {
  close(options: EndOptions): Promise<number>;
}

/**
 * Waits until the user ends the command, and then for the answers that are on their way. Says how many were cut off,
 * resolves to that.
 */
export async function untilStopped(
  server: Closable,
  { stopped, err }: Pick<Io, 'stopped' | 'err'>,
): Promise<number> {
  await stopped;
  return server.close({
    linger: LINGER,
    onWait: (answers) =>
      err(`confab: waits for ${counted(answers)}, ${SECONDS} s at most; a second signal ends it at once`),
    onCut: (answers) => err(`confab: ${counted(answers)} cut off: not whole after ${SECONDS} s`),
  });
}

/** Long enough for a client on a busy machine that has an answer and sends its next request. */
const LINGER = 100;
const SECONDS = LAST_ANSWERS / 1000;

function counted(answers: number): string {
  return `${answers} answer${answers === 1 ? '' : 's'}`;
}
