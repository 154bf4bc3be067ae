import type { Fixture } from './fixture.ts';
import { answerDigest } from './same-answer.ts';
import type { Store, StoredFixture } from './store/store.ts';

/** One answer of a sequence, which is written or being written. */
export interface Entry {
  readonly key: string;
  readonly digest: string;
  readonly file: Promise<string>;
}

interface Sequence {
  /** The greatest number that a take has, or will have. */
  reserved: number;
  last: Entry | undefined;
  /** What is still to be replaced, when the session records anew. */
  old: StoredFixture[] | undefined;
  /** How often it was asked for, and how often an answer was recorded, when the session records anew. */
  asked: number;
  answered: number;
}

interface Sequences {
  /** The last answer of a request, if it is the same as this one. */
  repeated(key: string, fixture: Fixture, how: 'next' | 'anew'): Entry | undefined;
  /** The answer before, and the recording to replace or the number that is reserved for a new one. */
  next(
    key: string,
    how: 'next' | 'anew' | 'each',
  ): { readonly before: Entry | undefined; readonly old: StoredFixture | undefined; readonly take: number };
  /** Reserves one more number, as another recorder took the one before. */
  reserve(key: string): number;
  /** Gives a number back with which nothing was written. */
  release(key: string, take: number): void;
  /** Makes an answer the last one of its request, unless it cannot be written. */
  put(key: string, fixture: Fixture, write: () => Promise<string>): Promise<string>;
  /** Forgets an answer whose file was removed meanwhile. */
  drop(entry: Entry): void;
  asked(key: string): void;
  answered(key: string): void;
  /** The requests that were recorded anew, each time that they were asked for. */
  anew(): readonly string[];
  rewind(): void;
}

/** The answers to identical requests in their order, also those that are not on the disk yet. */
export function createSequences(store: Store): Sequences {
  const sequences = new Map<string, Sequence>();

  function open(key: string, how: 'next' | 'anew' | 'each'): Sequence {
    const known = sequences.get(key);
    if (known) return known;
    const takes = store.takes(key);
    const made: Sequence = {
      reserved: takes.reduce((most, { take }) => Math.max(most, take), 0),
      last: how === 'next' ? toEntry(takes.at(-1)) : undefined,
      old: how === 'anew' ? recordedOf(takes) : undefined,
      asked: 0,
      answered: 0,
    };
    sequences.set(key, made);
    return made;
  }

  return {
    repeated(key, { response }, how) {
      const { last } = open(key, how);
      return last?.digest === answerDigest(response) ? last : undefined;
    },
    next(key, how) {
      const sequence = open(key, how);
      const old = sequence.old?.shift();
      if (!old) sequence.reserved += 1;
      return { before: sequence.last, old, take: old?.take ?? sequence.reserved };
    },
    reserve(key) {
      const sequence = open(key, 'next');
      sequence.reserved += 1;
      return sequence.reserved;
    },
    release(key, take) {
      const sequence = sequences.get(key);
      if (sequence?.reserved === take) sequence.reserved -= 1;
    },
    async put(key, { response }, write) {
      const sequence = open(key, 'next');
      const before = sequence.last;
      const entry: Entry = { key, digest: answerDigest(response), file: write() };
      sequence.last = entry;
      try {
        return await entry.file;
      } catch (error) {
        if (sequence.last === entry) sequence.last = before;
        // Of a request that could not be recorded nothing is remembered.
        if (!sequence.last && !sequence.old && sequence.reserved === 0) sequences.delete(key);
        throw error;
      }
    },
    drop(entry) {
      const sequence = sequences.get(entry.key);
      if (sequence?.last === entry) sequence.last = undefined;
    },
    asked(key) {
      open(key, 'anew').asked += 1;
    },
    answered(key) {
      open(key, 'anew').answered += 1;
    },
    anew: () =>
      [...sequences].flatMap(([key, { old, asked, answered }]) =>
        old && answered > 0 && asked <= answered ? [key] : [],
      ),
    rewind() {
      for (const [key, sequence] of sequences) {
        if (!sequence.old) continue;
        sequence.old = recordedOf(store.takes(key));
        sequence.last = undefined;
      }
    },
  };
}

function recordedOf(takes: readonly StoredFixture[]): StoredFixture[] {
  return takes.filter(({ spec }) => spec !== undefined);
}

/** The last recording on the disk; undefined for one that cannot be read any more, which nothing equals. */
function toEntry(stored: StoredFixture | undefined): Entry | undefined {
  if (stored?.spec === undefined) return undefined;
  try {
    const digest = answerDigest(stored.read().response);
    return { key: stored.key, digest, file: Promise.resolve(stored.file) };
  } catch {
    return undefined;
  }
}
