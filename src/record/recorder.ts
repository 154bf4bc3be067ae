import { join } from 'node:path';
import { RunError } from '../errors.ts';
import { MOST_BYTES } from '../text-file.ts';
import { toMegabytes } from './decoded-body.ts';
import type { Fixture } from './fixture.ts';
import { formatFixture } from './format-fixture.ts';
import { parseFixture } from './parse-fixture.ts';
import { createQueue } from './queue.ts';
import { endRecorder, type RecorderEnd } from './recorder-end.ts';
import { createSequences, type Entry } from './sequences.ts';
import { fileName } from './store/file-name.ts';
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
  has(file: string): Promise<boolean>;
  remove(file: string): Promise<void>;
}

/**
 * Where a recording goes: `next`, behind the takes that there are; `anew`, where the session's takes replace the older
 * ones one by one; `each`, as `next`, also when it equals the last one; or in the place of one recording.
 */
export type Position = 'next' | 'anew' | 'each' | StoredFixture;

interface Saved {
  readonly file: string;
  /** The answer is that of the last take, which was not written again. */
  readonly isRepeat: boolean;
}

export interface Recorder {
  /**
   * Writes a recording and returns its file once it is on the disk. An answer that equals the last take is only
   * counted. Throws a RunError when it cannot.
   */
  save(recording: NewFixture, place: Position): Promise<Saved>;
  /**
   * Says that a request is going to be recorded `anew`. Where one was not recorded in the end, as there was no answer or
   * no room, none of its older takes are removed.
   */
  asked(key: string): void;
  /** The files that were written, in their order. */
  written(): readonly string[];
  /** Begins with the first takes again: the next recordings `anew` replace those of this session. */
  rewind(): void;
  /**
   * Ends it, within so many milliseconds: waits for what is being written, and writes nothing that comes later; searches
   * all written files for all credentials that were seen, as one that was seen later may be in an earlier file, and
   * removes such files; removes later takes of requests that were recorded `anew` less often than before, so that the
   * takes of a request are of one session; writes how often the last takes came.
   */
  end(within: number): Promise<RecorderEnd>;
}

/** More takes than any request has. */
const MOST_TAKES = 10_000;
/** Files that are written at once. */
const MOST_WRITES = 16;

export function createRecorder({ folder, store, leaks, files }: RecorderOptions): Recorder {
  const written = new Set<string>();
  const sequences = createSequences(store);
  /** Takes that came again. */
  const uncounted = new Set<Entry>();
  /** What is being saved. */
  const pending = new Set<Promise<Saved>>();
  const inTurn = createQueue(MOST_WRITES);
  let isEnded = false;

  /** The text of a file, checked to be readable by a replay and free of credentials. */
  function toText(fixture: Fixture, file: string): string {
    const text = formatFixture(fixture);
    const size = Buffer.byteLength(text);
    if (size > MOST_BYTES.fixture)
      throw new RunError(
        `${file} was not written: it would have ${toMegabytes(size)} MiB, and a fixture has at most ${toMegabytes(MOST_BYTES.fixture)}`,
      );
    const found = leaks(text);
    if (found.length > 0) throw new RunError(`${file} was not written: ${leak(found)}`);
    parseFixture(text, file);
    return text;
  }

  async function replace(file: string, fixture: Fixture, key: string): Promise<string> {
    await inTurn(() => files.write(file, toText(fixture, file), { replace: true }));
    written.add(file);
    store.add(file, fixture, key);
    return file;
  }

  /** The number is reserved, so that of many identical requests each is written once; only another recorder can have taken the name. */
  async function append(fixture: Fixture, key: string, reserved: number): Promise<string> {
    for (let take = reserved; take <= MOST_TAKES; take = sequences.reserve(key)) {
      const whole: Fixture = { ...fixture, take };
      const file = join(folder, fileName(whole, key));
      try {
        if (!(await inTurn(() => files.write(file, toText(whole, file), { replace: false })))) continue;
      } catch (error) {
        sequences.release(key, take);
        throw error;
      }
      written.add(file);
      store.add(file, whole, key);
      return file;
    }
    throw new RunError(`${folder}: there are ${MOST_TAKES} recordings of one request; remove some of them`);
  }

  /** How often a take came. A repeat is not written, so that this is what is lost when the process is killed. */
  async function writeCount(entry: Entry | undefined): Promise<void> {
    if (!entry || !uncounted.has(entry)) return;
    uncounted.delete(entry);
    const file = await entry.file.catch(() => undefined);
    const stored = store.takes(entry.key).find((one) => one.file === file);
    if (!stored || stored.times === 1 || !(await isUnchanged(stored))) return;
    try {
      await replace(stored.file, { ...stored.read(), times: stored.times }, entry.key);
    } catch (error) {
      uncounted.add(entry);
      throw error;
    }
  }

  async function put({ fixture, key, greedy }: NewFixture, place: Position): Promise<Saved> {
    if (typeof place === 'object') {
      const { file, take, times } = place;
      const whole: Fixture = { ...fixture, take, ...(times > 1 && { times }) };
      const write = () => replace(file, whole, key);
      const isLast = store.takes(key).at(-1)?.file === file;
      return { file: await (isLast ? sequences.put(key, fixture, write) : write()), isRepeat: false };
    }
    const last = place === 'each' ? undefined : sequences.repeated(key, fixture, place);
    if (last) {
      uncounted.add(last);
      const file = await last.file;
      if (!(await files.has(file))) {
        sequences.drop(last);
        return put({ fixture, key, greedy }, place);
      }
      store.repeat(file, key);
      return { file, isRepeat: true };
    }
    const { before, old, take } = sequences.next(key, place);
    const write = async () => {
      // A take that follows is only on the disk when it is known how often the one before came.
      await writeCount(before);
      return old ? replace(old.file, { ...fixture, take }, key) : append(fixture, key, take);
    };
    return { file: await sequences.put(key, fixture, write), isRepeat: false };
  }

  return {
    async save(recording, place) {
      if (isEnded) throw new RunError('the recorder has ended, and writes nothing any more');
      const saving = put(recording, place);
      pending.add(saving);
      try {
        const saved = await saving;
        if (place === 'anew') sequences.answered(recording.key);
        return saved;
      } finally {
        pending.delete(saving);
      }
    },
    asked: sequences.asked,
    written: () => [...written],
    rewind: sequences.rewind,
    end(within) {
      isEnded = true;
      return endRecorder({ pending, written, search, stale, removeStale, uncounted, writeCount }, within);
    },
  };

  async function search(file: string): Promise<string | undefined> {
    const bytes = await files.read(file);
    const schemes = leaks(Buffer.from(bytes ?? []).toString('utf8'));
    if (schemes.length === 0) return undefined;
    await files.remove(file);
    return `${file} was removed: ${leak(schemes)}`;
  }

  function stale(): StoredFixture[] {
    const takes = sequences.anew().flatMap((key) => store.takes(key));
    return takes.filter(({ file, spec }) => spec !== undefined && !written.has(file));
  }

  /** Another recorder may have replaced it. */
  async function removeStale(stored: StoredFixture): Promise<boolean> {
    if (!(await isUnchanged(stored))) return false;
    await files.remove(stored.file);
    store.remove(stored);
    return true;
  }
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
