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

/** Where the schemas of a list or a map of a schema stand. */
export function locationsIn(location: string, schema: JsonObject, keyword: string): string[] {
  const value = schema[keyword];
  return typeof value === 'object' && value !== null
    ? Object.keys(value).map((key) => location + toPointer([keyword, key]))
    : [];
}

/** Where a schema's reference leads to; undefined where it has none into the document. */
export function referredLocation({ $ref }: JsonObject): string | undefined {
  return typeof $ref === 'string' && /^#(?:\/|$)/.test($ref) ? fromReference($ref) : undefined;
}

function* rootsOf(document: JsonObject): Generator<string> {
  for (const reference of Object.values(Object(valueAt(document, '/x-confab/collections'))))
    yield fromReference(String(reference));
  for (const path of keysAt(document, '/paths')) {
    const item = target(document, toPointer(['paths', path]));
    for (const at of keysAt(document, `${item}/parameters`))
      yield* ofPart(document, `${item}/parameters/${at}`);
    for (const method of METHODS) {
      const operation = `${item}/${method}`;
      for (const at of keysAt(document, `${operation}/parameters`))
        yield* ofPart(document, `${operation}/parameters/${at}`);
      yield* ofPart(document, `${operation}/requestBody`);
      for (const status of keysAt(document, `${operation}/responses`)) {
        const response = target(document, `${operation}/responses/${status}`);
        yield* ofPart(document, response);
        for (const name of keysAt(document, `${response}/headers`))
          yield* ofPart(document, `${response}/headers${toPointer([name])}`);
      }
    }
  }
}

/** A parameter, body, response or header: it has a schema, or one for each media type. */
function* ofPart(document: JsonObject, location: string): Generator<string> {
  const part = target(document, location);
  const places = [
    part,
    ...keysAt(document, `${part}/content`).map((type) => `${part}/content${toPointer([type])}`),
  ];
  for (const place of places)
    if (member(valueAt(document, place), 'schema') !== undefined) yield `${place}/schema`;
}

function target(document: JsonObject, location: string): string {
  let at = location;
  for (let count = 0; count < MOST_REFERENCES; count += 1) {
    const value = valueAt(document, at);
    const next = isObject(value) ? referredLocation(value) : undefined;
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

function keysAt(document: JsonObject, pointer: string): string[] {
  const value = valueAt(document, pointer);
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
