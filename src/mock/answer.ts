import type { ResponseSpec } from '../spec/spec.ts';
import { createFill, type Facts } from './placeholders.ts';

/** A whole answer, before it becomes a Response. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** null: no body at all. */
  readonly body: string | null;
}

/** Compiles the headers that a response declares: each with a fixed value or a text to fill. */
export function createHeaders(
  response: ResponseSpec,
  contentType: string | undefined,
): (facts: Facts) => Record<string, string> {
  const fills = [...response.headers.values()]
    .filter(({ value }) => value !== undefined)
    .map(({ name, value }) => ({ name, fill: createFill(value as string) }));
  return (facts) => {
    const headers: Record<string, string> = contentType === undefined ? {} : { 'content-type': contentType };
    for (const { name, fill } of fills) headers[name] = asHeader(fill(facts));
    return headers;
  };
}

/** Header values are Latin-1 on one line; what does not fit is percent-encoded. */
export function asHeader(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]+/g, encodeURIComponent);
}
