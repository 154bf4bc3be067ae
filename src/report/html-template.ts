import { html as template } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { visible } from './words.ts';

/** Markup that is safe to be written as it is. */
export type Html = HtmlEscapedString;

type Value = string | number | undefined | false | readonly Value[];

/** A template whose values are escaped unless they are markup themselves; lists are joined, undefined and false are nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  // Only a promise among the values would make it answer with one.
  return template(strings, ...values.map(toVisible)) as Html;
}

/** Control characters as escapes in texts; markup is a String object, and is left alone. */
function toVisible(value: Value): unknown {
  if (Array.isArray(value)) return value.map(toVisible);
  return typeof value === 'string' ? visible(value) : value;
}
