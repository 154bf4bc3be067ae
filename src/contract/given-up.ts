import type { Reason } from '../result/ledger.ts';
import type { CheckLog } from './check-log.ts';

/** A request that got nothing to look at, although the target is there: what hangs on it is skipped, the rest goes on. */
export class GivenUp extends Error {
  override name = 'GivenUp' as const;
  readonly reason: Reason;

  constructor(reason: Extract<Reason, 'no-answer' | 'throttled' | 'budget'>, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Notes that a request was given up, for what nothing else reaches. */
export function giveUpOn(log: CheckLog, givenUp: GivenUp): GivenUp {
  log.givenUp.push(givenUp);
  return givenUp;
}

/**
 * Does what hangs on one request or a few. undefined: one of them got nothing to look at, and so the entries of
 * the ledger that the work was to reach are skipped.
 */
export async function unlessGivenUp<T>(
  log: CheckLog,
  entries: readonly string[],
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GivenUp)) throw error;
    for (const entry of entries) log.skip(entry, error.reason, error.message);
    return undefined;
  }
}

/** Where requests were given up, what nothing else reached is not reached for that reason. */
export function explainGivenUp(log: CheckLog): void {
  const [first] = log.givenUp;
  if (!first) return;
  for (const { kind, name, state, reason } of log.ledger.entries())
    if (state === 'skipped' && reason === 'not-reached')
      log.skip(`${kind}:${name}`, first.reason, first.message);
}
