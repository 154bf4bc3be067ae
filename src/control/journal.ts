import { cutLong, sizeOf, withOwnBody } from './entry-size.ts';
import { createHinter, type ScopeHinter } from './hints/hinter.ts';
import type { ServedExchange } from './served-exchange.ts';

/** What a server remembers of the exchanges of one scope, the newest last. */
export interface Journal {
  /** On the way of every request: it keeps references and does no other work. */
  add(exchange: ServedExchange): void;
  /** Those that are kept, the oldest first, with their hints. */
  entries(): ServedExchange[];
  /** Gives those that came meanwhile their hints; who reads the journal need not ask for it. */
  hint(): void;
  /** How many had to make room for newer ones since it was emptied last. */
  readonly dropped: number;
  clear(): void;
  /** Empties it for good: whoever follows it is told that it has ended. */
  close(): void;
  /** Follows what comes from now on, or what is kept and came after the exchange of this number. */
  follow(wake: () => void, after?: number): Follower;
}

/** Reads a journal along, at its own pace: what it had no time for may have been dropped meanwhile. */
export interface Follower {
  /** The next exchange; undefined when there is none now. `missed`: so many were dropped in between. */
  next(): { readonly exchange: ServedExchange; readonly missed: number } | undefined;
  /** There will be no more. */
  readonly ended: boolean;
  stop(): void;
}

/** The journals of a server. They share a limit, so that many small ones do not become much. */
export interface Journals {
  create(): Journal;
  /** How many read along. */
  readonly following: number;
  /**
   * Tells whoever follows that there will be no more, as the server ends. Returns the hints that can only be given then,
   * where somebody has looked for hints.
   */
  end(): string[];
}

/** Entries of one scope. Nobody looks at more than the last thousand requests of a test. */
const MOST_ENTRIES = 1000;
/** Bytes of one scope: about a hundred pages of a hundred rows. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Of all scopes together. */
const MOST_ALL_ENTRIES = 10_000;
const MOST_ALL_BYTES = 32 * 1024 * 1024;

export const JOURNAL_LIMITS = {
  entries: MOST_ENTRIES,
  bytes: MOST_BYTES,
  allEntries: MOST_ALL_ENTRIES,
  allBytes: MOST_ALL_BYTES,
};

/**
 * Bodies of answers are cut from pieces of memory that many share (`mock/take-bytes.ts`): one that stays alone would
 * keep its whole piece. So one that outlives this much traffic gets memory of its own. It is more than a scope may have:
 * where all is in one scope, neighbours go together, and nothing is ever copied.
 */
const YOUNG = { entries: 2 * JOURNAL_LIMITS.entries, bytes: 2 * JOURNAL_LIMITS.bytes };

/** An exchange in its journal; without it, it is gone. */
interface Kept {
  exchange: ServedExchange | undefined;
  readonly bytes: number;
}

export function createJournals(limits = JOURNAL_LIMITS): Journals {
  /** Those that have entries: the least recently used first. */
  const used = new Set<{ dropOldest(): void }>();
  const journals = new Set<{ end(): string[] }>();
  const young = createQueue<Kept>();
  let youngBytes = 0;
  let allEntries = 0;
  let allBytes = 0;
  let latest: unknown;
  let following = 0;

  function age(kept: Kept): void {
    young.push(kept);
    youngBytes += kept.bytes;
    while (young.length > YOUNG.entries || youngBytes > YOUNG.bytes) {
      const old = young.shift() as Kept;
      youngBytes -= old.bytes;
      if (old.exchange) old.exchange = withOwnBody(old.exchange);
    }
  }

  function create(): Journal {
    const kept = createQueue<Kept>();
    const followers = new Set<{ readonly wake: () => void; ended: boolean }>();
    let bytes = 0;
    /** How many there were before the first that is kept. */
    let before = 0;
    /** How many there were when it was emptied last. */
    let emptied = 0;
    /** Made when somebody first reads along: it says each hint once. */
    let hinter: ScopeHinter | undefined;
    /** How many have their hints. */
    let hinted = 0;

    const own = {
      dropOldest() {
        forget(kept.shift() as Kept);
        if (kept.length === 0) used.delete(own);
      },
      end() {
        for (const one of followers) one.ended = true;
        wakeAll();
        return hinter?.end() ?? [];
      },
    };
    journals.add(own);

    function forget(one: Kept): void {
      one.exchange = undefined;
      before += 1;
      bytes -= one.bytes;
      allBytes -= one.bytes;
      allEntries -= 1;
    }

    function hint(): void {
      hinter ??= createHinter();
      for (let at = Math.max(hinted, before); at < before + kept.length; at += 1)
        hinter.look(kept.at(at - before)?.exchange as ServedExchange);
      hinted = before + kept.length;
    }

    function wakeAll(): void {
      for (const { wake } of followers) wake();
    }

    function clear(): void {
      while (kept.length > 0) forget(kept.shift() as Kept);
      used.delete(own);
      if (latest === own) latest = undefined;
      emptied = before;
      hinter = undefined;
    }

    return {
      add(exchange) {
        const size = sizeOf(exchange);
        const one: Kept = { exchange: cutLong(exchange), bytes: Math.min(size, limits.bytes) };
        if (latest !== own) {
          used.delete(own);
          used.add(own);
          latest = own;
        }
        kept.push(one);
        bytes += one.bytes;
        allBytes += one.bytes;
        allEntries += 1;
        while (kept.length > limits.entries || bytes > limits.bytes) own.dropOldest();
        while (allEntries > limits.allEntries || allBytes > limits.allBytes)
          for (const oldest of used) {
            oldest.dropOldest();
            break;
          }
        age(one);
        if (followers.size > 0) wakeAll();
      },
      entries() {
        hint();
        return kept.all().map(({ exchange }) => exchange as ServedExchange);
      },
      hint,
      get dropped() {
        return before - emptied;
      },
      clear,
      close() {
        clear();
        journals.delete(own);
        own.end();
      },
      follow(wake, after) {
        const all = kept.all();
        const found = after === undefined ? -1 : all.findIndex(({ exchange }) => (exchange?.n ?? 0) > after);
        let at = before + (found < 0 ? kept.length : found);
        const me = { wake, ended: false };
        followers.add(me);
        following += 1;
        return {
          next() {
            hint();
            const first = Math.max(at, before);
            const exchange = kept.at(first - before)?.exchange;
            if (!exchange) return undefined;
            // What was emptied on purpose was not missed.
            const missed = Math.max(0, first - Math.max(at, emptied));
            at = first + 1;
            return { exchange, missed };
          },
          get ended() {
            return me.ended;
          },
          stop() {
            if (followers.delete(me)) following -= 1;
          },
        };
      },
    };
  }

  return {
    create,
    get following() {
      return following;
    },
    end: () => [...journals].flatMap((journal) => journal.end()),
  };
}

/** First in, first out; an array's own `shift` moves all others. */
function createQueue<T>() {
  let items: T[] = [];
  let start = 0;
  return {
    get length() {
      return items.length - start;
    },
    push(item: T) {
      items.push(item);
    },
    shift(): T | undefined {
      const item = items[start];
      (items as (T | undefined)[])[start] = undefined;
      start += 1;
      if (start > 64 && start * 2 > items.length) {
        items = items.slice(start);
        start = 0;
      }
      return item;
    },
    at: (index: number): T | undefined => items[start + index],
    all: () => items.slice(start),
  };
}
