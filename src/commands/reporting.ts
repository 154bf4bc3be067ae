import type { Io } from '../main.ts';
import { toReport } from '../report/report.ts';
import type { Comparison } from '../result/compare.ts';
import type { Result } from '../result/result.ts';
import { applyWaivers, type Waiver } from '../result/waivers.ts';
import { version } from '../version.ts';
import { ciLink } from './ci-link.ts';
import { prepareFile } from './prepare-file.ts';
import { createProgress } from './progress.ts';
import type { ResultCommand } from './result-options.ts';
import { writeWhole } from './write-file.ts';

/** Makes the folders of the files that a run will write, and says before the run which of them cannot be written. */
export async function prepareFiles({
  reports,
  drift,
  baseline,
  updateBaseline,
}: ResultCommand): Promise<void> {
  for (const { format, file } of reports) if (file !== undefined) await prepareFile(`report ${format}`, file);
  if (drift !== undefined) await prepareFile('drift', drift);
  if (baseline !== undefined && updateBaseline) await prepareFile('baseline', baseline);
}

/** Runs something that ends early when the user interrupts it; meanwhile a line shows how far it is. */
export async function runUntilStopped<T>(
  io: Io,
  run: (options: {
    signal: AbortSignal;
    progress?: ReturnType<typeof createProgress>;
    planned: (plan: { readonly requests: number }) => void;
  }) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  let most: number | undefined;
  void io.stopped.then(() => stop.abort());
  try {
    return await run({
      signal: stop.signal,
      ...(io.progress && { progress: createProgress(io.progress, Date.now, () => most) }),
      planned({ requests }) {
        most = requests;
      },
    });
  } finally {
    io.progress?.('');
  }
}

/** The result with waivers applied on the day of the run in UTC, which is the same for everybody. */
export function waive(result: Result, waivers: readonly Waiver[] | undefined): Result {
  return waivers ? applyWaivers(result, waivers, new Date(result.at).toISOString().slice(0, 10)) : result;
}

/** Prints and writes the reports. */
export async function giveReports(
  result: Result,
  { reports, requireCoverage }: ResultCommand,
  io: Io,
  comparison?: Comparison,
): Promise<void> {
  const link = ciLink(io.env ?? process.env);
  const options = {
    requireCoverage,
    cwd: process.cwd(),
    version: version(),
    ...(link !== undefined && { link }),
    ...(comparison && { comparison }),
  };
  // Printing comes first, so that a file that cannot be written does not lose it.
  for (const { format, file } of reports)
    if (file === undefined)
      io.out(toReport(format, result, { ...options, color: io.color ?? false }).trimEnd());
  for (const { format, file } of reports)
    if (file !== undefined) await writeWhole(file, toReport(format, result, options));
}
