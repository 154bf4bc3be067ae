import { CHECK_NAMES } from '../check-titles.ts';
import type { Io } from '../main.ts';
import { PROGRAM } from '../program.ts';
import { REPORT_FORMATS } from '../report/report.ts';
import { exitCodeOf } from '../result/verdict.ts';
import { readWaivers } from '../result/waiver-file.ts';
import { builtinNames } from '../spec/builtin.ts';
import { type VerifyOptions, verifyFixtures } from '../verify-fixtures.ts';
import { baselineFile, toUpdated } from './baseline.ts';
import { joinOr, readOptions } from './options.ts';
import { giveReports, prepareFiles, runUntilStopped, waive } from './reporting.ts';
import { RESULT_OPTIONS, toResultCommand } from './result-options.ts';
import { toWarn } from './to-warn.ts';
import { writeDrift } from './write-drift.ts';

export const VERIFY_USAGE = `${PROGRAM} verify [folder|file|traffic.har …] [options]

Checks recorded exchanges against their specs, offline: every response by itself, and the pages of a list
together. Without a path it verifies the folder fixtures, and where there is none the vendors' documented
examples. Of a HAR file it verifies the requests that match an operation of the specs, whatever their host.

  --spec file             an OpenAPI document that recordings were made with, beside the built-in ones (repeatable)
  --overlay file          an OpenAPI Overlay of your own (repeatable)
  --strict                refuse a document in which anything is wrong, also what hinders nothing and is else a warning
  --profile vendor.name   the other side where a vendor's sources contradict each other (repeatable)
  --url https://…         of a HAR file only requests below this address
  --redact rule, --keep rule
                          of a HAR file, as for confab record
  --grade documented      which statements fail: documented, observed (also what was only observed), assumed (all)
  --only check,…          only these checks (repeatable); ${PROGRAM} check --list names them
  --skip check,…          all checks but these (repeatable)
  --waive file            findings to accept, each with its reason and its last day
  --baseline file         an earlier result (--report json=file): what it found is known and does not fail
  --update-baseline       write that file: what is found now is known from then on
  --report format[=file]  ${joinOr(REPORT_FORMATS)} (repeatable); one is printed, default text
  --drift file            write an OpenAPI Overlay that widens the spec to allow what was recorded
  --strict-fields         fail on a field that the schema does not know
  --require-coverage      fail when no fixture covers a line of the spec that one could cover

Exit codes: 0 the contract holds, 1 wrong usage, 2 a fixture, a spec or another file that cannot be used,
3 interrupted, 4 the contract is broken.`;

const OPTIONS = {
  spec: { type: 'string', multiple: true },
  overlay: { type: 'string', multiple: true },
  strict: { type: 'boolean' },
  profile: { type: 'string', multiple: true },
  url: { type: 'string' },
  redact: { type: 'string', multiple: true },
  keep: { type: 'string', multiple: true },
  ...RESULT_OPTIONS,
} as const;

/** Checks recordings against their contract, reports, and returns the exit code. */
export async function runVerify(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions('verify', OPTIONS, args);
  const { spec: specs = [], overlay: overlays = [], profile: profiles = [] } = values;
  const command = toResultCommand(values);
  await prepareFiles(command);
  const waivers = command.waive === undefined ? undefined : await readWaivers(command.waive, CHECK_NAMES);
  const baseline = baselineFile(command);
  const options: VerifyOptions = {
    ...(positionals.length > 0 && { fixtures: positionals }),
    specs,
    overlays,
    profiles,
    strict: values.strict ?? false,
    warn: toWarn(io),
    ...(values.url !== undefined && { url: values.url }),
    redact: values.redact ?? [],
    keep: values.keep ?? [],
    ...(command.grade !== undefined && { grade: command.grade }),
    ...(command.only && { only: command.only }),
    skip: command.skip,
    strictFields: command.strictFields,
    ...(baseline !== undefined && { baseline }),
    env: io.env ?? process.env,
  };
  const verified = await runUntilStopped(io, (more) => verifyFixtures({ ...options, ...more }));
  const { result, line } = await toUpdated(waive(verified, waivers), command);
  await giveReports(result, command, io);
  if (line !== undefined) io.err(line);
  if (command.drift !== undefined) {
    const wanted = { vendors: [...builtinNames(), ...specs], overlays, profiles };
    for (const line of await writeDrift(result, command.drift, wanted)) io.err(line);
  }
  return exitCodeOf(result, command);
}
