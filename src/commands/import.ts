import { existsSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { toBase } from '../http/base.ts';
import type { Io } from '../main.ts';
import { createRedactors, toRecorder } from '../playback-parts.ts';
import { PROGRAM } from '../program.ts';
import { importEntries } from '../record/har/import-entries.ts';
import { loadHar } from '../record/har/load-har.ts';
import { readEntries } from '../record/har/read-entries.ts';
import { leftSentence } from '../record/har/words.ts';
import { checkFolder } from '../record/store/check-folder.ts';
import { findFiles } from '../record/store/find-files.ts';
import { createStore } from '../record/store/store.ts';
import { builtinNames } from '../spec/builtin.ts';
import { loadSpecs } from '../spec/load-specs.ts';
import { createMatcher } from '../spec/match.ts';
import { plural } from '../text/plural.ts';
import { readOptions } from './options.ts';
import { toWarn } from './to-warn.ts';

export const IMPORT_USAGE = `${PROGRAM} import <traffic.har …> [options]

Writes the exchanges of HAR files (browsers' developer tools, Playwright, mitmproxy, Charles) as fixtures,
without their secrets. Only requests to a path of the specs are taken, on whatever host.

  --out fixtures          the folder of the fixtures
  --url https://…         only requests below this address
  --spec file             an OpenAPI document beside the built-in ones (repeatable)
  --redact rule           redact this too: header:X-Name, query:name or body:/data/*/phone; with request. or
                          response. in front it is redacted there only (repeatable)
  --keep rule             switch a default rule off, such as email or phone (repeatable)
  --profile vendor.name   the other side where a vendor's sources contradict each other (repeatable)
  --overlay file          an OpenAPI Overlay of your own (repeatable)
  --strict                refuse a document in which anything is wrong, also what hinders nothing and is else a warning`;

const OPTIONS = {
  out: { type: 'string' },
  url: { type: 'string' },
  spec: { type: 'string', multiple: true },
  redact: { type: 'string', multiple: true },
  keep: { type: 'string', multiple: true },
  profile: { type: 'string', multiple: true },
  overlay: { type: 'string', multiple: true },
  strict: { type: 'boolean' },
} as const;

/** Imports HAR files, and prints what was written, what was left out and what was redacted. */
export async function runImport(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions('import', OPTIONS, args);
  if (positionals.length === 0) throw new UsageError(`name a HAR file: ${PROGRAM} import traffic.har`);
  const { out = 'fixtures', redact = [], keep = [] } = values;
  const base = values.url === undefined ? undefined : toBase(values.url).base;
  checkFolder(out);
  const specs = await loadSpecs({
    vendors: [...builtinNames(), ...(values.spec ?? [])],
    profiles: values.profile,
    overlays: values.overlay,
    strict: values.strict,
    warn: toWarn(io),
  });
  const matcher = createMatcher(specs);
  const read = positionals.map((file) => readEntries(loadHar(file), matcher, base));
  const redactorOf = createRedactors(specs, { redact, keep, env: io.env ?? process.env });
  const store = createStore(existsSync(out) ? findFiles([out]) : [], specs, { others: 'skip' });
  const recorder = toRecorder(specs, store, out, redactorOf);
  const entries = read.flatMap(({ matched }) => matched);
  const { files, known, refused } = await importEntries(entries, { redactorOf, recorder, store });
  for (const file of files) io.out(file);
  for (const { file, why } of refused) io.err(`${file}: ${why}`);
  for (const one of read) {
    const left = leftSentence(one);
    if (left !== undefined) io.err(left);
  }
  for (const { rule, count } of specs.flatMap((spec) => redactorOf(spec).counts())) {
    if (count > 0) io.err(`redacted by ${rule}: ${count}`);
    else if (files.length > 0) io.err(`the rule ${rule} matched nothing: check the location that it names`);
  }
  io.err(
    `${plural(files.length, 'exchange')} imported into ${out}` +
      (known === 0 ? '' : `, ${known} ${known === 1 ? 'was' : 'were'} already there`),
  );
  return refused.length > 0 ? EXIT.spec : EXIT.ok;
}
