import type { Field } from './field.ts';
import type { Json, JsonObject } from './json.ts';

/** What `x-confab.invalid` says of a value of the right type that is out of bounds or not in the enumeration. */
export function repaired(value: Json, invalid: Field['invalid'], schema: JsonObject): Json {
  if (invalid === 'refuse') return value;
  const { minimum, maximum } = schema;
  // 1.5 is not an integer that is too large, but no integer.
  if (typeof value === 'number' && !Number.isInteger(value) && [schema.type].flat().includes('integer'))
    return value;
  const low = typeof minimum === 'number' && typeof value === 'number' && value < minimum;
  const high = typeof maximum === 'number' && typeof value === 'number' && value > maximum;
  const listed =
    !Array.isArray(schema.enum) || typeof value !== typeof schema.enum[0] || schema.enum.includes(value);
  const fits =
    typeof value !== 'string' ||
    typeof schema.pattern !== 'string' ||
    new RegExp(schema.pattern, 'u').test(value);
  const unknown = !listed || !fits;
  if (!low && !high && !unknown) return value;
  if (invalid === 'clamp' && !unknown) return (low ? minimum : maximum) as number;
  return schema.default ?? value;
}
