import { UsageError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../main.ts';
import { defaultFolder } from '../playback-parts.ts';
import { PROGRAM } from '../program.ts';
import { harFrame, toEntry } from '../record/har/to-entry.ts';
import { findFiles } from '../record/store/find-files.ts';
import { readFixture } from '../record/store/read-file.ts';
import { plural } from '../text/plural.ts';
import { readOptions } from './options.ts';
import { prepareFile } from './prepare-file.ts';
import { writeWhole } from './write-file.ts';

export const EXPORT_USAGE = `${PROGRAM} export [folder|file …] --har out.har

Writes fixtures as one HAR 1.2 file, for developer tools and other programs. Without a path it exports the
folder fixtures or, if there is none, the vendors' documented examples.

  --har file              the file to write; - prints it instead`;

const OPTIONS = { har: { type: 'string' } } as const;

/** Exports fixtures one at a time, as there may be many. */
export async function runExport(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions('export', OPTIONS, args);
  if (values.har === undefined)
    throw new UsageError(`the file to write is missing: ${PROGRAM} export --har out.har`);
  const files = findFiles(positionals.length > 0 ? positionals : [defaultFolder()]);
  if (files.length === 0) throw new UsageError(`there is no fixture in ${positionals.join(', ')}`);
  if (values.har === '-') {
    io.out([...toText(files)].join('').trimEnd());
    return EXIT.ok;
  }
  await prepareFile('har', values.har);
  await writeWhole(values.har, toText(files));
  io.err(`${plural(files.length, 'exchange')} exported to ${values.har}`);
  return EXIT.ok;
}

function* toText(files: readonly string[]): Iterable<string> {
  const [before, after] = harFrame();
  yield before;
  for (const [index, file] of files.entries())
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(toEntry(readFixture(file), file), null, 2)}`;
  yield after;
}
