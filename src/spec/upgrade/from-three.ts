import { isObject, type Json, type JsonObject, setMember } from '../json.ts';
import { toPointer } from '../json-pointer.ts';
import type { MovedParts } from './moved-parts.ts';
import { upgradeSchema } from './older-schema.ts';

/** Maps whose keys are names that somebody chose. */
const MAPS = [
  'paths',
  'responses',
  'headers',
  'content',
  'encoding',
  'callbacks',
  'links',
  'requestBodies',
  'securitySchemes',
  'variables',
  'scopes',
];
/** Somebody's data: what looks like a schema in it is none. */
export const DATA = ['example', 'examples', 'default', 'enum', 'value'];

/**
 * An OpenAPI 3.0 document as 3.1: its schemas are said in JSON Schema 2020-12, and all else is the same in both. Each
 * part stays where it is, so that overlays and messages name the places of the document as it was written.
 */
export function fromThree(document: JsonObject, moved: MovedParts): JsonObject {
  const upgraded = { ...(upgradePart(document, '', moved) as JsonObject), openapi: '3.1.0' };
  moved.mend(upgraded);
  return upgraded;
}

/** Any part of a document in which schemas may stand. */
function upgradePart(value: Json, pointer: string, moved: MovedParts, isMap = false): Json {
  if (Array.isArray(value)) return value.map((one, at) => upgradePart(one, `${pointer}/${at}`, moved));
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [key, child] of Object.entries(value)) {
    const at = pointer + toPointer([key]);
    setMember(copy, key, isMap ? upgradePart(child, at, moved) : inObject(key, child, at, moved));
  }
  if (!isMap && typeof copy.$ref === 'string') moved.refer(copy);
  return copy;
}

function inObject(key: string, child: Json, at: string, moved: MovedParts): Json {
  if (DATA.includes(key) || key.startsWith('x-')) return child;
  if (key === 'schema') return upgradeSchema(child, at, moved);
  if (key === 'schemas' && isObject(child)) {
    const schemas: JsonObject = {};
    for (const [name, schema] of Object.entries(child))
      setMember(schemas, name, upgradeSchema(schema, at + toPointer([name]), moved));
    return schemas;
  }
  // Components have a map of parameters, all else has a list of them.
  return upgradePart(child, at, moved, isObject(child) && (MAPS.includes(key) || key === 'parameters'));
}
