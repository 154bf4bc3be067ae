import { hashIndex, scale } from '../text/hash.ts';

/** When the rows of a collection happened: epoch milliseconds by index, never rising with it. */
interface Clock {
  time(index: number): number;
  /** A time after `time(index)` and before the next newer row's, so both give the same order. */
  after(index: number, salt: number): number;
}

/** Rows on one level; each level spans the same time with half the step of the one before. */
const LEVEL = 512;
/** Between the newest rows: 41 minutes. 512 of them span a fortnight. */
const STEP = 2_460_000;
/** A conversation is touched for at most two hours after it began. */
const LONGEST = 7_200_000;

/**
 * The newest rows lie 41 minutes apart and older ones ever closer, so that a hundred rows look like a
 * week's use and ten million like seven months', while row i stays a function of i alone. Integer
 * arithmetic only: logarithms need not agree between machines.
 */
export function createClock(now: number, salt: number): Clock {
  function time(index: number): number {
    const level = 31 - Math.clz32(Math.floor(index / LEVEL) + 1);
    const first = LEVEL * (2 ** level - 1);
    const step = STEP / 2 ** level;
    const age = level * LEVEL * STEP + (index - first) * step;
    // Somewhere in the last nine tenths of the step: never equal to a neighbour, while steps last.
    const jitter = (0.1 + (hashIndex(salt, index) / 0x1_0000_0000) * 0.9) * step;
    return Math.floor(now - age - jitter);
  }
  function after(index: number, afterSalt: number): number {
    const start = time(index);
    const end = index === 0 ? now : time(index - 1);
    const room = Math.min(Math.max(end - start - 1, 0), LONGEST);
    return start + scale(hashIndex(afterSalt, index), room + 1);
  }
  return { time, after };
}
