import { plural } from '../text/plural.ts';
import type { Entry } from './sequences.ts';
import type { StoredFixture } from './store/store.ts';

/** What a recorder has to do at its end, in this order. */
interface LastWork {
  /** Recordings that are being written. */
  readonly pending: ReadonlySet<Promise<unknown>>;
  /** The files that were written. */
  readonly written: ReadonlySet<string>;
  /** Searches a file for credentials and removes it if one is in it; says what it found. */
  search(file: string): Promise<string | undefined>;
  /** Later takes that nobody asked for again. */
  stale(): readonly StoredFixture[];
  /** False when it must stay. */
  removeStale(stored: StoredFixture): Promise<boolean>;
  /** Takes whose number of repeats is not written yet. */
  readonly uncounted: ReadonlySet<Entry>;
  writeCount(entry: Entry): Promise<void>;
}

export interface RecorderEnd {
  /** The files of later takes that were removed. */
  readonly removed: readonly string[];
  /** The files that were removed as a credential was in them, each in a sentence. */
  readonly leaked: readonly string[];
  /** What there was no time for, each in a sentence. */
  readonly left: readonly string[];
}

/** Does the last work of a recorder, for so many milliseconds at most: a disk may be slow, or hang. */
export async function endRecorder(work: LastWork, within: number): Promise<RecorderEnd> {
  const { pending, written, uncounted } = work;
  const removed: string[] = [];
  const leaked: string[] = [];
  let searched = 0;
  let isOver = false;

  async function doAll(): Promise<void> {
    await Promise.allSettled(pending);
    for (const file of written) {
      if (isOver) return;
      const found = await work.search(file);
      if (found !== undefined) leaked.push(found);
      searched += 1;
    }
    for (const stored of work.stale()) {
      if (isOver) return;
      if (await work.removeStale(stored)) removed.push(stored.file);
    }
    for (const entry of [...uncounted]) {
      if (isOver) return;
      // A full disk; the takes themselves are there.
      await work.writeCount(entry).catch(() => {});
    }
  }

  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, within);
  });
  try {
    await Promise.race([doAll(), tooLate]);
  } finally {
    clearTimeout(timer);
    isOver = true;
  }
  const unsearched = written.size - searched;
  const left = [
    ...(pending.size > 0 ? [`${plural(pending.size, 'recording')} could not be written in time`] : []),
    ...(unsearched > 0
      ? [
          `${plural(unsearched, 'file')} could not be searched once more for credentials in time: look at them before you commit them`,
        ]
      : []),
    ...(uncounted.size > 0
      ? [`of ${plural(uncounted.size, 'recording')} it could not be noted how often the same answer came`]
      : []),
  ];
  return { removed: [...removed], leaked: [...leaked], left };
}
