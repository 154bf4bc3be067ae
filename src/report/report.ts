import { UsageError } from '../errors.ts';
import type { Result } from '../result/result.ts';
import { toCtrf } from './ctrf.ts';
import { toGithub } from './github.ts';
import { toHtml } from './html.ts';
import { toJson } from './json.ts';
import { toJunit } from './junit.ts';
import { toMarkdown } from './markdown.ts';
import type { ReportOptions } from './report-options.ts';
import { toSarif } from './sarif.ts';
import { toText } from './text.ts';

export const REPORT_FORMATS = [
  'text',
  'json',
  'junit',
  'html',
  'github',
  'markdown',
  'sarif',
  'ctrf',
] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

const REPORTERS: Readonly<Record<ReportFormat, (result: Result, options: ReportOptions) => string>> = {
  text: toText,
  json: toJson,
  junit: toJunit,
  html: toHtml,
  github: toGithub,
  markdown: toMarkdown,
  sarif: toSarif,
  ctrf: toCtrf,
};

/** A result in one of the formats: nothing is printed or written here. Throws a UsageError for another format. */
export function toReport(format: ReportFormat, result: Result, options: ReportOptions = {}): string {
  if (!REPORT_FORMATS.includes(format))
    throw new UsageError(
      `there is no report ${String(format)}; give one of ${REPORT_FORMATS.join(', ')} first, then the result`,
    );
  return REPORTERS[format](result, options);
}
