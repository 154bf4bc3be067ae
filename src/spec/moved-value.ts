import type { Field } from './field.ts';
import type { Json, JsonObject } from './json.ts';
import { compilePattern } from './pattern.ts';

/** What a server takes instead of a value of the right type that is out of bounds or not listed, by `x-confab.invalid`. */
export function movedValue(value: Json, invalid: Field['invalid'], schema: JsonObject): Json {
  if (invalid === 'refuse') return value;
  const { minimum, maximum } = schema;
  // 1.5 is no integer, so it is not moved into the bounds of one.
  if (typeof value === 'number' && !Number.isInteger(value) && [schema.type].flat().includes('integer'))
    return value;
  const low = typeof minimum === 'number' && typeof value === 'number' && value < minimum;
  const high = typeof maximum === 'number' && typeof value === 'number' && value > maximum;
  const listed =
    !Array.isArray(schema.enum) || typeof value !== typeof schema.enum[0] || schema.enum.includes(value);
  const fits =
    typeof value !== 'string' ||
    typeof schema.pattern !== 'string' ||
    compilePattern(schema.pattern).test(value);
  const unknown = !listed || !fits;
  if (!low && !high && !unknown) return value;
  if (invalid === 'clamp' && !unknown) return (low ? minimum : maximum) as number;
  return schema.default ?? value;
}
