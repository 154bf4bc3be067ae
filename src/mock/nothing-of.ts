import type { JsonObject } from '../spec/json.ts';
import type { SchemaReader } from '../spec/schema.ts';

/** Keywords that a value which is nothing of its type may not fulfil. */
const NARROW = [
  'pattern',
  'format',
  'minItems',
  'contains',
  'minProperties',
  'required',
  'multipleOf',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
];

/** The JSON text of the least that a schema's type allows: its first listed value, the nearest bound, or an empty one. */
export function nothingOf(schemas: SchemaReader, property: JsonObject): string {
  const types = schemas.types(property);
  const { enum: listed, minimum, maximum } = schemas.resolve(property);
  if (Array.isArray(listed) && listed.length > 0) return JSON.stringify(listed[0]);
  if (typeof minimum === 'number' && minimum > 0) return String(minimum);
  if (typeof maximum === 'number' && maximum < 0) return String(maximum);
  if (types.includes('null') || types.length === 0) return 'null';
  const zero: Record<string, string> = { string: '""', boolean: 'false', array: '[]', object: '{}' };
  return zero[types[0] as string] ?? '0';
}

/** Whether that may be too little for a schema. */
export function asksForMore(schema: JsonObject): boolean {
  if (Array.isArray(schema.enum)) return false;
  const { minLength } = schema;
  return (
    (typeof minLength === 'number' && minLength > 0) || NARROW.some((word) => schema[word] !== undefined)
  );
}
