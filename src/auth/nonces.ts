interface NoncesOptions {
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
  /** How long a nonce is remembered, in milliseconds. */
  readonly keep: number;
  /** More than so many are forgotten from the oldest on, so that memory stays bounded. */
  readonly most: number;
}

interface Nonces {
  /** Whether the nonce is new; it is not from then on. */
  use(nonce: string): boolean;
}

/**
 * Remembers which nonces were used. Their order stands in a list: a Map that is read from its start steps over
 * the places of all entries that were deleted there.
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
    use(nonce) {
      const time = now();
      for (let oldest = uses[first]; oldest && time - oldest.time > keep; oldest = uses[first]) forgetFirst();
      if (used.has(nonce)) return false;
      while (used.size > 0 && used.size >= most) forgetFirst();
      used.add(nonce);
      uses.push({ nonce, time });
      return true;
    },
  };
}
