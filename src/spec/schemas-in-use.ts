import { isObject, type Json, type JsonObject, member } from './json.ts';
import { fromReference, toPointer, valueAt } from './json-pointer.ts';

/** The schemas that serving a document can need, each by the JSON pointer to where it stands. */
export interface SchemasInUse {
  /** Those of parameters, bodies, headers and collections: a value is held against them, or made by them. */
  readonly roots: ReadonlySet<string>;
  /** The roots and every schema within them or behind their references, in the order in which they are met. */
  readonly all: ReadonlyMap<string, Json>;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
/** Keywords whose value is a schema. */
export const ONE_SCHEMA = [
  'additionalProperties',
  'contains',
  'contentSchema',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
] as const;
export const SCHEMA_LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const;
export const SCHEMA_MAPS = ['dependentSchemas', 'patternProperties', 'properties'] as const;
const WITH_SCHEMAS = [...SCHEMA_LISTS, ...SCHEMA_MAPS];
/** More references in a row lead nowhere. */
const MOST_REFERENCES = 100;

/** Finds them without recursion: documents refer to themselves, and some nest as deeply as they can. */
export function schemasInUse(document: JsonObject): SchemasInUse {
  const roots = new Set(rootsOf(document));
  const all = new Map<string, Json>();
  const open: SchemaFound[] = [...roots].reverse().map((location) => [location, valueAt(document, location)]);
  for (let found = open.pop(); found !== undefined; found = open.pop()) {
    const [location, schema] = found;
    if (schema === undefined || all.has(location)) continue;
    all.set(location, schema);
    if (!isObject(schema)) continue;
    for (const inner of schemasWithin(location, schema, document).reverse()) open.push(inner);
  }
  return { roots, all };
}

type SchemaFound = readonly [location: string, schema: Json | undefined];

/** The schemas that a schema has or refers to. */
function schemasWithin(location: string, schema: JsonObject, document: JsonObject): SchemaFound[] {
  const referred = referredLocation(schema);
  const found: SchemaFound[] = referred === undefined ? [] : [[referred, valueAt(document, referred)]];
  for (const keyword of ONE_SCHEMA)
    if (schema[keyword] !== undefined) found.push([`${location}/${keyword}`, schema[keyword]]);
  for (const keyword of WITH_SCHEMAS) {
    const value = schema[keyword];
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, one] of Object.entries(value)) found.push([location + toPointer([keyword, key]), one]);
  }
  return found;
}

/** Where a schema's reference leads to; undefined where it has none into the document. */
export function referredLocation({ $ref }: JsonObject): string | undefined {
  return typeof $ref === 'string' && /^#(?:\/|$)/.test($ref) ? fromReference($ref) : undefined;
}

function rootsOf(document: JsonObject): string[] {
  const roots: string[] = [];
  const collections = valueAt(document, '/x-confab/collections');
  for (const reference of Object.values(Object(collections))) roots.push(fromReference(String(reference)));

  /** A parameter, body, response or header: it has a schema, or one for each media type. */
  function addPart(at: PlacedValue): void {
    const part = meant(document, at);
    const places = [part, ...childrenOf(childOf(part, 'content'))];
    for (const { value, location } of places)
      if (member(value, 'schema') !== undefined) roots.push(`${location}/schema`);
  }

  for (const path of childrenOf({ value: document.paths, location: '/paths' })) {
    const item = meant(document, path);
    for (const parameter of childrenOf(childOf(item, 'parameters'))) addPart(parameter);
    for (const method of METHODS) {
      const operation = childOf(item, method);
      for (const parameter of childrenOf(childOf(operation, 'parameters'))) addPart(parameter);
      addPart(childOf(operation, 'requestBody'));
      for (const response of childrenOf(childOf(operation, 'responses'))) {
        addPart(response);
        for (const header of childrenOf(childOf(meant(document, response), 'headers'))) addPart(header);
      }
    }
  }
  return roots;
}

/** A value with where it stands. */
interface PlacedValue {
  readonly value: Json | undefined;
  readonly location: string;
}

/** What a place means, behind its references. */
function meant(document: JsonObject, { value, location }: PlacedValue): PlacedValue {
  let at = { value, location };
  for (let count = 0; count < MOST_REFERENCES; count += 1) {
    const next = isObject(at.value) ? referredLocation(at.value) : undefined;
    if (next === undefined) break;
    at = { value: valueAt(document, next), location: next };
  }
  return at;
}

function childOf({ value, location }: PlacedValue, key: string): PlacedValue {
  return { value: member(value, key), location: `${location}/${key}` };
}

/** All that stand in an object or a list. */
function childrenOf({ value, location }: PlacedValue): PlacedValue[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([key, one]) => ({ value: one, location: location + toPointer([key]) }));
}
