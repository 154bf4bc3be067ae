import { FixtureError } from '../errors.ts';
import { isHarFile, loadHar } from '../record/har/load-har.ts';
import { readEntries } from '../record/har/read-entries.ts';
import { leftSentence } from '../record/har/words.ts';
import type { Redactor } from '../record/redactor.ts';
import { findFiles } from '../record/store/find-files.ts';
import { readFixture, readHead } from '../record/store/read-file.ts';
import { createMatcher } from '../spec/match.ts';
import type { Spec } from '../spec/spec.ts';
import { toItems } from './har-items.ts';
import type { Item } from './item.ts';

interface OpenOptions {
  readonly specs: readonly Spec[];
  /** Of HAR files, what is not below this address is left out. */
  readonly base: string | undefined;
  readonly redactorOf: (spec: Spec) => Redactor;
  /** Told of a file that is none. */
  readonly refuse: (error: FixtureError) => void;
}

interface Opened {
  readonly items: readonly Item[];
  /** What HAR files have besides. */
  readonly notes: readonly string[];
}

/** Everything that is to be verified in some folders and files. Throws a UsageError for a path that is not there. */
export function openItems(paths: readonly string[], options: OpenOptions): Opened {
  const { specs, base, redactorOf, refuse } = options;
  const files = findFiles(paths.filter((path) => !isHarFile(path)));
  const opened = files.flatMap((file) => attempt(() => openFixture(file, specs), refuse) ?? []);
  const hars = paths.filter(isHarFile);
  if (hars.length === 0) return { items: opened, notes: [] };
  const matcher = createMatcher(specs);
  const read = hars.flatMap((file) => attempt(() => readEntries(loadHar(file), matcher, base), refuse) ?? []);
  return {
    items: [...opened, ...read.flatMap(({ matched }) => toItems(matched, redactorOf))],
    notes: read.flatMap((entries) => leftSentence(entries) ?? []),
  };
}

function openFixture(file: string, specs: readonly Spec[]): Item {
  const head = readHead(file);
  if (specs.some(({ name }) => name === head.vendor)) return { file, head, read: () => readFixture(file) };
  const names = specs.map(({ name }) => name).join(', ');
  throw new FixtureError(
    file,
    `it is of the vendor ${head.vendor}, which has no spec here; there are ${names}. ` +
      'Name the OpenAPI document that it was recorded with: --spec file.',
  );
}

function attempt<T>(open: () => T, refuse: OpenOptions['refuse']): T | undefined {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof FixtureError)) throw error;
    refuse(error);
    return undefined;
  }
}
