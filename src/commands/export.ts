import { UsageError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../main.ts';
import { createRedactors, defaultFolder } from '../playback-parts.ts';
import { PROGRAM } from '../program.ts';
import type { Fixture } from '../record/fixture.ts';
import { harFrame, toEntry } from '../record/har/to-entry.ts';
import { createRedactor } from '../record/redactor.ts';
import { findFiles } from '../record/store/find-files.ts';
import { readFixture } from '../record/store/read-file.ts';
import { builtinNames } from '../spec/builtin.ts';
import { loadSpecs } from '../spec/load-specs.ts';
import { plural } from '../text/plural.ts';
import { readOptions } from './options.ts';
import { prepareFile } from './prepare-file.ts';
import { toWarn } from './to-warn.ts';
import { writeWhole } from './write-file.ts';

export const EXPORT_USAGE = `${PROGRAM} export [folder|file …] --har out.har

Writes fixtures as one HAR 1.2 file, for developer tools and other programs. Without a path it exports the
folder fixtures or, if there is none, the vendors' documented examples. Secrets that somebody wrote into
them by hand are redacted as in a recording.

  --har file              the file to write; - prints it instead
  --redact rule           redact this too: header:X-Name, query:name or body:/data/*/phone; with request. or
                          response. in front it is redacted there only (repeatable)
  --keep rule             switch a default rule off, such as email or phone (repeatable)
  --spec file             an OpenAPI document beside the built-in ones, which names its credentials (repeatable)`;

const OPTIONS = {
  har: { type: 'string' },
  redact: { type: 'string', multiple: true },
  keep: { type: 'string', multiple: true },
  spec: { type: 'string', multiple: true },
} as const;

/** Exports fixtures one at a time, as there may be many. */
export async function runExport(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions('export', OPTIONS, args);
  if (values.har === undefined)
    throw new UsageError(`the file to write is missing: ${PROGRAM} export --har out.har`);
  const files = findFiles(positionals.length > 0 ? positionals : [defaultFolder()]);
  if (files.length === 0) throw new UsageError(`there is no fixture in ${positionals.join(', ')}`);
  const clean = await createClean(values, io);
  if (values.har === '-') {
    io.out([...toText(files, clean)].join('').trimEnd());
    return EXIT.ok;
  }
  await prepareFile('har', values.har);
  await writeWhole(values.har, toText(files, clean));
  io.err(`${plural(files.length, 'exchange')} exported to ${values.har}`);
  return EXIT.ok;
}

/** Takes out of a fixture what a recorder would not have written; a fixture may be written by hand. */
async function createClean(
  { redact = [], keep = [], spec: documents = [] }: Partial<Record<'redact' | 'keep' | 'spec', string[]>>,
  io: Io,
): Promise<(fixture: Fixture) => Fixture> {
  const specs = await loadSpecs({ vendors: [...builtinNames(), ...documents], warn: toWarn(io) });
  const redactorOf = createRedactors(specs, { redact, keep, env: io.env ?? process.env });
  const others = createRedactor({ spec: { securitySchemes: {}, operations: [] }, redact, keep });
  return (fixture) => {
    const spec = specs.find(({ name }) => name === fixture.vendor);
    const { request, response } = (spec ? redactorOf(spec) : others).exchange(
      fixture.request,
      fixture.response,
    );
    return { ...fixture, request, response };
  };
}

function* toText(files: readonly string[], clean: (fixture: Fixture) => Fixture): Iterable<string> {
  const [before, after] = harFrame();
  yield before;
  for (const [index, file] of files.entries())
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(toEntry(clean(readFixture(file)), file), null, 2)}`;
  yield after;
}
