import { hashIndex, mix, unmix } from './hash.ts';

/** How the ids of a collection are written, and the way back from an id to its row. */
interface Ids {
  text(index: number): string;
  /** The row whose id this may be; the caller compares. undefined when it cannot be one. */
  index(id: string | number): number | undefined;
}

const WORD = 0x1_0000_0000;
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE64 = `${BASE62}_-`;

interface IdOptions {
  readonly salt: number;
  readonly size: number;
  /** How many rows that are not generated are older. */
  readonly older: number;
  /** Epoch seconds of a row, for ids that hold their time. */
  readonly seconds: (index: number) => number;
}

/**
 * Ids are a bijection of the index: unique without bookkeeping, and a row is found by its id with
 * arithmetic. Six digits of base 62 (or 64, or eight of base 16) hold the 32 permuted bits.
 */
export function createIds(style: string, options: IdOptions): Ids {
  const { salt, size, older, seconds } = options;
  const permute = (index: number) => mix(index ^ salt);
  const restore = (bits: number) => (unmix(bits) ^ salt) >>> 0;
  const found = (index: number) => (index >= 0 && index < size ? index : undefined);

  if (style === 'sequence') {
    return {
      text: (index) => String(older + size - index),
      index: (id) => (/^\d{1,15}$/.test(String(id)) ? found(older + size - Number(id)) : undefined),
    };
  }
  if (style === 'objectid') {
    const machine = hex(hashIndex(salt, -1));
    return {
      text: (index) => hex(seconds(index)) + machine + hex(permute(index)),
      index: (id) =>
        /^[0-9a-f]{24}$/.test(String(id))
          ? found(restore(Number.parseInt(String(id).slice(16), 16)))
          : undefined,
    };
  }
  const alphabet = style === 'nanoid' ? BASE64 : BASE62;
  const length = style === 'nanoid' ? 21 : 20;
  // Six digits hold a little more than 32 bits; what is left over varies too, or the last digit would not.
  const spare = (index: number) => hashIndex(salt, index) % Math.floor(alphabet.length ** 6 / WORD);
  return {
    text: (index) =>
      digits(index, salt, alphabet, length - 6) + encode(permute(index) + WORD * spare(index), alphabet),
    index(id) {
      const bits = String(id).length === length ? decode(String(id).slice(-6), alphabet) : undefined;
      return bits === undefined ? undefined : found(restore(bits));
    },
  };
}

function hex(bits: number): string {
  return (bits >>> 0).toString(16).padStart(8, '0');
}

/** Digits that only make the id look like one. */
function digits(index: number, salt: number, alphabet: string, count: number): string {
  let text = '';
  for (let word = 0; text.length < count; word += 1) {
    let bits = hashIndex(salt + 1 + word, index);
    for (let i = 0; i < 5 && text.length < count; i += 1) {
      text += alphabet[bits % alphabet.length];
      bits = Math.floor(bits / alphabet.length);
    }
  }
  return text;
}

function encode(bits: number, alphabet: string): string {
  let text = '';
  let rest = bits;
  for (let i = 0; i < 6; i += 1) {
    text += alphabet[rest % alphabet.length];
    rest = Math.floor(rest / alphabet.length);
  }
  return text;
}

function decode(text: string, alphabet: string): number | undefined {
  let bits = 0;
  for (const digit of [...text].reverse()) {
    const value = alphabet.indexOf(digit);
    if (value < 0) return undefined;
    bits = bits * alphabet.length + value;
  }
  return bits % WORD;
}
