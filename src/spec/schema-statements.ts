import { evidenceOf } from './evidence.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import type { LocatedSchema } from './located-schema.ts';
import type { Evidence } from './spec.ts';
import { earlierFieldOf, isTime, summandsOf } from './value-words.ts';

/** Words of a schema that no value can break by themselves: they describe, lead elsewhere, or hold other schemas. */
const SILENT = [
  '$anchor',
  '$comment',
  '$defs',
  '$id',
  '$ref',
  'allOf',
  'default',
  'deprecated',
  'description',
  'example',
  'examples',
  'externalDocs',
  'items',
  'properties',
  'readOnly',
  'required',
  'title',
  'writeOnly',
  'x-confab',
  'x-faker',
  'xml',
];

/** How well each statement is known that a value of a schema can break: its own keywords and words. */
export function valueStatements(document: JsonObject, { location, schema }: LocatedSchema): Evidence[] {
  const keywords = Object.keys(schema).filter((keyword) => !SILENT.includes(keyword));
  const words = [
    ...(isTime(schema) ? ['x-confab/time'] : []),
    // Which value a sibling's gives, or how a dialogue opens, no answer can break.
    ...((earlierFieldOf(schema) ?? summandsOf(schema)) ? ['x-confab/from'] : []),
  ];
  return [...keywords, ...words].map((statement) => evidenceOf(document, location, statement));
}

/** How well it is known that an object has a property, by each schema that says so. */
export function presenceStatements(
  document: JsonObject,
  schemas: readonly LocatedSchema[],
  name: string,
): Evidence[] {
  return schemas
    .filter(({ schema }) => isObject(schema) && listOf(schema.required).includes(name))
    .map(({ location }) => evidenceOf(document, location, `required/${name}`));
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
