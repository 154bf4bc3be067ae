import type { JsonObject } from '../spec/json.ts';
import type { SchemaReader } from '../spec/schema.ts';

/** Whether a schema, or a part of it, has alternatives: what fits them cannot be written field by field. */
export function hasAlternatives(schema: JsonObject, schemas: SchemaReader, depth = 0): boolean {
  if (schema.oneOf !== undefined || schema.anyOf !== undefined) return true;
  const { allOf } = schema;
  return (
    depth < MOST_DEEP &&
    Array.isArray(allOf) &&
    allOf.some((one) => hasAlternatives(schemas.resolve(one), schemas, depth + 1))
  );
}

/** Parts within parts; real documents have two or three. */
const MOST_DEEP = 8;
