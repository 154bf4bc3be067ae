import { isObject, type Json, type JsonObject } from './json.ts';
import { fromReference } from './json-pointer.ts';
import type { SchemaReader } from './schema.ts';
import type { Lines } from './source.ts';
import type { WarnOfSpec } from './spec-warning.ts';

/** What it takes to read a part of a document. */
export interface Reader {
  readonly document: JsonObject;
  readonly source: Lines;
  readonly schemas: SchemaReader;
  /** Takes down what hinders nothing. */
  readonly warn: WarnOfSpec;
}

/** The object behind a `$ref`, and where it really stands. */
export function follow(
  reader: Reader,
  raw: Json | undefined,
  pointer: string,
): { value: JsonObject; at: string } {
  let at = pointer;
  let value = raw;
  for (let depth = 0; depth < 50 && isObject(value) && typeof value.$ref === 'string'; depth += 1) {
    at = fromReference(value.$ref);
    value = reader.schemas.resolve({ $ref: value.$ref });
  }
  return { value: isObject(value) ? value : {}, at };
}
