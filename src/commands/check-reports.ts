import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../errors.ts';
import { REPORT_FORMATS, type ReportFormat } from '../report/report.ts';
import { joinOr } from './options.ts';

/** One report of a run: its format and its file; none: standard output. */
export interface ReportTarget {
  readonly format: ReportFormat;
  readonly file: string | undefined;
}

/** Reads `format` or `format=file`, several times. What is printed is text unless one of them says otherwise. */
export function toReportTargets(texts: readonly string[]): ReportTarget[] {
  const targets = texts.map(toReportTarget);
  const printed = targets.filter(({ file }) => file === undefined);
  const formats = printed.map(({ format }) => format);
  // Annotations are lines for the log of a job, where people read the text too.
  const isLog = formats.length === 2 && formats.includes('text') && formats.includes('github');
  if (formats.length > 1 && !isLog) {
    throw new UsageError(
      `--report ${formats.join(' and --report ')}: only one report can be printed; write the others to files, such as --report ${formats[1]}=report.${formats[1]}`,
    );
  }
  const files = targets.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new UsageError(`--report: ${twice} is given for two reports`);
  return printed.length > 0 ? targets : [{ format: 'text', file: undefined }, ...targets];
}

/** Makes the folder of a file, and says before a run what would make its result go nowhere. */
export async function prepareFile(option: string, file: string): Promise<void> {
  const isFolder = (await stat(file).catch(() => undefined))?.isDirectory() ?? false;
  if (isFolder) throw new UsageError(`--${option}: ${file} is a folder, not a file`);
  const folder = dirname(file);
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new UsageError(
      `--${option}: there is no folder ${folder}, and it cannot be made: ${(cause as Error).message}`,
      { cause },
    );
  }
}

function toReportTarget(text: string): ReportTarget {
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  const format = REPORT_FORMATS.find((one) => one === name);
  if (format === undefined)
    throw new UsageError(
      `--report ${text}: there is no report ${name}; it must be ${joinOr(REPORT_FORMATS)}`,
    );
  if (at < 0) return { format, file: undefined };
  const file = text.slice(at + 1);
  if (file === '')
    throw new UsageError(
      `--report ${text}: the file is missing; write --report ${name}=file, or only --report ${name} to print it`,
    );
  return { format, file };
}
