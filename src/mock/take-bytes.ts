/** Small enough to be given back soon: a large one lives until V8 collects its old generation, while the next ones pile up. */
const PIECE = 256 * 1024;
let piece = Buffer.allocUnsafeSlow(0);
let used = 0;

/**
 * Bytes for a response, cut from a large piece: memory of its own for each response costs more than filling it.
 * What was taken is never taken again, as a response may still be on its way when the next one is made.
 */
export function takeBytes(length: number): Buffer<ArrayBuffer> {
  if (length > PIECE / 4) return Buffer.allocUnsafeSlow(length);
  if (used + length > piece.length) {
    piece = Buffer.allocUnsafeSlow(PIECE);
    used = 0;
  }
  const taken = piece.subarray(used, used + length);
  used += length;
  return taken;
}
