import { isObject, type Json, type JsonObject, member } from './json.ts';
import { toPointer } from './json-pointer.ts';
import { locationsIn, referredLocation, type SchemasInUse } from './schemas-in-use.ts';
import { shortestText } from './shortest-text.ts';

/** The size of the smallest value that fits a schema, in characters and parts; Infinity where none is finite. */
export type SizeOf = (location: string) => number;

/** So often all sizes are worked out anew from one another; real documents take two or three rounds. */
const MOST_ROUNDS = 50;

/**
 * Sizes of the smallest values, at least: what only some keywords forbid is not looked at. Undefined where they
 * depend on one another in too many steps to tell. The schemas must not refer to themselves in place.
 */
export function smallestValues({ all }: Pick<SchemasInUse, 'all'>): SizeOf | undefined {
  const sizes = new Map<string, number>();
  const sizeOf: SizeOf = (location) => (all.has(location) ? (sizes.get(location) ?? Infinity) : 1);
  // What stands within others was met after them, and counts first.
  let inward = [...all].reverse();
  const wholes = new Map(inward.map(([location]) => [location, together(location, all)]));
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let isChanged = false;
    for (const [location, schema] of inward) {
      const size = isObject(schema)
        ? sizeOfWhole(wholes.get(location) as PartAt[], sizeOf)
        : schema === false
          ? Infinity
          : 1;
      if (size >= sizeOf(location)) continue;
      sizes.set(location, size);
      isChanged = true;
    }
    if (!isChanged) return sizeOf;
    // Nearly all schemas are of one text or number, whose size depends on no other.
    if (round === 0) inward = inward.filter(([location, schema]) => !isLeaf(wholes.get(location), schema));
  }
  return undefined;
}

function isLeaf(parts: readonly PartAt[] = [], schema: Json): boolean {
  return (
    !isObject(schema) ||
    (parts.length === 1 &&
      typeof schema.type === 'string' &&
      !['array', 'object'].includes(schema.type) &&
      schema.anyOf === undefined &&
      schema.oneOf === undefined)
  );
}

type PartAt = readonly [location: string, schema: JsonObject];

/** A schema with all that a value must fit as well: behind its reference, and the parts of `allOf`. */
function together(location: string, all: SchemasInUse['all']): PartAt[] {
  const found = new Map<string, JsonObject>();
  const open = [location];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const schema = all.get(at);
    if (found.has(at) || !isObject(schema)) continue;
    found.set(at, schema);
    const referred = referredLocation(schema);
    open.push(...(referred === undefined ? [] : [referred]), ...locationsIn(at, schema, 'allOf'));
  }
  return [...found];
}

function sizeOfWhole(parts: readonly PartAt[], sizeOf: SizeOf): number {
  const alternatives = parts.flatMap(([location, schema]) =>
    ['anyOf', 'oneOf']
      .map((keyword) => locationsIn(location, schema, keyword).map(sizeOf))
      .filter(({ length }) => length > 0)
      .map((sizes) => Math.min(...sizes)),
  );
  if (parts.some(([, { const: one, enum: some }]) => one !== undefined || some !== undefined))
    return Math.max(1, ...alternatives);
  return Math.max(ofTypes(parts, sizeOf), ...alternatives);
}

function ofTypes(parts: readonly PartAt[], sizeOf: SizeOf): number {
  // OpenAPI 3.0's way to allow null, where the upgrade left it.
  if (parts.some(([, { nullable }]) => nullable === true)) return 1;
  const types = typesOf(parts);
  const sizes = types.map((type) => {
    if (type === 'string') return 1 + Math.max(0, ...parts.map(([, schema]) => lengthOf(schema)));
    if (type === 'array') return 1 + ofItems(parts, sizeOf);
    return type === 'object' ? 1 + ofProperties(parts, sizeOf) : 1;
  });
  return Math.min(...sizes);
}

/** What all parts allow; where none says it, what their other keywords are about. */
function typesOf(parts: readonly PartAt[]): string[] {
  const said = parts.flatMap(([, { type }]) => (type === undefined ? [] : [[type].flat().map(String)]));
  // Of `string` and `integer` at once there is no value at all; a whole number is a number, too.
  const allows = (list: string[], one: string) =>
    list.includes(one) || (one === 'integer' && list.includes('number'));
  if (said.length > 0)
    return [...new Set(said.flat())].filter((one) => said.every((list) => allows(list, one)));
  const says = (...keywords: string[]) =>
    parts.some(([, schema]) => keywords.some((keyword) => schema[keyword] !== undefined));
  if (says('properties', 'required', 'minProperties')) return ['object'];
  if (says('items', 'prefixItems', 'minItems', 'contains')) return ['array'];
  return says('minLength', 'pattern') ? ['string'] : ['null'];
}

function lengthOf({ minLength, pattern }: JsonObject): number {
  const least = typeof minLength === 'number' ? minLength : 0;
  return typeof pattern === 'string' ? Math.max(least, shortestText(pattern)) : least;
}

function ofItems(parts: readonly PartAt[], sizeOf: SizeOf): number {
  let total = 0;
  for (const [location, { minItems, prefixItems, items, contains, minContains }] of parts) {
    const least = typeof minItems === 'number' ? minItems : 0;
    const first = Array.isArray(prefixItems)
      ? prefixItems.slice(0, least).map((_, at) => sizeOf(`${location}/prefixItems/${at}`))
      : [];
    const rest = least - first.length;
    const listed =
      sum(first) + (rest > 0 ? rest * (items === undefined ? 1 : sizeOf(`${location}/items`)) : 0);
    const contained = contains === undefined ? 0 : typeof minContains === 'number' ? minContains : 1;
    total = Math.max(total, listed, contained > 0 ? contained * sizeOf(`${location}/contains`) : 0);
  }
  return total;
}

function ofProperties(parts: readonly PartAt[], sizeOf: SizeOf): number {
  const required = new Set(
    parts.flatMap(([, schema]) => (Array.isArray(schema.required) ? schema.required.map(String) : [])),
  );
  const sizes = [...required].map((name) => {
    if (!parts.every(([, schema]) => allowsName(schema, name))) return Infinity;
    const own = parts.flatMap(([location, { properties }]) =>
      member(properties, name) === undefined ? [] : [sizeOf(`${location}/properties${toPointer([name])}`)],
    );
    return Math.max(1, ...own);
  });
  const least = Math.max(
    0,
    ...parts.map(([, { minProperties }]) => (typeof minProperties === 'number' ? minProperties : 0)),
  );
  return sum(sizes) + Math.max(0, least - required.size);
}

/** Whether a part leaves room for a property: `additionalProperties: false` does not see what stands beside it in `allOf`. */
function allowsName(
  { properties, patternProperties, additionalProperties }: JsonObject,
  name: string,
): boolean {
  return (
    additionalProperties !== false ||
    patternProperties !== undefined ||
    member(properties, name) !== undefined
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
