import { UsageError } from '../errors.ts';

/** Stands for the pages of every origin, also of those that have none. */
export const EVERY_ORIGIN = '*';

/** Whether pages of an origin may ask. Throws a UsageError for an allowance that is no origin. */
export function toAllowedOrigins(allowed: readonly string[]): (origin: string) => boolean {
  const origins = new Set(allowed.map((one) => toAllowedOrigin(one)));
  return (origin) => origins.has(toOrigin(origin) ?? '');
}

/** Reads `scheme://host[:port]` or `*`. Throws a UsageError for anything else. */
export function toAllowedOrigin(text: string, option = 'allow-origin'): string {
  if (text === EVERY_ORIGIN) return text;
  const origin = toOrigin(text.replace(/\/$/, ''));
  if (origin === undefined)
    throw new UsageError(
      `${option}: ${JSON.stringify(text)} is not the origin of a page; write it as scheme://host or scheme://host:port, such as http://localhost:5173`,
    );
  return origin;
}

/** An origin in its one form; undefined for what is none, as the `null` of pages that have none of their own. */
export function toOrigin(text: string): string | undefined {
  if (!/^[a-z][a-z\d+.-]*:\/\/[^\s/?#@\\*]+$/iu.test(text) || !URL.canParse(text)) return undefined;
  const { origin } = new URL(text);
  // A scheme that the URL standard does not know, such as a browser extension's.
  return origin === 'null' ? text.toLowerCase() : origin;
}
