import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { DataValidateFunction } from 'ajv/dist/types/index.js';
import { isObject, type Json, type JsonObject } from './json.ts';
import { fromReference, valueAt } from './json-pointer.ts';

/** Which way a value goes. */
export type ValueWay = 'request' | 'answer';

/** The keyword of a property that does not go a way: it may be left out there, although it is required. */
const MARKS = { request: 'readOnly', answer: 'writeOnly' } as const satisfies Record<ValueWay, string>;

/** Which names an object may lack that goes one way, by the schema that requires them. */
type Exempt = (schema: JsonObject, way: ValueWay) => ReadonlySet<string>;

const known = new WeakMap<JsonObject, { readonly exempt: Exempt | undefined }>();

/**
 * OpenAPI: of a property that is `readOnly`, `required` counts in answers only, and of one that is `writeOnly` in
 * requests only. undefined for a document that has neither.
 */
export function oneWayOf(document: JsonObject): Exempt | undefined {
  const before = known.get(document);
  if (before) return before.exempt;
  const exempt = createExempt(document);
  known.set(document, { exempt });
  return exempt;
}

function createExempt(document: JsonObject): Exempt | undefined {
  const { isMarked, composed } = scan(document);
  if (!isMarked) return undefined;
  /** What stands in one part of `allOf` is required in another. */
  const beside = new Map<JsonObject, JsonObject[]>();
  for (const whole of composed)
    for (const part of partsOf(document, whole)) {
      const before = beside.get(part);
      // Thousands of schemas may have one part in common.
      if (before) before.push(whole);
      else beside.set(part, [whole]);
    }
  return (schema, way) => {
    const wholes = [schema, ...(beside.get(schema) ?? [])];
    const names = wholes.flatMap((whole) =>
      partsOf(document, whole).flatMap(({ properties }) =>
        Object.entries(isObject(properties) ? properties : {})
          .filter(([, one]) => isOneWay(document, one, way))
          .map(([name]) => name),
      ),
    );
    return new Set(names);
  };
}

/** Whether a property with this schema does not go a way. */
export function isOneWay(document: JsonObject, schema: Json, way: ValueWay): boolean {
  return partsOf(document, schema).some((part) => part[MARKS[way]] === true);
}

/** A schema with all that applies to the same value: behind references, and the parts of `allOf`. */
function partsOf(document: JsonObject, raw: Json, found = new Set<JsonObject>()): JsonObject[] {
  if (!isObject(raw) || found.has(raw)) return [...found];
  found.add(raw);
  if (typeof raw.$ref === 'string')
    partsOf(document, valueAt(document, fromReference(raw.$ref)) ?? null, found);
  if (Array.isArray(raw.allOf)) for (const part of raw.allOf) partsOf(document, part, found);
  return [...found];
}

function scan(document: JsonObject): {
  readonly isMarked: boolean;
  readonly composed: readonly JsonObject[];
} {
  let isMarked = false;
  const composed: JsonObject[] = [];
  const open: Json[] = [document];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isObject(value)) {
      isMarked ||= value.readOnly === true || value.writeOnly === true;
      if (Array.isArray(value.allOf)) composed.push(value);
    }
    for (const child of Object.values(value as object))
      if (typeof child === 'object' && child !== null) open.push(child);
  }
  return { isMarked, composed };
}

/** Lets a validator require by `required` only what goes its way. */
export function addOneWay(ajv: Ajv2020, exempt: Exempt, way: ValueWay): void {
  ajv.removeKeyword('required');
  ajv.addKeyword({
    keyword: 'required',
    type: 'object',
    schemaType: 'array',
    errors: true,
    compile(names: string[], parent) {
      const free = exempt(parent as JsonObject, way);
      const wanted = names.filter((name) => !free.has(name));
      const validate: DataValidateFunction = (value: object) => {
        const missing = wanted.filter((name) => !Object.hasOwn(value, name));
        validate.errors = missing.map((name) => toError(name, parent as JsonObject));
        return missing.length === 0;
      };
      return validate;
    },
  });
}

function toError(missingProperty: string, parentSchema: JsonObject) {
  return {
    keyword: 'required',
    params: { missingProperty },
    message: `must have required property '${missingProperty}'`,
    parentSchema,
  };
}
