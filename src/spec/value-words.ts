import { ID_KINDS } from './id-template.ts';
import { isObject, type Json } from './json.ts';
import { hintsOf } from './schema.ts';
import { createTimeFormat, type TimeFormat } from './time-format.ts';

/** The template of the row's id, where `value` has the placeholder of an id. */
export function idTemplateOf(schema: unknown): string | undefined {
  const { value } = hintsOf(schema);
  return typeof value === 'string' && ID_PLACEHOLDER.test(value) ? value : undefined;
}

const ID_PLACEHOLDER = new RegExp(`\\{(?:${ID_KINDS.join('|')})(?::\\d+)?\\}`);

/** The text with placeholders that a value is; an id is none, as only its row knows it. */
export function valueTextOf(schema: unknown): string | undefined {
  const { value } = hintsOf(schema);
  return typeof value === 'string' && !ID_PLACEHOLDER.test(value) ? value : undefined;
}

/** Whether `time` says how a time is written. */
export function isTime(schema: unknown): boolean {
  return hintsOf(schema).time !== undefined;
}

/** Whether it is the row's own time, and not one that is made from another field, or from none. */
export function isRowTime(schema: unknown): boolean {
  const { time, from } = hintsOf(schema);
  return time !== undefined && from === undefined;
}

/** How a time may be written, the form that is written first; `iso` where nothing says it. */
export function timeFormsOf(schema: unknown): string[] {
  return [hintsOf(schema).time ?? 'iso'].flat().map(String);
}

export function timeFormats(schema: unknown): TimeFormat[] {
  return timeFormsOf(schema).map(createTimeFormat);
}

/** The field before which a time does not lie. */
export function earlierFieldOf(schema: unknown): string | undefined {
  const { time, from } = hintsOf(schema);
  return time !== undefined && typeof from === 'string' ? from : undefined;
}

/** The fields whose sum a number is. */
export function summandsOf(schema: unknown): string[] | undefined {
  const { time, from } = hintsOf(schema);
  return time === undefined && Array.isArray(from) ? from.map(String) : undefined;
}

/** The field whose text opens a dialogue. */
export function openingOf(schema: unknown): string | undefined {
  const { time, from } = hintsOf(schema);
  return time === undefined && typeof from === 'string' ? from : undefined;
}

/** The field that a value goes by, and how: values for each of its values, or two numbers to multiply it by. */
export function leaderOf(schema: unknown): { readonly field: string; readonly how: Json } | undefined {
  const { from } = hintsOf(schema);
  const [field, how] = isObject(from) ? (Object.entries(from)[0] ?? []) : [];
  return field === undefined || how === undefined ? undefined : { field, how };
}
