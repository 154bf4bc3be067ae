import { UsageError } from '../errors.ts';
import { REPORT_FORMATS, type ReportFormat } from '../report/report.ts';
import { joinOr } from './options.ts';

/** One report of a run: its format and its file; without a file it is printed. */
interface ReportTarget {
  readonly format: ReportFormat;
  readonly file: string | undefined;
}

/** Reads `format` or `format=file`, given several times. Text is printed unless another format is. */
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
