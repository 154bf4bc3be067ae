import type { Io } from '../main.ts';
import { toReport } from '../report/report.ts';
import type { Comparison } from '../result/compare.ts';
import type { Result } from '../result/result.ts';
import { applyWaivers, type Waiver } from '../result/waivers.ts';
import { version } from '../version.ts';
import { prepareFile, type ReportTarget } from './check-reports.ts';
import { writeWhole } from './write-file.ts';

/** The options of every command that has a result. */
export const RESULT_OPTIONS = {
  grade: { type: 'string' },
  only: { type: 'string', multiple: true },
  skip: { type: 'string', multiple: true },
  waive: { type: 'string' },
  report: { type: 'string', multiple: true },
  drift: { type: 'string' },
  'require-coverage': { type: 'boolean' },
} as const;

/** What a command does with a result. */
interface Reporting {
  readonly reports: readonly ReportTarget[];
  readonly drift: string | undefined;
  readonly requireCoverage: boolean;
}

/** Says before a run what would make its result go nowhere. */
export async function prepareFiles({ reports, drift }: Pick<Reporting, 'reports' | 'drift'>): Promise<void> {
  for (const { format, file } of reports) if (file !== undefined) await prepareFile(`report ${format}`, file);
  if (drift !== undefined) await prepareFile('drift', drift);
}

/** The result with the findings that were accepted by the day of the run, in UTC: the same for everybody. */
export function waive(result: Result, waivers: readonly Waiver[] | undefined): Result {
  return waivers ? applyWaivers(result, waivers, new Date(result.at).toISOString().slice(0, 10)) : result;
}

/** Prints and writes the reports. */
export async function giveReports(
  result: Result,
  {
    reports,
    requireCoverage,
    comparison,
  }: Omit<Reporting, 'drift'> & { readonly comparison?: Comparison | undefined },
  io: Io,
): Promise<void> {
  const options = {
    requireCoverage,
    cwd: process.cwd(),
    version: version(),
    ...(comparison && { comparison }),
  };
  // What is printed first cannot be lost by a file that cannot be written.
  for (const { format, file } of reports)
    if (file === undefined)
      io.out(toReport(format, result, { ...options, color: io.color ?? false }).trimEnd());
  for (const { format, file } of reports)
    if (file !== undefined) await writeWhole(file, toReport(format, result, options));
}
