import { isObject, type JsonObject } from '../json.ts';
import { type LocatedSchema, referredBy, schemasBelow, schemasByName } from '../located-schema.ts';
import { branchName } from './branch-name.ts';

/** Which of the alternatives of a schema a value is made by. */
type ChooseBranch = (
  candidates: readonly LocatedSchema[],
  parts: readonly LocatedSchema[],
) => LocatedSchema | undefined;

/** What the types of JSON Schema are called by what they hold. */
export type ValueType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';

/**
 * All schemas that a value has to fulfil at once: behind references, the parts of `allOf`, and of alternatives the one
 * that is chosen. A name that tells alternatives apart (`discriminator`) comes as a part of its own.
 */
export function partsOf(
  document: JsonObject,
  given: readonly LocatedSchema[],
  choose: ChooseBranch,
): LocatedSchema[] {
  const found = new Map<string, LocatedSchema>();
  const open: LocatedSchema[] = [];

  const add = (one: LocatedSchema): void => {
    if (found.has(one.location)) return;
    found.set(one.location, one);
    if (['oneOf', 'anyOf', 'if'].some((keyword) => one.schema[keyword] !== undefined)) open.push(one);
    const referred = referredBy(document, one);
    if (typeof one.schema.$ref === 'string' && referred.length === 0)
      throw new Error(`the reference ${one.schema.$ref} leads nowhere`);
    for (const part of [...referred, ...schemasBelow(one, 'allOf')]) add(part);
  };
  for (const one of given) add(one);
  for (const one of given) nameSubtype(one);

  // What is chosen may have alternatives itself.
  for (const one of open) {
    for (const keyword of ['oneOf', 'anyOf'] as const) {
      const candidates = schemasBelow(one, keyword);
      const chosen = candidates.length === 0 ? undefined : choose(candidates, [...found.values()]);
      if (!chosen) continue;
      add(chosen);
      addName(one, chosen);
    }
    const condition = one.schema.then === undefined && one.schema.else !== undefined ? 'else' : 'then';
    if (one.schema.if === undefined) continue;
    if (condition === 'then') for (const part of schemasBelow(one, 'if')) add(part);
    for (const part of schemasBelow(one, condition)) add(part);
  }
  return [...found.values()];

  function addName(owner: LocatedSchema, chosen: LocatedSchema): void {
    const name = branchName(owner.schema, chosen.schema);
    if (name) found.set(`?${owner.location}`, named(owner, name));
  }

  /** A schema that others extend by `allOf` tells them apart by the name of the one that was referred to. */
  function nameSubtype(one: LocatedSchema): void {
    for (const part of [...found.values()]) {
      const name = part.schema.oneOf || part.schema.anyOf ? undefined : branchName(part.schema, one.schema);
      if (name) found.set(`?${part.location}`, named(part, name));
    }
  }
}

function named(owner: LocatedSchema, [property, name]: readonly [string, string]): LocatedSchema {
  return {
    location: `?${owner.location}`,
    schema: { required: [property], properties: { [property]: { 'x-preferred': name } } },
  };
}

/** The schemas that a property brings in when it is there. */
export function dependentOn(parts: readonly LocatedSchema[], names: ReadonlySet<string>): LocatedSchema[] {
  return parts.flatMap((part) =>
    schemasByName(part, 'dependentSchemas').filter(({ location }) =>
      [...names].some((name) => location === `${part.location}/dependentSchemas/${name}`),
    ),
  );
}

/** The values of a keyword in all parts that have it. */
export function said<T>(
  parts: readonly LocatedSchema[],
  keyword: string,
  is: (value: unknown) => value is T,
): T[] {
  return parts.map(({ schema }) => schema[keyword]).filter((value) => is(value as unknown)) as T[];
}

export const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

const TYPES: readonly ValueType[] = ['object', 'array', 'string', 'integer', 'number', 'boolean', 'null'];

/** The types that all parts allow; by what else they say where none names one. Empty: none is possible. */
export function allowedTypes(parts: readonly LocatedSchema[]): ValueType[] {
  const stated = parts.map(({ schema }) => schema.type).filter((type) => type !== undefined);
  const lists = stated.map((type) => new Set([type].flat().map(String)));
  const allows = (list: ReadonlySet<string>, type: ValueType) =>
    list.has(type) || (type === 'integer' && list.has('number'));
  const allowed = TYPES.filter((type) => lists.every((list) => allows(list, type)));
  if (lists.length > 0) return allowed.filter((type) => type !== 'integer' || isWhole(lists));
  const says = (...keywords: string[]) =>
    parts.some(({ schema }) => keywords.some((keyword) => schema[keyword] !== undefined));
  if (
    says(
      'properties',
      'required',
      'additionalProperties',
      'patternProperties',
      'minProperties',
      'propertyNames',
    )
  )
    return ['object'];
  if (says('items', 'prefixItems', 'minItems', 'contains', 'uniqueItems')) return ['array'];
  if (says('pattern', 'minLength', 'maxLength', 'format', 'contentEncoding', 'contentMediaType'))
    return ['string'];
  if (says('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')) return ['number'];
  return [...TYPES];
}

/** `integer` counts where it is named: a number is written as one otherwise. */
function isWhole(lists: readonly ReadonlySet<string>[]): boolean {
  return lists.some((list) => list.has('integer'));
}

export function isFalse({ schema }: LocatedSchema): boolean {
  return isObject(schema.not) && Object.keys(schema.not).length === 0;
}
