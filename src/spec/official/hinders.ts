import type { ErrorObject } from 'ajv';
import { isObject, type Json } from '../json.ts';
import { parsePointer, toPointer, valueAt } from '../json-pointer.ts';

/** Parts that only describe, or that no request and no answer depends on. */
const DESCRIBING = [
  'info',
  'tags',
  'externalDocs',
  'summary',
  'description',
  'example',
  'examples',
  'links',
  'callbacks',
  'webhooks',
  'x-webhooks',
  'xml',
  'variables',
];
/** Maps of the document's own names, behind which a key is no word of OpenAPI. */
const NAMED = [
  'paths',
  'properties',
  'definitions',
  'schemas',
  'responses',
  'parameters',
  'headers',
  'content',
];

/**
 * Whether a document cannot be read with what the official schema refuses. Most of what documents have wrong hinders
 * nothing: a key too much, a description too little, a version that is a number.
 */
export function hinders(error: ErrorObject, document: Json): boolean {
  const path = parsePointer(error.instancePath);
  if (path.some((key, index) => DESCRIBING.includes(key) && !NAMED.includes(path[index - 1] ?? '')))
    return false;
  const { keyword, params, data } = error;
  if (keyword === 'type') return isContainer(params.type) && !isSchemaPart(path);
  if (isParameter(path, document)) {
    if (keyword === 'required') return ['name', 'in'].includes(params.missingProperty) && isObject(data);
    return keyword === 'enum' && path.at(-1) === 'in';
  }
  // Without a slash in front it is no path.
  return path.length === 1 && path[0] === 'paths' && unknownIn(params) !== undefined;
}

function unknownIn(params: ErrorObject['params']): unknown {
  return params.additionalProperty ?? params.unevaluatedProperty;
}

function isContainer(type: unknown): boolean {
  return [type].flat().some((one) => one === 'object' || one === 'array');
}

/** What is wrong inside of a schema is told by whoever checks the schemas that are needed. */
function isSchemaPart(path: readonly string[]): boolean {
  return path.some(
    (key, index) =>
      ['schema', 'definitions'].includes(key) || (key === 'schemas' && path[index - 1] === 'components'),
  );
}

function isParameter(path: readonly string[], document: Json): boolean {
  const at = path.lastIndexOf('parameters');
  if (at === -1) return false;
  const depth = path.length - at;
  const value = valueAt(document, toPointer(path.slice(0, at + 2)));
  return isObject(value) && depth <= 3;
}
