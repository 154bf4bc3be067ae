import type { Json, JsonObject } from '../json.ts';
import type { MovedParts } from './moved-parts.ts';
import { upgradeSchema } from './older-schema.ts';
import { pickOwn, withExtensions } from './parts.ts';

/** What of a parameter is said of its value. */
export const VALUE_WORDS = [
  'type',
  'format',
  'items',
  'default',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'enum',
  'multipleOf',
  'x-nullable',
];

/** A parameter of a path, a query or a header. */
export function toParameter(parameter: JsonObject, pointer: string, moved: MovedParts): JsonObject {
  if (typeof parameter.$ref === 'string') return { $ref: parameter.$ref };
  return moved.put(
    {
      ...pickOwn(parameter, ['name', 'in', 'description', 'required', 'allowEmptyValue', 'deprecated']),
      ...withExtensions(parameter),
      ...exampleOfParameter(parameter),
      ...(parameter.type === 'array' && styleOf(parameter)),
      schema: moved.put(upgradeSchema(pickOwn(parameter, VALUE_WORDS), pointer, moved), pointer),
    },
    pointer,
  );
}

/** How a list is written; what OpenAPI 3 has no word for (`tsv`) is read like commas. */
export function styleOf({ in: place, collectionFormat }: JsonObject): JsonObject {
  if (place === 'path' || place === 'header') return { style: 'simple' };
  switch (collectionFormat) {
    case 'multi':
      return { style: 'form', explode: true };
    case 'ssv':
      return { style: 'spaceDelimited', explode: false };
    case 'pipes':
      return { style: 'pipeDelimited', explode: false };
    default:
      return { style: 'form', explode: false };
  }
}

/** Swagger 2.0 has no examples of parameters; these two extensions are what everybody writes. */
export function exampleOfParameter(parameter: JsonObject): JsonObject {
  const example: Json | undefined = parameter['x-example'];
  return example === undefined || typeof example === 'object' ? {} : { example };
}
