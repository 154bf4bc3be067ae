import { exactMember } from '../../spec/exact-member.ts';
import type { Json, JsonObject } from '../../spec/json.ts';
import { rowFieldSchema, rowFieldValue } from '../../spec/row-field.ts';
import type { Operation, Spec } from '../../spec/spec.ts';
import type { TimeFormat } from '../../spec/time-format.ts';
import { idTemplateOf, isTime, timeFormats } from '../../spec/value-words.ts';

/** Reads the rows of one operation in the sense that the document gives their fields. */
export interface RowReader {
  /** What tells a row from all others. */
  id(row: Json): string;
  /** Whether rows of this operation show the field at all. */
  has(field: string): boolean;
  value(row: Json, field: string): Json | undefined;
  /** Epoch milliseconds of a time in one of its declared formats; undefined for anything else. */
  time(row: Json, field: string): number | undefined;
  /** Whether the document says that the field is a time. */
  isTime(field: string): boolean;
  /** How the document writes the field's times; none when it is no time. */
  formats(field: string): readonly TimeFormat[];
  /** Times as times, numbers by size, texts by code units; undefined when they cannot be compared. */
  compare(a: Json, b: Json, field: string): number | undefined;
}

export function createRowReader(spec: Spec, operation: Operation): RowReader {
  const rows = spec.collections.get(operation.list?.collection ?? '');
  const shownAs = (field: string) => rowFieldSchema(spec.schemas, operation.list?.itemSchema, field);
  const schemaOf = (field: string) =>
    ({ ...rowFieldSchema(spec.schemas, rows, field), ...shownAs(field) }) as JsonObject;
  const idField = idFieldOf(spec, operation);
  const formats = new Map<string, readonly TimeFormat[]>();
  const formatsOf = (field: string) => {
    const known = formats.get(field);
    if (known) return known;
    const found = timeFormatsOf(schemaOf(field));
    formats.set(field, found);
    return found;
  };

  function time(row: Json, field: string): number | undefined {
    const value = rowFieldValue(row, field);
    for (const format of formatsOf(field)) {
      const found = format.read(value);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  return {
    id(row) {
      const value = idField === undefined ? undefined : exactMember(row, idField);
      return JSON.stringify(value ?? row);
    },
    has: (field) => shownAs(field) !== undefined,
    value: rowFieldValue,
    time,
    isTime: (field) => formatsOf(field).length > 0,
    formats: formatsOf,
    compare(a, b, field) {
      if (formatsOf(field).length > 0) return difference(time(a, field), time(b, field));
      return difference(rowFieldValue(a, field), rowFieldValue(b, field));
    },
  };
}

/** The formats that a schema declares for a time; none when it is no time. */
export function timeFormatsOf(schema: JsonObject): TimeFormat[] {
  return isTime(schema) || schema.format === 'date-time' ? timeFormats(schema) : [];
}

const ENDING = /[_-](id|uuid|code)$|(?<=[a-z])(Id|Uuid|Code)$/;

/** The field that tells a row from all others: the hinted id; else the one required property that is called like one. */
export function idFieldOf(spec: Spec, { list, pointer }: Operation): string | undefined {
  const shown = spec.schemas.properties(list?.itemSchema);
  const stored = spec.schemas.properties(spec.collections.get(list?.collection ?? ''));
  const hinted = (fields: ReadonlyMap<string, JsonObject>) =>
    [...fields].find(([name, schema]) => shown.has(name) && idTemplateOf(schema) !== undefined)?.[0];
  const found = hinted(shown) ?? hinted(stored);
  if (found !== undefined || !list) return found;
  // A list that was only recognised has had its id looked for; what else is called so may be the same in many rows.
  if (spec.recognised.lists.some((one) => one.pointer === pointer)) return undefined;
  const names = [...list.itemRequired].filter(
    (name) => (/^(id|uuid)$/.test(name) || ENDING.test(name)) && mayTell(shown.get(name)),
  );
  // Several may be foreign keys, which many rows share: `payout_batch_items` have the id of their batch, too.
  const stem = (name: string) => name.replace(ENDING, '');
  const last = words(list.collection).at(-1);
  const isOther = (name: string) => words(stem(name)).at(-1) === last;
  const own = names.filter(
    (name) => list.collection.startsWith(stem(name)) && (isOther(name) || !names.some(isOther)),
  );
  return (
    names.find((name) => name === 'id' || name === 'uuid') ??
    (names.length === 1 ? names[0] : own.length === 1 ? own[0] : undefined)
  );
}

/** `payoutItems` → `payout`, `item`. */
function words(name: string): string[] {
  return name
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/ies$/, 'y').replace(/(?<=[^s])s$/, ''));
}

/** What has a few values only is the same in many rows. */
function mayTell(schema: JsonObject | undefined): boolean {
  return schema?.enum === undefined && schema?.const === undefined && schema?.type !== 'boolean';
}

function difference(a: Json | undefined, b: Json | undefined): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  return a < b ? -1 : a > b ? 1 : 0;
}
