import { setImmediate as nextTurn } from 'node:timers/promises';
import { createMatcher } from '../spec/match.ts';
import type { Spec } from '../spec/spec.ts';
import type { Journal } from './journal.ts';
import { streamJournal } from './journal-stream.ts';
import { createMasks } from './mask.ts';
import { type Examine, type ShownEntry, toShownEntry } from './shown-entry.ts';
import { type Verification, verifyCalls } from './verify-calls.ts';

/** Reads journals, for whoever looks at them: nothing of this is done before. */
export interface JournalReader {
  /** The entries, the newest last. */
  entries(journal: Journal, which?: WhichEntries): Promise<ShownEntry[]>;
  /** The same as they come, as server-sent events. */
  stream(
    journal: Journal,
    after: number | undefined,
    signal?: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>>;
  /** Whether the calls came that should have come. Throws a UsageError for what cannot be verified. */
  verify(journal: Journal, expected: unknown): Verification;
}

export interface WhichEntries {
  /** Only what came after the exchange of this number. */
  readonly after?: number | undefined;
  /** Only so many, the newest. */
  readonly limit?: number | undefined;
}

interface ReaderOptions {
  readonly specs: readonly Spec[];
  /** Loads what looks at exchanges; without it entries have no findings. */
  readonly examine?: ((specs: readonly Spec[]) => Promise<Examine>) | undefined;
  /** Rules of redaction that are switched off. */
  readonly keep?: readonly string[];
  /** Further ones. */
  readonly redact?: readonly string[];
}

/** How long other requests wait for one that reads a long journal, in milliseconds. */
const TURN = 20;

export function createJournalReader({
  specs,
  examine,
  keep = [],
  redact = [],
}: ReaderOptions): JournalReader {
  const matcher = createMatcher(specs);
  const rules = { keep, redact };
  const show = async () => {
    const options = { matcher, maskOf: createMasks(rules), examine: await examine?.(specs) };
    return (served: Parameters<typeof toShownEntry>[0]) => toShownEntry(served, options);
  };
  return {
    async entries(journal, { after = -1, limit } = {}) {
      const later = journal.entries().filter(({ n }) => n > after);
      const toShown = await show();
      const shown: ShownEntry[] = [];
      let begun = performance.now();
      for (const served of limit === undefined ? later : later.slice(Math.max(0, later.length - limit))) {
        shown.push(toShown(served));
        if (performance.now() - begun < TURN) continue;
        await nextTurn();
        begun = performance.now();
      }
      return shown;
    },
    async stream(journal, after, signal) {
      return streamJournal(journal, { show: await show(), after, signal });
    },
    verify: (journal, expected) => verifyCalls(journal, expected, { specs, matcher, ...rules }),
  };
}
