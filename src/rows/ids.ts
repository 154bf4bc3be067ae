import { ALPHABETS, parseIdTemplate, type RandomKind } from '../spec/id-template.ts';
import { hashIndex, mix, unmix } from '../text/hash.ts';

/** How the ids of a collection are written, and the way back from an id to its row. */
interface Ids {
  text(index: number): string;
  /** The row whose id this may be; the caller compares. undefined when it cannot be one. */
  index(id: string | number): number | undefined;
}

const WORD = 0x1_0000_0000;
/** Without the letters that are taken for digits. */
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Ids with gaps rise by so much on average. */
const GAP = 7;

interface IdOptions {
  readonly salt: number;
  readonly size: number;
  /** How many rows that are not generated are older. */
  readonly older: number;
  /** Epoch milliseconds of a row, for ids that hold their time. */
  readonly time: (index: number) => number;
}

/** Ids as a template writes them: the part of each row between two texts that are always the same. */
export function createIds(text: string, options: IdOptions): Ids {
  const template = parseIdTemplate(text);
  if ('problem' in template) throw new TypeError(`x-confab/value: ${text} ${template.problem}`);
  const { before, after, kind, length } = template;
  const part =
    length === undefined
      ? FIXED[kind as keyof typeof FIXED](options)
      : randomIds(kind as RandomKind, length, options);
  if (before === '' && after === '') return part;
  return {
    text: (index) => before + part.text(index) + after,
    index(id) {
      const own = String(id);
      if (!own.startsWith(before) || !own.endsWith(after)) return undefined;
      return part.index(own.slice(before.length, own.length - after.length));
    },
  };
}

/**
 * Ids are a bijection of the index: unique without bookkeeping, and a row is found by its id with
 * arithmetic. Six digits of base 62 (or 64, or eight of base 16) hold the 32 permuted bits.
 */
function permutation({ salt, size }: IdOptions) {
  return {
    permute: (index: number) => mix(index ^ salt),
    found: (bits: number) => within((unmix(bits) ^ salt) >>> 0, size),
  };
}

function within(index: number, size: number): number | undefined {
  return index >= 0 && index < size ? index : undefined;
}

const FIXED = {
  sequence: ({ older, size }: IdOptions): Ids => ({
    text: (index) => String(older + size - index),
    index: (id) => (/^\d{1,15}$/.test(String(id)) ? within(older + size - Number(id), size) : undefined),
  }),

  sparse({ older, size, salt }: IdOptions): Ids {
    const place = (index: number) => older + size - index;
    return {
      text: (index) => String(place(index) * GAP + (hashIndex(salt, place(index)) % GAP)),
      index: (id) =>
        /^\d{1,15}$/.test(String(id)) ? within(place(Math.floor(Number(id) / GAP)), size) : undefined,
    };
  },

  objectid(options: IdOptions): Ids {
    const { salt, time } = options;
    const { permute, found } = permutation(options);
    const machine = hex(hashIndex(salt, -1));
    return {
      text: (index) => hex(Math.floor(time(index) / 1000)) + machine + hex(permute(index)),
      index: (id) =>
        /^[0-9a-f]{24}$/.test(String(id)) ? found(Number.parseInt(String(id).slice(16), 16)) : undefined,
    };
  },

  /** Of version 4 and variant 1 (RFC 9562). */
  uuid(options: IdOptions): Ids {
    const { salt } = options;
    const { permute, found } = permutation(options);
    return {
      text(index) {
        const made = digits(index, salt, ALPHABETS.hex, 24);
        const variant = '89ab'[hashIndex(salt, index) % 4];
        const groups = [made.slice(0, 8), made.slice(8, 12), `4${made.slice(12, 15)}`];
        return [...groups, `${variant}${made.slice(15, 18)}`, made.slice(18, 22) + hex(permute(index))].join(
          '-',
        );
      },
      index: (id) =>
        /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(id))
          ? found(Number.parseInt(String(id).slice(-8), 16))
          : undefined,
    };
  },

  /** The milliseconds in ten characters, and sixteen that only tell rows apart. */
  ulid(options: IdOptions): Ids {
    const { salt, time } = options;
    const { permute, found } = permutation(options);
    // The largest digit first, so that ids are in the order of their times.
    const timeOf = (index: number) => [...encode(time(index), BASE32, 10)].reverse().join('');
    return {
      text: (index) => timeOf(index) + digits(index, salt, BASE32, 9) + encode(permute(index), BASE32, 7),
      index(id) {
        const bits = String(id).length === 26 ? decode(String(id).slice(-7), BASE32) : undefined;
        return bits === undefined ? undefined : found(bits);
      },
    };
  },
} as const;

function randomIds(kind: RandomKind, length: number, options: IdOptions): Ids {
  const { salt } = options;
  const { permute, found } = permutation(options);
  const alphabet = ALPHABETS[kind];
  const held = [6, 7, 8, 9, 10].find((count) => alphabet.length ** count >= WORD) as number;
  // These digits hold a little more than 32 bits; what is left over varies too, or the last digit would not.
  const spare = (index: number) => hashIndex(salt, index) % Math.floor(alphabet.length ** held / WORD);
  const written = (index: number) =>
    digits(index, salt, alphabet, length - held) +
    encode(permute(index) + WORD * spare(index), alphabet, held);
  return {
    text: kind === 'digits' ? (index) => written(index).replace(/^0/, '8') : written,
    index(id) {
      const bits = String(id).length === length ? decode(String(id).slice(-held), alphabet) : undefined;
      return bits === undefined ? undefined : found(bits);
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

function encode(bits: number, alphabet: string, count: number): string {
  let text = '';
  let rest = bits;
  for (let i = 0; i < count; i += 1) {
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
