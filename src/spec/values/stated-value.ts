import { hashText, scale } from '../../text/hash.ts';
import type { Json, JsonObject } from '../json.ts';
import { toPointer } from '../json-pointer.ts';
import type { LocatedSchema } from '../located-schema.ts';
import { isOfType } from '../of-type.ts';
import { examplesOf } from '../schema.ts';
import type { ValueContext } from './make-value.ts';
import type { ValueType } from './parts.ts';

/** The value that the schemas give themselves: the only one there may be, an example, a default, or one of a list. */
export function statedValue(
  parts: readonly LocatedSchema[],
  types: readonly ValueType[],
  { seed, path, takesExample }: Pick<ValueContext, 'seed' | 'path' | 'takesExample'>,
): Json | undefined {
  const schemas = parts.map(({ schema }) => schema);
  const fixed = schemas.find((schema) => schema.const !== undefined)?.const;
  if (fixed !== undefined) return fixed;
  const listed = listedBy(schemas);
  const isPossible = (value: Json | undefined): value is Json =>
    value !== undefined && types.some((type) => isOfType(value, type)) && (!listed || isIn(listed, value));
  const preferred = schemas.map((schema) => schema['x-preferred']).find(isPossible);
  if (preferred !== undefined) return preferred;
  if (takesExample(toPointer(path))) {
    const example = schemas.flatMap(examplesOf).find(isPossible);
    if (example !== undefined) return example;
    const preset = schemas.map((schema) => schema.default).find((one) => isPossible(one) && isTelling(one));
    if (preset !== undefined) return preset;
  }
  if (!listed) return undefined;
  const fitting = listed.filter(isPossible);
  const telling = fitting.filter((value) => value !== null);
  const from = telling.length > 0 ? telling : fitting.length > 0 ? fitting : listed;
  return from[scale(hashText('enum', seed), from.length)];
}

/** The values that every list has; undefined where there is no list. */
function listedBy(schemas: readonly JsonObject[]): Json[] | undefined {
  const lists = schemas.map((schema) => schema.enum).filter((list) => Array.isArray(list));
  const [first, ...others] = lists;
  return first?.filter((value) => others.every((list) => isIn(list, value)));
}

/** A default that is empty shows nothing of what is usual. */
function isTelling(value: Json): boolean {
  return value !== null && value !== '' && typeof value !== 'object';
}

function isIn(list: readonly Json[], value: Json): boolean {
  const text = JSON.stringify(value);
  return list.some((one) => JSON.stringify(one) === text);
}
