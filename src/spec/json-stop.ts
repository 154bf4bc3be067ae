import { scanJson } from './scan-json.ts';

/**
 * Where a text stops being JSON, in words. The message of `JSON.parse` shows what stands there, which may be a
 * secret.
 */
export function jsonStop(text: string): string {
  const { error = text.length } = scanJson(text);
  if (error >= text.length) return 'it ends too early';
  const before = text.slice(0, error).split('\n');
  return `it stops being JSON at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
