import type { Result } from '../result.ts';

export interface HtmlOptions {
  /** The tool's version. */
  readonly version?: string;
}

export function toHtml(result: Result, _options: HtmlOptions = {}): string {
  return String(result.at);
}
