import { isObject, type Json, type JsonObject, member } from './json.ts';
import { referredLocation, type SchemasInUse } from './schemas-in-use.ts';
import { shortestText } from './shortest-text.ts';

/** The size of the smallest value that fits a schema, in characters and parts; Infinity where none is finite. */
export type SizeOf = (schema: Json | undefined) => number;

/** So often all sizes are worked out anew from one another; real documents take two or three rounds. */
const MOST_ROUNDS = 50;

/**
 * Sizes of the smallest values, at least: what only some keywords forbid is not looked at. Undefined where they
 * depend on one another in too many steps to tell. The schemas must not refer to themselves in place.
 */
export function smallestValues({ all }: Pick<SchemasInUse, 'all'>): SizeOf | undefined {
  // By the schema itself, not by its location: to make and to look up a hundred thousand long texts takes a second.
  const sizes = new Map<JsonObject, number>();
  const sizeOf: SizeOf = (schema) =>
    isObject(schema) ? (sizes.get(schema) ?? Infinity) : schema === false ? Infinity : 1;
  const wholes: Whole[] = [];
  // What stands within others was met after them, and counts first.
  for (const schema of [...all.values()].reverse()) {
    if (!isObject(schema)) continue;
    // Nearly all schemas are of one text or number, whose size depends on no other.
    if (isLeaf(schema)) sizes.set(schema, sizeOfWhole(toWhole(schema, [schema]), sizeOf));
    else wholes.push(toWhole(schema, together(schema, all)));
  }
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let isChanged = false;
    for (const whole of wholes) {
      const size = sizeOfWhole(whole, sizeOf);
      if (size >= sizeOf(whole.schema)) continue;
      sizes.set(whole.schema, size);
      isChanged = true;
    }
    if (!isChanged) return sizeOf;
  }
  return undefined;
}

function isLeaf(schema: JsonObject): boolean {
  const { type, $ref, allOf, anyOf, oneOf } = schema;
  const isScalar = typeof type === 'string' && type !== 'array' && type !== 'object';
  return isScalar && [$ref, allOf, anyOf, oneOf].every((one) => one === undefined);
}

/** A schema with all that a value must fit as well: behind its reference, and the parts of `allOf`. */
function together(schema: JsonObject, all: SchemasInUse['all']): JsonObject[] {
  if (schema.$ref === undefined && schema.allOf === undefined) return [schema];
  const found = new Set<JsonObject>();
  const open: (Json | undefined)[] = [schema];
  while (open.length > 0) {
    const one = open.pop();
    if (!isObject(one) || found.has(one)) continue;
    found.add(one);
    const referred = referredLocation(one);
    open.push(...(referred === undefined ? [] : [all.get(referred)]), ...schemasIn(one.allOf));
  }
  return [...found];
}

/** The schemas of a list or a map. */
function schemasIn(value: Json | undefined): Json[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

/** What of a schema every round asks for. */
interface Whole {
  readonly schema: JsonObject;
  readonly parts: readonly JsonObject[];
  /** Whether a list says which values there are. */
  readonly isListed: boolean;
  readonly types: readonly string[];
  readonly required: readonly string[];
  /** Of each list, one must fit, too. */
  readonly alternatives: readonly (readonly Json[])[];
}

function toWhole(schema: JsonObject, parts: readonly JsonObject[]): Whole {
  // OpenAPI 3.0's way to allow null, where the upgrade left it.
  const isNullable = parts.some(({ nullable }) => nullable === true);
  return {
    schema,
    parts,
    isListed: parts.some(({ const: one, enum: some }) => one !== undefined || some !== undefined),
    types: isNullable ? ['null'] : typesOf(parts),
    required: [
      ...new Set(parts.flatMap(({ required }) => (Array.isArray(required) ? required.map(String) : []))),
    ],
    alternatives: parts
      .flatMap(({ anyOf, oneOf }) => [schemasIn(anyOf), schemasIn(oneOf)])
      .filter(({ length }) => length > 0),
  };
}

function sizeOfWhole(whole: Whole, sizeOf: SizeOf): number {
  let size = whole.isListed ? 1 : Math.min(...whole.types.map((type) => ofType(type, whole, sizeOf)));
  for (const list of whole.alternatives) size = Math.max(size, Math.min(...list.map(sizeOf)));
  return size;
}

function ofType(type: string, whole: Whole, sizeOf: SizeOf): number {
  if (type === 'string') return 1 + Math.max(0, ...whole.parts.map(lengthOf));
  if (type === 'array') return 1 + ofItems(whole.parts, sizeOf);
  return type === 'object' ? 1 + ofProperties(whole, sizeOf) : 1;
}

/** What all parts allow; where none says it, what their other keywords are about. */
function typesOf(parts: readonly JsonObject[]): string[] {
  const said = parts.flatMap(({ type }) => (type === undefined ? [] : [[type].flat().map(String)]));
  // Of `string` and `integer` at once there is no value at all; a whole number is a number, too.
  const allows = (list: string[], one: string) =>
    list.includes(one) || (one === 'integer' && list.includes('number'));
  if (said.length > 0)
    return [...new Set(said.flat())].filter((one) => said.every((list) => allows(list, one)));
  const says = (...keywords: string[]) =>
    parts.some((schema) => keywords.some((keyword) => schema[keyword] !== undefined));
  if (says('properties', 'required', 'minProperties')) return ['object'];
  if (says('items', 'prefixItems', 'minItems', 'contains')) return ['array'];
  return says('minLength', 'pattern') ? ['string'] : ['null'];
}

function lengthOf({ minLength, pattern }: JsonObject): number {
  const least = typeof minLength === 'number' ? minLength : 0;
  return typeof pattern === 'string' ? Math.max(least, shortestText(pattern)) : least;
}

function ofItems(parts: readonly JsonObject[], sizeOf: SizeOf): number {
  let total = 0;
  for (const { minItems, prefixItems, items, contains, minContains } of parts) {
    const least = typeof minItems === 'number' ? minItems : 0;
    const first = Array.isArray(prefixItems) ? prefixItems.slice(0, least).map(sizeOf) : [];
    const rest = least - first.length;
    const listed = sum(first) + (rest > 0 ? rest * sizeOf(items) : 0);
    const contained = contains === undefined ? 0 : typeof minContains === 'number' ? minContains : 1;
    total = Math.max(total, listed, contained > 0 ? contained * sizeOf(contains) : 0);
  }
  return total;
}

function ofProperties({ parts, required }: Whole, sizeOf: SizeOf): number {
  let [size, least] = [0, 0];
  for (const { minProperties } of parts)
    if (typeof minProperties === 'number') least = Math.max(least, minProperties);
  for (const name of required) {
    if (!parts.every((schema) => allowsName(schema, name))) return Infinity;
    let own = 1;
    for (const { properties } of parts) own = Math.max(own, sizeOf(member(properties, name)));
    size += own;
  }
  return size + Math.max(0, least - required.length);
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
