import { isObject, type JsonObject } from '../json.ts';
import { toPointer } from '../json-pointer.ts';
import { isJsonType, parseMediaType } from '../media-type.ts';
import { normalName } from './normal-name.ts';
import type { ReadingOperation } from './recognise.ts';
import type { SchemaPlaces, SettledPlace } from './schema-places.ts';

/** Where the rows of a list stand. */
export interface RowsPlace {
  /** As a runtime expression. */
  readonly text: string;
  readonly path: readonly string[];
  /** The schema of one row. */
  readonly item: SettledPlace;
  /** Where the schema of the whole answer stands. */
  readonly answer: string;
  readonly response: SettledPlace;
}

/** What lists call their rows, the plainest first. */
const ROWS = [
  ...[
    'data',
    'items',
    'results',
    'list',
    'records',
    'rows',
    'entries',
    'values',
    'value',
    'content',
    'objects',
  ],
  ...['elements', 'resources', 'hits', 'documents', 'result', 'edges', 'nodes', 'page'],
];

/** What stands around rows in some answers. */
const AROUND = ['data', 'result', 'response', 'results', 'body', 'payload', 'embedded', 'output'];

/** The array of objects in an operation's first success; undefined where there is none, or several and none is plainly it. */
export function findRows(places: SchemaPlaces, operation: ReadingOperation): RowsPlace | undefined {
  const success = findSuccess(places, operation);
  if (!success) return undefined;
  const { answer, response } = success;
  const found = arrayIn(places, answer, operation.path);
  if (!found) return undefined;
  const item = rowSchemaAt(places, found.items);
  return (
    item && { text: `$response.body#${toPointer(found.path)}`, path: found.path, item, answer, response }
  );
}

/** The schema of the first success as JSON. */
export function findSuccess(
  places: SchemaPlaces,
  { value, pointer }: ReadingOperation,
): { readonly answer: string; readonly response: SettledPlace } | undefined {
  const status = Object.keys(Object(value.responses)).find((one) => /^2/.test(one));
  const response = status && places.settle(`${pointer}/responses/${status}`);
  if (!response) return undefined;
  const types = Object.keys(Object(response.value.content));
  const type = types.find((one) => isJsonType(parseMediaType(one)?.essence ?? one));
  if (type === undefined) return undefined;
  const answer = places.settle(`${response.pointer}${toPointer(['content', type, 'schema'])}`)?.pointer;
  return answer === undefined ? undefined : { answer, response };
}

interface FoundArray {
  readonly path: readonly string[];
  /** Where the schema of its items stands. */
  readonly items: string;
}

function arrayIn(places: SchemaPlaces, answer: string, path: string): FoundArray | undefined {
  const own = arrayAt(places, answer);
  if (own !== undefined) return { path: [], items: own };
  const literal = path.split('/').findLast((part) => part !== '' && !part.includes('{')) ?? '';
  const direct = plainest(places, answer, literal);
  if (direct) return direct;
  for (const [name, pointer] of places.properties(answer)) {
    if (!AROUND.includes(normalName(name))) continue;
    const below = plainest(places, pointer, literal);
    if (below) return { ...below, path: [name, ...below.path] };
  }
  return undefined;
}

/** The only array of objects among the properties; of several the one that is called as the path, or as rows are. */
function plainest(places: SchemaPlaces, pointer: string, literal: string): FoundArray | undefined {
  const arrays = [...places.properties(pointer)].flatMap(([name, at]) => {
    const items = arrayAt(places, at);
    return items !== undefined && rowSchemaAt(places, items) ? [{ path: [name], items }] : [];
  });
  if (arrays.length < 2) return arrays[0];
  const named = (name: string) => arrays.find(({ path }) => normalName(path[0] ?? '') === name);
  return named(normalName(literal)) ?? ROWS.map(named).find((one) => one !== undefined);
}

/** Where the items of an array stand; undefined when it is no array. */
function arrayAt(places: SchemaPlaces, pointer: string): string | undefined {
  const array = places.settle(pointer);
  if (!array || !isObject(array.value.items)) return undefined;
  // A list that is never empty has no page past its end.
  if (typeof array.value.minItems === 'number' && array.value.minItems > 0) return undefined;
  const types = places.schemas.types(array.value);
  return types.includes('array') && types.every((type) => type === 'array' || type === 'null')
    ? `${array.pointer}/items`
    : undefined;
}

/** Keywords that rows, which are made field by field, may not fulfil. */
const AS_A_WHOLE = [
  ...['oneOf', 'anyOf', 'not', 'if', 'enum', 'const', 'minProperties', 'propertyNames'],
  ...['dependentRequired', 'dependentSchemas', 'unevaluatedProperties'],
];

/** The schema of rows that can be made field by field; undefined for any other. */
export function rowSchemaAt(places: SchemaPlaces, pointer: string): SettledPlace | undefined {
  const row = places.settle(pointer);
  if (!row) return undefined;
  const fields = places.properties(row.pointer);
  const types = places.schemas.types(row.value);
  const isRow = fields.size > 0 && (types.length === 0 || types.includes('object'));
  const isPlain = places
    .parts(row.pointer)
    .every(({ value }) => !AS_A_WHOLE.some((word) => has(value, word)));
  const isWhole = [...places.schemas.required(row.value)].every((name) => fields.has(name));
  return isRow && isPlain && isWhole ? row : undefined;
}

function has(schema: JsonObject, word: string): boolean {
  return Object.hasOwn(schema, word) && schema[word] !== false;
}
