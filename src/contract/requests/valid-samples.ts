import type { ExactText } from '../../spec/exact-number.ts';
import type { Field } from '../../spec/field.ts';
import type { Json, JsonObject } from '../../spec/json.ts';
import { numbersAtBounds } from './bounds.ts';
import { ofLength, unique, type ValueSample } from './value-sample.ts';

/**
 * Values that the document itself names for a field: enumerations, bounds, defaults, examples, and null
 * where the type allows it. For what only the vendor knows, such as tokens and ids, there are none.
 */
export function validSamples(field: Field, exact: ExactText): ValueSample[] {
  const { schema, types, paging } = field;
  const isInBody = field.in === 'body';
  const given = (keyword: string, says: string): ValueSample[] => {
    const value = schema[keyword];
    return value === undefined ? [] : [{ value, says, keyword }];
  };
  const typed = (value: Json, says: string): ValueSample => ({ value, says, keyword: 'type' });
  const listed = (Array.isArray(schema.enum) ? schema.enum : []).map((value) => ({
    value,
    says: 'a listed value',
    keyword: `enum/${String(value)}`,
  }));
  if (paging === 'token') return given('default', 'its default');
  const found = [
    ...listed,
    ...given('const', 'its only value'),
    ...given('default', 'its default'),
    ...(types.includes('boolean') ? [true, false].map((value) => typed(value, 'a listed value')) : []),
    ...(isInBody && types.includes('null') ? [{ value: null, says: 'null', keyword: 'type/null' }] : []),
    // Whether a page exists depends on how many rows there are.
    ...(paging === 'page' ? [] : field.examples.map((value) => typed(value, 'an example'))),
    ...numbersAtBounds(field, exact).filter(({ says }) => paging !== 'page' || says === 'its minimum'),
    // A text that was made up is fine where it is searched for; a cursor or a name of a field must be a real one.
    ...(field.filter?.test === 'contains' && schema.pattern === undefined && schema.format === undefined
      ? lengths(schema)
      : []),
    ...(types.includes('array') && schema.minItems === undefined && isInBody
      ? [typed([], 'an empty list')]
      : []),
  ];
  // A number whose digits nobody knows is not sent.
  return unique(found.filter(({ value }) => typeof value !== 'number' || exact(value) !== undefined));
}

/** Whether a field is a text that names something at the vendor, so that only the vendor knows its values. */
export function isOpaque({ types, paging, filter, required, in: place, schema }: Field): boolean {
  if (!types.includes('string') && types.length > 0) return false;
  if (schema.pattern !== undefined || schema.format !== undefined) return true;
  return paging === 'token' || filter !== undefined || required || place === 'path';
}

function lengths(schema: JsonObject): ValueSample[] {
  return [
    ...ofLength(schema, 'minLength', 0, 'its least length'),
    ...ofLength(schema, 'maxLength', 0, 'its greatest length'),
  ].filter(({ value }) => value !== '');
}
