import { isObject, type Json, type JsonObject } from '../spec/json.ts';
import { parsePointer, toPointer, valueAt } from '../spec/json-pointer.ts';
import { inferSchema, isWritableName, typesOf } from './infer.ts';
import type { Misfit } from './misfits.ts';
import { toItemPath, toJsonPath } from './path.ts';

/** An action of an overlay, without its description. */
type Action =
  | { readonly target: string; readonly update: Json }
  | { readonly target: string; readonly remove: true };

/** A change of the document after which it allows what came. */
interface Widening {
  /** In words: what changes. */
  readonly what: string;
  readonly actions: readonly Action[];
}

/** An enumeration does not have more values than this. */
const MOST_VALUES = 20;
const INT64 = 2 ** 63;

/** Widens one keyword of one schema so that it allows the values of all misfits; undefined where no document could. */
export function widen(document: Json, misfits: readonly Misfit[], evidence: string): Widening | undefined {
  const [first] = misfits;
  if (!first) return undefined;
  const { location: at, keyword, property: name = '' } = first;
  const all = misfits.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const values = distinct(all);
  const found = valueAt(document, at);
  const schema = isObject(found) ? found : {};
  const update = (what: string, change: Json): Widening => ({
    what,
    actions: [{ target: toJsonPath(document, at), update: change }],
  });
  const label = labelOf(at);

  switch (keyword) {
    case 'unknown':
    case 'additionalProperties':
    case 'unevaluatedProperties':
      if (!isWritableName(name)) return undefined;
      return update(`${name} is a field of its own`, {
        properties: {
          [name]: { ...inferSchema(all), 'x-confab': { evidence } },
        },
      });
    case 'required':
      return {
        what: `${name} may be missing`,
        actions: [{ target: toItemPath(document, `${at}/required`, name), remove: true }],
      };
    case 'type':
      return update(`${label} is also ${typesOf(values).join(' or ')}`, widerType(schema, values));
    case 'enum':
      if (values.length > MOST_VALUES)
        return without(document, at, keyword, `${label} has many more values than listed`);
      return update(`${label} is also ${shown(values)}`, { enum: values });
    case 'const':
      return changedConst(document, at, schema, values, label);
    case 'alternatives':
      return update(`${label} is also ${typesOf(values).join(' or ')}`, inferSchema(values));
    case 'false schema':
      return {
        what: `${label} is there`,
        actions: [
          {
            target: toJsonPath(document, toPointer(parsePointer(at).slice(0, -1))),
            update: { [parsePointer(at).at(-1) as string]: inferSchema(values) },
          },
        ],
      };
    case 'format':
      if (schema.format === 'int32' && values.every(isInt64))
        return update(`${label} does not fit into 32 bits`, { format: 'int64' });
      return without(document, at, keyword, `${label} is not always ${String(schema.format)}`);
    default: {
      const bound = widerBound(keyword, values);
      if (bound !== undefined) return update(`${label} reaches ${bound}`, { [keyword]: bound });
      return without(document, at, keyword, `${label} does not keep to ${keyword}`);
    }
  }
}

function isInt64(value: Json): boolean {
  return Number.isInteger(value) && Math.abs(value as number) < INT64;
}

function without(document: Json, at: string, keyword: string, what: string): Widening {
  return { what, actions: [{ target: toJsonPath(document, `${at}/${keyword}`), remove: true }] };
}

/** An update appends to lists, merges objects and replaces the rest: Overlay 1.0, section 4.4.3. */
function widerType({ type, ...schema }: JsonObject, values: readonly Json[]): JsonObject {
  const more = typesOf(values);
  const old = typeof type === 'string' ? [type] : [];
  const all = [...old.filter((one) => one !== 'integer' || !more.includes('number')), ...more];
  const { type: _, ...inside } = inferSchema(values);
  const isNew = ([key]: [string, Json]) => !Object.hasOwn(schema, key);
  return {
    type: all.length === 1 ? (all[0] as string) : all,
    ...Object.fromEntries(Object.entries(inside).filter(isNew)),
  };
}

function changedConst(
  document: Json,
  at: string,
  schema: JsonObject,
  values: readonly Json[],
  label: string,
): Widening {
  const all = [schema.const as Json, ...values];
  const isSet = all.length <= MOST_VALUES && all.some((value) => typeof value !== 'boolean');
  const rest: JsonObject = {
    ...(isSet && { enum: all }),
    ...(!isSet && schema.type === undefined && { type: typesOf(all) }),
  };
  return {
    what: `${label} is not always ${JSON.stringify(schema.const)}, but also ${shown(values)}`,
    actions: [
      { target: toJsonPath(document, `${at}/const`), remove: true },
      ...(Object.keys(rest).length > 0 ? [{ target: toJsonPath(document, at), update: rest }] : []),
    ],
  };
}

/** The bound that allows all values; undefined for keywords that are no bounds. */
function widerBound(keyword: string, values: readonly Json[]): number | undefined {
  const sizes = values.map(sizeOf);
  if (sizes.some((size) => size === undefined)) return undefined;
  if (/^min(imum|Length|Items|Properties)$/.test(keyword)) return Math.min(...(sizes as number[]));
  if (/^max(imum|Length|Items|Properties)$/.test(keyword)) return Math.max(...(sizes as number[]));
  return undefined;
}

function sizeOf(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  // JSON Schema counts characters, not UTF-16 units.
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

/** A name for a schema: that of the nearest property or component that it belongs to. */
function labelOf(at: string): string {
  const parts = parsePointer(at);
  const above = ['properties', 'patternProperties', 'schemas'];
  const named = parts.findLast((_, index) => above.includes(parts[index - 1] ?? ''));
  const isItem = parts.at(-1) === 'items';
  return named === undefined ? 'the body' : isItem ? `an item of ${named}` : named;
}

function distinct(values: readonly Json[]): Json[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function shown(values: readonly Json[]): string {
  const text = values.slice(0, 5).map((value) => JSON.stringify(value));
  return text.join(', ') + (values.length > 5 ? ` and ${values.length - 5} more` : '');
}
