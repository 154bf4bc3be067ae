import { isObject, type Json, type JsonObject, member } from '../spec/json.ts';
import { fromReference, toPointer, valueAt } from '../spec/json-pointer.ts';
import type { Validators } from '../spec/validators.ts';
import { createKeywordCheck } from './keywords.ts';

/** One thing in a schema that a value does not fulfil, by the places where both really stand. */
export interface Fault {
  /** JSON pointer of the schema into the document, references followed. */
  readonly schema: string;
  /**
   * The keyword. `unknown`: no schema has the property, though none forbids it. `branch`: no branch of the list
   * that `schema` points to is of the value's type.
   */
  readonly keyword: string;
  /** JSON pointer into the body; of a missing property to where it should be. */
  readonly pointer: string;
  readonly value: Json;
  /** The property that is missing or unknown. */
  readonly name: string | undefined;
}

interface Found {
  readonly faults: readonly Fault[];
  /** The properties of the value that some schema knows; undefined: any. */
  readonly known: ReadonlySet<string> | undefined;
  /** The schema that a further property belongs to. */
  readonly owner: string | undefined;
}

const NOTHING: Found = { faults: [], known: undefined, owner: undefined };
const MOST_DEPTH = 80;

/**
 * Finds what in a body does not fit the schema at a pointer of the document. Validators say that it does not;
 * to mend the document it takes the very schema that says so, which they lose behind references. So this one
 * walks schema and value side by side.
 */
export function createFaultFinder(
  document: Json,
  validators: Validators,
): (schema: string, body: Json) => Fault[] {
  const brokenKeywords = createKeywordCheck(validators);

  /** A value by itself: what none of its schemas knows is unknown. */
  function whole(at: string, value: Json, path: readonly string[]): Fault[] {
    const found = find(at, value, path);
    return [...found.faults, ...unknown(found, at, value, path, 'unknown')];
  }

  function find(at: string, value: Json, path: readonly string[]): Found {
    const schema = valueAt(document, at);
    if (schema === false) return { ...NOTHING, faults: [toFault(at, 'false', path, value)] };
    if (!isObject(schema) || path.length > MOST_DEPTH) return NOTHING;
    const broken = brokenKeywords(at, schema, value).map(({ keyword, name }) =>
      toFault(at, keyword, path, value, name),
    );
    const found = joined([
      { faults: broken, known: new Set(), owner: undefined },
      ...(Array.isArray(value) ? [inItems(at, schema, value, path)] : []),
      ...(isObject(value) ? [inProperties(at, schema, value, path)] : []),
      ...(typeof schema.$ref === 'string' ? [find(fromReference(schema.$ref), value, path)] : []),
      ...listOf(schema.allOf).map((_, index) => find(`${at}/allOf/${index}`, value, path)),
      ...(['oneOf', 'anyOf'] as const)
        .filter((word) => schema[word] !== undefined)
        .map((word) => inBranches(`${at}/${word}`, word, value, path)),
    ]);
    if (schema.unevaluatedProperties !== false) return found;
    const closed = unknown(found, at, value, path, 'unevaluatedProperties');
    return { ...found, faults: [...found.faults, ...closed], known: undefined };
  }

  function inItems(at: string, schema: JsonObject, value: readonly Json[], path: readonly string[]): Found {
    const first = listOf(schema.prefixItems).length;
    const faults = value.flatMap((item, index) =>
      whole(index < first ? `${at}/prefixItems/${index}` : `${at}/items`, item, [...path, String(index)]),
    );
    return { ...NOTHING, faults };
  }

  function inProperties(at: string, schema: JsonObject, value: JsonObject, path: readonly string[]): Found {
    const faults: Fault[] = [];
    const known = new Set<string>();
    const { additionalProperties: others } = schema;
    for (const [name, child] of Object.entries(value)) {
      const places = placesOf(at, schema, name);
      if (places.length > 0) known.add(name);
      else if (others === false)
        faults.push(toFault(at, 'additionalProperties', [...path, name], child, name));
      else if (others !== undefined) places.push(`${at}/additionalProperties`);
      for (const place of places) faults.push(...whole(place, child, [...path, name]));
    }
    return {
      faults,
      known: others === undefined ? known : undefined,
      owner: schema.properties === undefined ? undefined : at,
    };
  }

  /** Of several branches the one that fits; if none does, the one that it takes least to fit. */
  function inBranches(at: string, word: 'oneOf' | 'anyOf', value: Json, path: readonly string[]): Found {
    const branches = listOf(valueAt(document, at)).map((_, index) => find(`${at}/${index}`, value, path));
    const fitting = branches.filter(({ faults }) => faults.every(({ keyword }) => keyword === 'unknown'));
    if (fitting.length > 0) return word === 'anyOf' ? joined(fitting) : least(fitting, value, path);
    const pointer = toPointer(path);
    const isOther = ({ faults }: Found) =>
      faults.some((fault) => fault.keyword === 'type' && fault.pointer === pointer);
    const alike = branches.filter((branch) => !isOther(branch));
    if (alike.length > 0) return least(alike, value, path);
    return { ...NOTHING, faults: [toFault(at, 'branch', path, value)] };
  }

  return (schema, body) => whole(schema, body, []);
}

/** Where the schemas of a property stand: its own, and those of patterns that it matches. */
function placesOf(at: string, { properties, patternProperties }: JsonObject, name: string): string[] {
  const patterns = Object.keys(isObject(patternProperties) ? patternProperties : {});
  return [
    ...(member(properties, name) === undefined ? [] : [`${at}/properties${toPointer([name])}`]),
    ...patterns
      .filter((pattern) => new RegExp(pattern, 'u').test(name))
      .map((pattern) => `${at}/patternProperties${toPointer([pattern])}`),
  ];
}

function joined(parts: readonly Found[]): Found {
  const isOpen = parts.some(({ known }) => known === undefined);
  return {
    faults: parts.flatMap(({ faults }) => faults),
    known: isOpen ? undefined : new Set(parts.flatMap(({ known }) => [...(known ?? [])])),
    owner: parts.find(({ owner }) => owner !== undefined)?.owner,
  };
}

function least(branches: readonly Found[], value: Json, path: readonly string[]): Found {
  const weighed = branches.map((branch) => ({ branch, weight: weightOf(branch, value, path) }));
  return weighed.reduce((best, one) => (one.weight < best.weight ? one : best)).branch;
}

/** A constant of the value's own properties tells branches apart: it weighs more than any number of other faults. */
function weightOf(found: Found, value: Json, path: readonly string[]): number {
  const weigh = ({ keyword, pointer }: Fault) => {
    const isNear = pointer.split('/').length - 1 <= path.length + 1;
    if (isNear && (keyword === 'const' || keyword === 'enum')) return 1000;
    return isNear && keyword === 'required' ? 10 : 1;
  };
  return [...found.faults, ...unknown(found, '', value, path, 'unknown')].reduce(
    (sum, fault) => sum + weigh(fault),
    0,
  );
}

function unknown(
  { known, owner }: Found,
  at: string,
  value: Json,
  path: readonly string[],
  keyword: string,
): Fault[] {
  if (known === undefined || !isObject(value)) return [];
  return Object.entries(value)
    .filter(([name]) => !known.has(name))
    .map(([name, child]) => toFault(owner ?? at, keyword, [...path, name], child, name));
}

function toFault(
  schema: string,
  keyword: string,
  path: readonly string[],
  value: Json,
  name?: string,
): Fault {
  const place = keyword === 'required' && name !== undefined ? [...path, name] : path;
  return { schema, keyword, pointer: toPointer(place), value, name };
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
