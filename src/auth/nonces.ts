import { createHash } from 'node:crypto';

/** Of a longer nonce its digest is remembered: a header may hold some thousand characters. */
const LONGEST_KEPT = 64;

interface NoncesOptions {
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
  /** How long a nonce is remembered, in milliseconds. */
  readonly keep: number;
  /** How many are remembered; beyond that the oldest are forgotten, so that memory stays bounded. */
  readonly most: number;
}

interface Nonces {
  /** Whether the nonce is new; from then on it counts as used. */
  use(nonce: string): boolean;
}

/**
 * Remembers which nonces were used. Their order is kept in a list, because reading the first entry of a Map or Set
 * gets slower with each entry that was deleted before it.
 */
export function createNonces({ now, keep, most }: NoncesOptions): Nonces {
  const used = new Set<string>();
  let uses: { nonce: string; time: number }[] = [];
  let first = 0;

  function forgetFirst(): void {
    used.delete(uses[first]?.nonce ?? '');
    first += 1;
    if (first * 2 < uses.length) return;
    uses = uses.slice(first);
    first = 0;
  }

  return {
    use(given) {
      const time = now();
      const nonce = given.length > LONGEST_KEPT ? digestOf(given) : given;
      for (let oldest = uses[first]; oldest && time - oldest.time > keep; oldest = uses[first]) forgetFirst();
      if (used.has(nonce)) return false;
      while (used.size > 0 && used.size >= most) forgetFirst();
      used.add(nonce);
      uses.push({ nonce, time });
      return true;
    },
  };
}

/** Longer than what is kept as it is, so that no nonce can pass for the digest of another. */
function digestOf(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .padEnd(LONGEST_KEPT + 1);
}
