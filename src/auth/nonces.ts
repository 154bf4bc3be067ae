export interface NoncesOptions {
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
  /** How long a nonce is remembered, in milliseconds. */
  readonly keep: number;
  /** More than so many are forgotten from the oldest on, so that memory stays bounded. */
  readonly most: number;
}

export interface Nonces {
  /** Whether the nonce is new; it is not from then on. */
  use(nonce: string): boolean;
}

/** Remembers which nonces were used. A Map keeps the order of use, so the oldest stand first. */
export function createNonces({ now, keep, most }: NoncesOptions): Nonces {
  const used = new Map<string, number>();
  return {
    use(nonce) {
      const time = now();
      for (const [old, since] of used) {
        if (time - since <= keep) break;
        used.delete(old);
      }
      if (used.has(nonce)) return false;
      for (const old of used.keys()) {
        if (used.size < most) break;
        used.delete(old);
      }
      used.set(nonce, time);
      return true;
    },
  };
}
