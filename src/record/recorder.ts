import { join } from 'node:path';
import { RunError } from '../errors.ts';
import { toMegabytes } from './decoded-body.ts';
import type { Fixture } from './fixture.ts';
import { formatFixture } from './format-fixture.ts';
import { parseFixture } from './parse-fixture.ts';
import { fileName } from './store/file-name.ts';
import { LARGEST_FILE } from './store/read-file.ts';
import type { Store, StoredFixture } from './store/store.ts';
import type { NewFixture } from './to-fixture.ts';

interface RecorderOptions {
  /** Where recordings are written. */
  readonly folder: string;
  readonly store: Store;
  /** The security schemes whose credentials, seen so far, occur in a text in any encoding. */
  readonly leaks: (text: string) => readonly string[];
  readonly files: RecorderFiles;
}

/** The disk. */
interface RecorderFiles {
  /** Writes a text durably, whole or not at all; false when there is a file that must not be replaced. */
  write(file: string, text: string, options: { readonly replace: boolean }): Promise<boolean>;
  /** undefined: the file does not exist any more. */
  read(file: string): Promise<Uint8Array | undefined>;
  remove(file: string): Promise<void>;
}

export interface Recorder {
  /**
   * Writes a recording, which replaces an older one if there is one, and returns its file once it is on the disk.
   * Throws a RunError when it cannot.
   */
  save(recording: NewFixture, old: StoredFixture | undefined): Promise<string>;
  /** The files that were written, in their order. */
  written(): readonly string[];
  /**
   * Removes later takes of requests that were recorded in this session less often than before, so that the takes of
   * a request are of one session. Returns the files.
   */
  removeStale(): Promise<readonly string[]>;
  /**
   * Searches all written files for all credentials that were seen: one that was seen later may be in an earlier
   * file. Such files are removed. Throws a RunError that names them.
   */
  scan(): Promise<void>;
}

/** More takes than any request has: two recorders on one folder may want the same name. */
const MOST_TAKES = 10_000;

export function createRecorder({ folder, store, leaks, files }: RecorderOptions): Recorder {
  const written = new Set<string>();
  const keys = new Set<string>();

  /** The text of a file, checked to be readable by a replay and free of credentials. */
  function toText(fixture: Fixture, file: string): string {
    const text = formatFixture(fixture);
    const size = Buffer.byteLength(text);
    if (size > LARGEST_FILE)
      throw new RunError(
        `${file} was not written: it would have ${toMegabytes(size)} MiB, and a fixture has at most ${toMegabytes(LARGEST_FILE)}`,
      );
    const found = leaks(text);
    if (found.length > 0) throw new RunError(`${file} was not written: ${leak(found)}`);
    parseFixture(text, file);
    return text;
  }

  return {
    async save({ fixture, key }, old) {
      keys.add(key);
      if (old) {
        const whole: Fixture = { ...fixture, take: old.take };
        await files.write(old.file, toText(whole, old.file), { replace: true });
        written.add(old.file);
        store.add(old.file, whole, key);
        return old.file;
      }
      const next = (store.takes(key).at(-1)?.take ?? 0) + 1;
      for (let take = next; take <= MOST_TAKES; take += 1) {
        const whole: Fixture = { ...fixture, take };
        const file = join(folder, fileName(whole, key));
        // If another recorder took the name, this is the take after it.
        if (!(await files.write(file, toText(whole, file), { replace: false }))) continue;
        written.add(file);
        store.add(file, whole, key);
        return file;
      }
      throw new RunError(`${folder}: there are ${MOST_TAKES} recordings of one request; remove some of them`);
    },
    written: () => [...written],
    async removeStale() {
      const stale = [...keys].flatMap((key) =>
        store.takes(key).filter(({ file, spec }) => spec !== undefined && !written.has(file)),
      );
      const removed: string[] = [];
      for (const stored of stale) {
        // Another recorder may have replaced it.
        if (!(await isUnchanged(stored))) continue;
        await files.remove(stored.file);
        store.remove(stored);
        removed.push(stored.file);
      }
      return removed;
    },
    async scan() {
      const found: string[] = [];
      for (const file of written) {
        const bytes = await files.read(file);
        const schemes = leaks(Buffer.from(bytes ?? []).toString('utf8'));
        if (schemes.length === 0) continue;
        await files.remove(file);
        found.push(`${file} was removed: ${leak(schemes)}`);
      }
      if (found.length > 0) throw new RunError(found.join('\n'));
    },
  };
}

async function isUnchanged(stored: StoredFixture): Promise<boolean> {
  try {
    const { source } = stored.read();
    return source.kind !== 'documentation' && Date.parse(source.at) === stored.at;
  } catch {
    return false;
  }
}

function leak(schemes: readonly string[]): string {
  return `a credential of ${schemes.join(' and ')} was in it, where no rule looked for one. Name the place with --redact.`;
}
