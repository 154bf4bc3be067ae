import { html as template } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { visible } from './visible.ts';

/** Markup that is safe to be written as it is. */
export type Html = HtmlEscapedString;

type Value = string | number | undefined | false | readonly Value[];

/** A template that escapes its values, unless they are markup; lists are joined, undefined and false are left out. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  // It returns a promise only when a value is one.
  return template(strings, ...values.map(toVisible)) as Html;
}

/** Control characters as escapes in texts; markup is a String object, and is left alone. */
function toVisible(value: Value): unknown {
  if (Array.isArray(value)) return value.map(toVisible);
  return typeof value === 'string' ? visible(value) : value;
}
