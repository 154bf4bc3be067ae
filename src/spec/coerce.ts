import type { Json, JsonObject } from './json.ts';
import type { SchemaReader } from './schema.ts';

/**
 * Turns the text of a parameter into a value of its schema's type, exactly: what is not written in the
 * type's own grammar stays text, so that validation names it. `1e3`, ` 1`, `0x1` and `1.0` are not
 * integers; `+1`, `01` and `-1` are, as in the servers' own parsers (Go's ParseInt, Java's parseLong).
 */
type Coerce = (text: string) => Json;

export function createCoerce(schema: JsonObject, schemas: SchemaReader): Coerce {
  const types = schemas.types(schema);
  if (types.includes('string') || types.length === 0) return (text) => text;
  return (text) => toTyped(text, types, schema.format === 'int32');
}

/** The number or boolean that a text is, of the types that are allowed; else the text. */
export function toTyped(text: string, types: readonly string[], isInt32: boolean): Json {
  if (types.includes('integer')) {
    const integer = toInteger(text, isInt32);
    if (integer !== undefined) return integer;
  }
  if (types.includes('number') && DECIMAL.test(text)) return Number(text);
  if (types.includes('boolean') && BOOLEAN.test(text)) return text.toLowerCase() === 'true';
  return text;
}

/** Python writes `True` and `False`: its generated SDKs, requests and urlencode put them into a query so. */
const BOOLEAN = /^(true|false)$/i;
const DECIMAL = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const INTEGER = /^[+-]?\d+$/;
const INT32 = { low: -(2 ** 31), high: 2 ** 31 - 1 };
const INT64 = { low: -(2n ** 63n), high: 2n ** 63n - 1n };

function toInteger(text: string, isInt32: boolean): number | undefined {
  if (!INTEGER.test(text)) return undefined;
  // Up to fifteen digits a double is exact, and of these each is an int64.
  const isExact = text.length <= 15;
  const value = isExact ? Number(text) : BigInt(text.replace(/^\+/, ''));
  if (isExact && !isInt32) return Number(value);
  const { low, high } = isInt32 ? INT32 : INT64;
  return value < low || value > high ? undefined : Number(value);
}
