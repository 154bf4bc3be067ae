/** Bytes for answers, cut from large pieces: a piece of its own for each answer costs more than filling it. */
export interface Slab {
  take(length: number): Buffer<ArrayBuffer>;
}

const PIECE = 1024 * 1024;

/** What was taken is never taken again: an answer may still be on its way when the next one is made. */
export function createSlab(): Slab {
  let piece = Buffer.allocUnsafeSlow(0);
  let used = 0;
  return {
    take(length) {
      if (length > PIECE / 8) return Buffer.allocUnsafeSlow(length);
      if (used + length > piece.length) {
        piece = Buffer.allocUnsafeSlow(PIECE);
        used = 0;
      }
      const taken = piece.subarray(used, used + length);
      used += length;
      return taken;
    },
  };
}
