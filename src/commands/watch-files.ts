import { unwatchFile, watchFile } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

interface WatchOptions {
  /** Does what a change asks for; changes that come meanwhile wait for its end. */
  readonly onChange: (files: readonly string[]) => Promise<void>;
  /** How often the files are looked at, in milliseconds. */
  readonly interval?: number;
}

const INTERVAL = 300;
const SETTLE = 50;

/**
 * Looks at files again and again, as editors put a new file in the place of the old one, and mounted folders of
 * containers tell of no changes. Returns what ends it.
 */
export function watchFiles(
  files: readonly string[],
  { onChange, interval = INTERVAL }: WatchOptions,
): () => void {
  const changed = new Set<string>();
  let isBusy = false;
  let isEnded = false;

  async function work(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    while (changed.size > 0 && !isEnded) {
      // Who writes a file may be in the middle of it.
      await setTimeout(SETTLE, undefined, { ref: false });
      const now = [...changed];
      changed.clear();
      await onChange(now);
    }
    isBusy = false;
  }

  const unwatch = [...new Set(files)].map((file) => {
    const look = (now: { mtimeMs: number; size: number; ino: number }, before: typeof now) => {
      if (now.mtimeMs === before.mtimeMs && now.size === before.size && now.ino === before.ino) return;
      changed.add(file);
      void work();
    };
    watchFile(file, { interval, persistent: false }, look);
    return () => unwatchFile(file, look);
  });
  return () => {
    isEnded = true;
    for (const end of unwatch) end();
  };
}
