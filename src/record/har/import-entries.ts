import { FixtureError, RunError } from '../../errors.ts';
import type { Spec } from '../../spec/spec.ts';
import type { Recorder } from '../recorder.ts';
import type { Redactor } from '../redactor.ts';
import type { Store } from '../store/store.ts';
import type { MatchedEntry } from './read-entries.ts';
import { toNewFixture } from './to-new-fixture.ts';

interface ImportOptions {
  readonly redactorOf: (spec: Spec) => Redactor;
  readonly recorder: Recorder;
  readonly store: Store;
}

/** Nobody waits for its end; in milliseconds. */
const LONGEST_SEARCH = 3_600_000;

interface Imported {
  readonly files: readonly string[];
  /** How many were already there from an earlier import. */
  readonly known: number;
  /** Entries that cannot be recorded, with the reasons. */
  readonly refused: readonly { readonly file: string; readonly why: string }[];
}

/** Writes entries as fixtures, as a recorder does. Throws a RunError when it cannot, or when a credential is left in one. */
export async function importEntries(
  entries: readonly MatchedEntry[],
  { redactorOf, recorder, store }: ImportOptions,
): Promise<Imported> {
  const files: string[] = [];
  const refused: { file: string; why: string }[] = [];
  let known = 0;
  // All requests first, so that secrets in any of them are redacted in every response.
  for (const { spec, request } of entries) redactorOf(spec).request(request);
  for (const entry of entries) {
    const recording = toNewFixture(entry, redactorOf(entry.spec));
    if (typeof recording === 'string') {
      refused.push({ file: entry.file, why: recording });
      continue;
    }
    const takes = store.takes(recording.key);
    // Within one import, identical requests are takes of one sequence.
    const isKnown = takes.some(({ at, file }) => at === entry.exchange.at && !files.includes(file));
    if (isKnown) known += 1;
    else {
      try {
        files.push((await recorder.save(recording, 'each')).file);
      } catch (error) {
        if (!(error instanceof FixtureError)) throw error;
        refused.push({ file: entry.file, why: error.message });
      }
    }
  }
  const { leaked } = await recorder.end(LONGEST_SEARCH);
  if (leaked.length > 0) throw new RunError(leaked.join('\n'));
  return { files, known, refused };
}
