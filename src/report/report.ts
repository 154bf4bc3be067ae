import type { Result } from '../result/result.ts';
import { type GithubOptions, toGithub } from './github.ts';
import { type HtmlOptions, toHtml } from './html.ts';
import { toJson } from './json.ts';
import { toJunit } from './junit.ts';
import { type SarifOptions, toSarif } from './sarif.ts';
import { type TextOptions, toText } from './text.ts';

export const REPORT_FORMATS = ['text', 'json', 'junit', 'html', 'github', 'sarif'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export type ReportOptions = TextOptions & GithubOptions & SarifOptions & HtmlOptions;

const REPORTERS: Readonly<Record<ReportFormat, (result: Result, options: ReportOptions) => string>> = {
  text: toText,
  json: toJson,
  junit: toJunit,
  html: toHtml,
  github: toGithub,
  sarif: toSarif,
};

/** A result in one of the formats: nothing is printed or written here. */
export function toReport(format: ReportFormat, result: Result, options: ReportOptions = {}): string {
  return REPORTERS[format](result, options);
}
