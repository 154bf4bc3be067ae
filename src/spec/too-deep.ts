import { scanJson } from './scan-json.ts';

/** No list request nests so deep, and common parsers of servers stop at 500 to 1,000 levels, too. */
export const MOST_VALUE_LEVELS = 500;

/** Whether a text of JSON nests too deeply: validating, comparing and printing a value need a place on the stack for each level. */
export function isTooDeep(text: string): boolean {
  return text.length > MOST_VALUE_LEVELS * 2 && scanJson(text).depth > MOST_VALUE_LEVELS;
}
