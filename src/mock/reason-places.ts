import type { Json, JsonObject } from '../spec/json.ts';
import { branchesOf, firstExample, type SchemaReader } from '../spec/schema.ts';

/** A place in the answer to a refused request that can say something about it. */
export interface ReasonPlace {
  readonly path: readonly string[];
  /** What the place is called, as all spellings of it have it: `errormessage`. */
  readonly name: string;
  readonly schema: JsonObject;
}

/** What answers to refused requests call the text that says why, the likeliest first. */
const NAMES = [
  'message',
  'detail',
  'errordescription',
  'errormessage',
  'description',
  'reason',
  'msg',
  'errormsg',
  'error',
  'title',
  'summary',
];

/** What they call texts that are for programs. */
export const CODE_NAMES = ['code', 'errorcode', 'type', 'errortype', 'status', 'statuscode'];

const MOST_LEVELS = 4;
const MOST_PLACES = 200;

/**
 * The places of a schema that can hold a sentence for people, the likeliest first: by their names, then the one that
 * stands first.
 */
export function reasonPlaces(schemas: SchemaReader, schema: JsonObject): ReasonPlace[] {
  return placesIn(schemas, schema)
    .filter((place) => isFreeText(schemas, place.schema))
    .map((place) => ({ place, rank: rankOf(place) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ place }) => place);
}

/** The places beside one and around it: each property of the objects that it stands in. */
export function placesAround(
  schemas: SchemaReader,
  schema: JsonObject,
  { path }: ReasonPlace,
): ReasonPlace[] {
  return path.flatMap((_, depth) => {
    const around = path.slice(0, depth);
    const object = schemas.at(schema, around);
    return [...schemas.properties(object)].map(([name, own]) => toPlace([...around, name], own));
  });
}

/** Every place of a schema, the outer ones first; of a list its first item. */
function placesIn(schemas: SchemaReader, schema: JsonObject): ReasonPlace[] {
  const places = [toPlace([], schema)];
  for (let n = 0; n < places.length && places.length < MOST_PLACES; n += 1) {
    const { path, schema: around } = places[n] as ReasonPlace;
    if (path.length < MOST_LEVELS)
      for (const [name, own] of partsOf(schemas, around)) places.push(toPlace([...path, name], own));
  }
  return places;
}

function partsOf(schemas: SchemaReader, schema: JsonObject): (readonly [name: string, schema: JsonObject])[] {
  const items = schemas.merged(schema).items;
  return [
    ...schemas.properties(schema),
    ...(items === undefined ? [] : [['0', schemas.resolve(items)] as const]),
    ...branchesOf(schemas.merged(schema)).flatMap((branch) => partsOf(schemas, schemas.resolve(branch))),
  ];
}

function toPlace(path: readonly string[], schema: JsonObject): ReasonPlace {
  const isItem = path.at(-1) === '0' && path.length > 1;
  const name = plain((isItem ? path.at(-2) : path.at(-1)) ?? '');
  return { path, schema, name: isItem ? name.replace(/s$/, '') : name };
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, '');
}

/** A text of no certain form. */
function isFreeText(schemas: SchemaReader, schema: JsonObject): boolean {
  const { enum: listed, const: fixed, format, pattern } = schemas.merged(schema);
  const isFixed = [listed, fixed, format, pattern].some((keyword) => keyword !== undefined);
  return !isFixed && schemas.types(schema).includes('string');
}

/** By name the outer one first; a place with another name before one that is for programs. */
function rankOf({ name, path }: ReasonPlace): number {
  const known = NAMES.indexOf(name);
  if (known >= 0) return path.length * NAMES.length + known;
  return CODE_NAMES.includes(name) ? 2000 : 1000;
}

/** What the document itself says of the value there: a fixed one, an example or the default. */
export function valueOfSchema(schemas: SchemaReader, schema: JsonObject): Json | undefined {
  const { enum: listed, const: fixed, default: usual } = schemas.merged(schema);
  return fixed ?? firstExample(schema) ?? usual ?? (Array.isArray(listed) ? listed[0] : undefined);
}
