import { isDeepStrictEqual } from 'node:util';
import type { ObservedResponse } from '../../../result/observed-response.ts';
import { isObject, type Json, type JsonObject, member } from '../../../spec/json.ts';
import { toPointer } from '../../../spec/json-pointer.ts';
import type { Operation, Spec } from '../../../spec/spec.ts';
import { excerpt } from '../../../text/excerpt.ts';
import { timeFormatsOf } from '../rows.ts';

/** The schemas of a property of a listed row and of a loaded one. */
interface RowSchemas {
  readonly listed: JsonObject;
  readonly loaded: JsonObject;
}

/** The properties that listed and loaded rows have in common, where both may say the same. */
export function commonProperties(
  spec: Spec,
  { list }: Operation,
  other: Operation,
): ReadonlyMap<string, RowSchemas> {
  const loaded = spec.schemas.properties(loadedSchema(other));
  const found = new Map<string, RowSchemas>();
  for (const [name, schema] of spec.schemas.properties(list?.itemSchema)) {
    const own = loaded.get(name);
    if (own && maySayTheSame(schema, own)) found.set(name, { listed: schema, loaded: own });
  }
  return found;
}

/** The row that an answer shows, and where; undefined when it shows none. */
export function loadedRow(
  { list }: Operation,
  { kind, page, reading }: ObservedResponse,
): { row: JsonObject; pointer: string } | undefined {
  const row = kind !== 'success' ? undefined : page ? page.items[0] : reading.json;
  return isObject(row) ? { row, pointer: toPointer(list?.items.path ?? []) } : undefined;
}

/** Where the two rows contradict each other; what only one of them has is no contradiction. */
export function rowDifferences(
  common: ReadonlyMap<string, RowSchemas>,
  listed: Json,
  loaded: Json,
): { readonly name: string; readonly listed: string; readonly loaded: string }[] {
  return [...common].flatMap(([name, schemas]) => {
    const [a, b] = [member(listed, name), member(loaded, name)];
    if (a === undefined || b === undefined || isSame(a, b, schemas)) return [];
    return [{ name, listed: excerpt(JSON.stringify(a)), loaded: excerpt(JSON.stringify(b)) }];
  });
}

function loadedSchema({ list, responses }: Operation): JsonObject | undefined {
  if (list) return list.itemSchema;
  const success = [...responses.values()].find(({ status }) => /^2/.test(status));
  return success?.content.values().next().value?.schema;
}

/** A place that one of the two always fills with the same value says nothing about the row. */
function maySayTheSame(a: JsonObject, b: JsonObject): boolean {
  const [fixedA, fixedB] = [fixed(a), fixed(b)];
  return JSON.stringify(fixedA) === JSON.stringify(fixedB);
}

function fixed(schema: JsonObject): Json | undefined {
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum) && schema.enum.length === 1) return schema.enum[0];
  return schema.type === 'null' ? null : undefined;
}

function isSame(a: Json, b: Json, { listed, loaded }: RowSchemas): boolean {
  if (isDeepStrictEqual(a, b)) return true;
  const [left, right] = [timeOf(a, listed), timeOf(b, loaded)];
  return left !== undefined && left === right;
}

function timeOf(value: Json, schema: JsonObject): number | undefined {
  return timeFormatsOf(schema)
    .map((format) => format.read(value))
    .find((time) => time !== undefined);
}
