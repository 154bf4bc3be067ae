/**
 * Integer hashing for rows: the same on every machine and Node version, because it uses only
 * 32-bit integer operations, whose results the language fixes.
 */

/** A 32-bit hash of a text (FNV-1a, then mixed). */
export function hashText(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) | 0;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix(hash);
}

/** A 32-bit unsigned hash of an index under a salt. */
export function hashIndex(salt: number, index: number): number {
  return mix(Math.imul(index, 0x9e3779b1) ^ salt);
}

/** A bijection of 32 bits (the finaliser of MurmurHash3). */
export function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The other way: unmix(mix(x)) is x. */
export function unmix(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x7ed1b41d); // the inverse of 0xc2b2ae35 modulo 2^32
  h ^= (h >>> 13) ^ (h >>> 26);
  h = Math.imul(h, 0xa5cb9243); // the inverse of 0x85ebca6b modulo 2^32
  return (h ^ (h >>> 16)) >>> 0;
}

/** A whole number 0 ≤ n < span out of a 32-bit hash. */
export function scale(hash: number, span: number): number {
  return Math.floor((hash / 0x1_0000_0000) * span);
}

/** A sequence of whole numbers out of one hash: `pick(n)` is 0 ≤ … < n, another one at each call. */
export function createPicker(hash: number): (n: number) => number {
  let state = hash;
  return (n) => {
    state = (state + 0x9e3779b9) | 0;
    return scale(mix(state), n);
  };
}
