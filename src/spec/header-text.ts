import { createCoerce } from './coerce.ts';
import { isObject, type Json, type JsonObject, setMember } from './json.ts';
import type { SchemaReader } from './schema.ts';

/** How a header writes what is no plain value: as JSON, or in OpenAPI's style `simple`, where `explode` has an equals sign. */
export const HEADER_FORMS = ['simple', 'exploded', 'json'] as const;
export type HeaderForm = (typeof HEADER_FORMS)[number];

/** A value as the text of a header: `1,2`, `a,1,b,2` or, exploded, `a=1,b=2`. */
export function headerText(value: Json, form: HeaderForm): string {
  if (form === 'json') return JSON.stringify(value);
  if (Array.isArray(value)) return value.map(plain).join(',');
  if (!isObject(value)) return plain(value);
  const sign = form === 'exploded' ? '=' : ',';
  return Object.entries(value)
    .map(([name, one]) => name + sign + plain(one))
    .join(',');
}

/** The value that the text of a header stands for; a text that is none stays what it is. */
export function readHeader(schemas: SchemaReader, schema: JsonObject, form: HeaderForm, text: string): Json {
  if (form === 'json') return parsed(text);
  const types = schemas.types(schema);
  const parts = text === '' ? [] : text.split(',').map((part) => part.trim());
  if (types.includes('array')) {
    const toItem = createCoerce(schemas.resolve(schema.items), schemas);
    return parts.map((part) => toItem(part));
  }
  if (!types.includes('object')) return createCoerce(schema, schemas)(text);
  const pairs =
    form === 'exploded'
      ? parts.map((part) => [part.replace(/=.*$/s, ''), part.replace(/^[^=]*=?/s, '')])
      : Array.from({ length: Math.ceil(parts.length / 2) }, (_, n) => parts.slice(n * 2, n * 2 + 2));
  const value: JsonObject = {};
  for (const [name = '', one = ''] of pairs)
    setMember(value, name, createCoerce(schemas.at(schema, [name]) ?? {}, schemas)(one));
  return value;
}

function plain(value: Json): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
