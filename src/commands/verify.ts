import { CHECK_NAMES } from '../contract/checks.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../main.ts';
import { PROGRAM } from '../program.ts';
import { REPORT_FORMATS } from '../report/report.ts';
import { exitCodeOf } from '../result/verdict.ts';
import { readWaivers } from '../result/waiver-file.ts';
import { builtinNames } from '../spec/builtin.ts';
import { GRADES } from '../spec/grade.ts';
import { type VerifyOptions, verifyFixtures } from '../verify-fixtures.ts';
import { writeDrift } from './check-drift.ts';
import { toChecks } from './check-options.ts';
import { createProgress } from './check-progress.ts';
import { toReportTargets } from './check-reports.ts';
import { joinOr, readOptions, toChoice } from './options.ts';
import { giveReports, prepareFiles, RESULT_OPTIONS, waive } from './reporting.ts';

export const VERIFY_USAGE = `${PROGRAM} verify [folder|file|traffic.har …] [options]

Holds recorded exchanges against their specs, offline: every answer by itself, and the pages of a walk
together. Without a path it verifies the folder fixtures, and where there is none the vendors' documented
examples. Of a HAR file those requests are verified that ask an operation of the specs, whatever their host.

  --spec file             an OpenAPI document that recordings were made with, beside the built-in ones (repeatable)
  --overlay file          an OpenAPI Overlay of your own (repeatable)
  --profile vendor.name   the other side where a vendor's sources contradict each other (repeatable)
  --url https://…         of a HAR file only requests below this address
  --redact rule, --keep rule
                          of a HAR file, as for confab record
  --grade documented      which statements fail: documented, observed (also what was only observed), assumed (all)
  --only check,…          only these checks (repeatable); ${PROGRAM} check --list names them
  --skip check,…          all checks but these (repeatable)
  --waive file            findings to accept, each with its reason and its last day
  --report format[=file]  ${joinOr(REPORT_FORMATS)} (repeatable); one is printed, default text
  --drift file            write an OpenAPI Overlay that widens the spec to allow what was recorded
  --require-coverage      fail when no fixture covers a line of the spec that one could cover

Exit codes: 0 the contract holds, 1 wrong usage, 2 a fixture, a spec or another file that cannot be used,
3 interrupted, 4 the contract is broken.`;

const OPTIONS = {
  spec: { type: 'string', multiple: true },
  overlay: { type: 'string', multiple: true },
  profile: { type: 'string', multiple: true },
  url: { type: 'string' },
  redact: { type: 'string', multiple: true },
  keep: { type: 'string', multiple: true },
  ...RESULT_OPTIONS,
} as const;

/** Holds recordings to their contract, reports, and gives the exit code. */
export async function runVerify(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions('verify', OPTIONS, args);
  const { spec: specs = [], overlay: overlays = [], profile: profiles = [] } = values;
  const only = values.only && toChecks('only', values.only);
  const skip = toChecks('skip', values.skip ?? []);
  if (only?.every((name) => skip.includes(name)))
    throw new UsageError('--only and --skip leave no check; take names out of --skip');
  const reporting = {
    reports: toReportTargets(values.report ?? []),
    drift: values.drift,
    requireCoverage: values['require-coverage'] ?? false,
  };
  await prepareFiles(reporting);
  const waivers = values.waive === undefined ? undefined : await readWaivers(values.waive, CHECK_NAMES);
  const options: VerifyOptions = {
    ...(positionals.length > 0 && { fixtures: positionals }),
    specs,
    overlays,
    profiles,
    ...(values.url !== undefined && { url: values.url }),
    redact: values.redact ?? [],
    keep: values.keep ?? [],
    ...(values.grade !== undefined && { grade: toChoice('grade', values.grade, GRADES) }),
    ...(only && { only }),
    skip,
    env: io.env ?? process.env,
  };
  const result = waive(await runAll(options, io), waivers);
  await giveReports(result, reporting, io);
  if (reporting.drift !== undefined) {
    const wanted = { vendors: [...builtinNames(), ...specs], overlays, profiles };
    for (const line of await writeDrift(result, reporting.drift, wanted)) io.err(line);
  }
  return exitCodeOf(result, reporting);
}

/** Interrupted, it ends early. */
async function runAll(options: VerifyOptions, io: Io) {
  const stop = new AbortController();
  void io.stopped.then(() => stop.abort());
  try {
    return await verifyFixtures({
      ...options,
      signal: stop.signal,
      ...(io.progress && { progress: createProgress(io.progress, Date.now) }),
    });
  } finally {
    io.progress?.('');
  }
}
