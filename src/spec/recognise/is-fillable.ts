import { isObject, type JsonObject } from '../json.ts';
import { hintsOf } from '../schema.ts';
import type { SchemaPlaces } from './schema-places.ts';

/** Keywords that a value which nothing says more of may not fulfil. */
const NARROW = [
  'pattern',
  'format',
  'minItems',
  'minProperties',
  'multipleOf',
  'exclusiveMinimum',
  'not',
  'if',
];

/** Whether what an answer must have beside what is known of it can be written without knowing more. */
export function isFillable(
  places: SchemaPlaces,
  answer: string,
  known: readonly (readonly string[])[],
): boolean {
  return isFine(answer, []);

  function isFine(pointer: string, path: readonly string[]): boolean {
    if (known.some((one) => isSame(one, path))) return true;
    const schema = places.settle(pointer)?.value ?? {};
    const isAbove = known.some((one) => one.length > path.length && isSame(one.slice(0, path.length), path));
    if (!isAbove && isPlain(schema)) return true;
    const types = places.schemas.types(schema);
    if (!isAbove && !types.includes('object') && !isObject(schema.properties)) return false;
    if (places.parts(pointer).some(({ value }) => value.oneOf !== undefined || value.anyOf !== undefined))
      return false;
    const required = places.schemas.required(schema);
    const fields = places.properties(pointer);
    const isWhole = [...required].every((name) => fields.has(name));
    return (
      isWhole &&
      [...fields].every(([name, at]) => {
        const own = [...path, name];
        const leads = known.some((one) => isSame(one.slice(0, own.length), own));
        return (!required.has(name) && !leads) || isFine(at, own);
      })
    );
  }

  /** What is written for it is its constant, its default, the first of its values, or nothing of its type. */
  function isPlain(schema: JsonObject): boolean {
    if (schema.const !== undefined || schema.default !== undefined || Array.isArray(schema.enum)) return true;
    if (hintsOf(schema).value !== undefined) return true;
    const types = places.schemas.types(schema);
    if (types.includes('null') || types.length === 0)
      return schema.oneOf === undefined && schema.anyOf === undefined;
    if (types[0] === 'object' || NARROW.some((word) => schema[word] !== undefined)) return false;
    return !(typeof schema.minLength === 'number' && schema.minLength > 0) && schema.allOf === undefined;
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
