import { excerpt } from '../text/excerpt.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { isOfType } from './of-type.ts';

/**
 * A list of values none of which is of the type beside it: nothing would fit. What is meant is mostly plain: the values
 * of a list's items, or the same values written otherwise (`type: string` with `enum: [1, 2]`). Undefined for all others.
 */
export function misplacedEnum(
  schema: JsonObject,
): { readonly problem: string; readonly meant: JsonObject } | undefined {
  const { type, enum: values } = schema;
  if (!Array.isArray(values) || values.length === 0 || type === undefined) return undefined;
  const types = [type].flat().map(String);
  const telling = values.filter((value) => value !== null);
  if (telling.length === 0 || telling.some((value) => types.some((one) => isOfType(value, one))))
    return undefined;
  const problem = `no value of the enum ${excerpt(JSON.stringify(values), 80)} is of the type ${types.join(' or ')}`;
  const { enum: _, ...rest } = schema;
  const items = rest.items ?? {};
  if (types.includes('array') && isObject(items) && items.enum === undefined)
    return {
      problem: `${problem}; it counts for the items`,
      meant: { ...rest, items: { ...items, enum: telling } },
    };
  for (const one of types) {
    const written = telling.map((value) => writtenAs(value, one)).filter((value) => value !== undefined);
    const none = values.length > telling.length ? [null] : [];
    if (written.length === telling.length)
      return {
        problem: `${problem}; its values are taken for such`,
        meant: { ...rest, enum: [...written, ...none] },
      };
  }
  return { problem: `${problem}; it is left out`, meant: rest };
}

/** The same value in another type. */
function writtenAs(value: Json, type: string): Json | undefined {
  if (type === 'string') return typeof value === 'object' ? undefined : String(value);
  if (typeof value !== 'string') return undefined;
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : undefined;
  const number = value.trim() === '' ? Number.NaN : Number(value);
  return isOfType(number, type) && Number.isFinite(number) ? number : undefined;
}
