import type { Expression } from './expressions.ts';
import { isObject, type Json, type JsonObject, member } from './json.ts';
import { fromReference, toPointer, valueAt } from './json-pointer.ts';
import { toEvidence } from './parts.ts';
import type { RequestValues } from './request-values.ts';
import { hintsOf } from './schema.ts';
import type { Evidence, Operation, Parameter, Spec } from './spec.ts';

type Place = Pick<Expression, 'in' | 'name' | 'path'>;

/** The schema of a place of an operation's request; undefined when it is not declared. */
export function placeSchema(spec: Spec, operation: Operation, place: Place): JsonObject | undefined {
  if (place.in !== 'body') return parameterAt(operation, place)?.schema;
  const media = [...(operation.body?.content.values() ?? [])];
  return media
    .map(({ schema }) => spec.schemas.at(schema, place.path))
    .find((schema) => schema !== undefined);
}

/** Whether a request cannot leave the place out. */
export function isRequiredPlace(spec: Spec, operation: Operation, place: Place): boolean {
  if (place.in !== 'body') return parameterAt(operation, place)?.required === true;
  const above = placeSchema(spec, operation, { ...place, path: place.path.slice(0, -1) });
  return Array.isArray(above?.required) && above.required.includes(place.path.at(-1) ?? '');
}

/** What the document says of a place of a request, in one keyword of its schema: where, and how well it is known. */
export function placeStatement(
  spec: Spec,
  operation: Operation,
  place: Place,
  keyword: string,
): { source: string; evidence: Evidence } {
  if (place.in !== 'body') {
    const parameter = parameterAt(operation, place);
    return {
      source: `${parameter?.pointer ?? operation.pointer}/${keyword}`,
      evidence: parameter?.evidence ?? toEvidence(undefined),
    };
  }
  const pointer = operation.body?.content.values().next().value?.pointer ?? operation.pointer;
  return {
    source: `${propertyPointer(spec.document, pointer, place.path)}/${keyword}`,
    evidence: toEvidence(hintsOf(placeSchema(spec, operation, place)).evidence),
  };
}

/** What a request says at a place. */
export function valueIn(values: RequestValues, { in: place, name, path }: Place): Json | undefined {
  if (place !== 'body') return member(values[place], name);
  let value = values.body;
  for (const key of path) value = member(value, key);
  return value;
}

function parameterAt({ parameters }: Operation, { in: place, name }: Place): Parameter | undefined {
  return parameters.find(
    (one) => one.in === place && (place === 'header' ? one.name.toLowerCase() : one.name) === name,
  );
}

/** Where a property really stands, behind references; of a composed schema, where the schema stands. */
function propertyPointer(document: JsonObject, pointer: string, [name, ...rest]: readonly string[]): string {
  const at = behindReferences(document, pointer);
  if (name === undefined) return at;
  const below = `${at}/properties${toPointer([name])}`;
  return valueAt(document, below) === undefined ? at : propertyPointer(document, below, rest);
}

function behindReferences(document: JsonObject, pointer: string): string {
  let at = pointer;
  for (let depth = 0; depth < 50; depth += 1) {
    const schema = valueAt(document, at);
    if (!isObject(schema) || typeof schema.$ref !== 'string' || Object.keys(schema).length > 1) return at;
    at = fromReference(schema.$ref);
  }
  return at;
}

/** Every place of a request that has a schema: parameters, and the properties of a JSON body. */
export function placesOf(spec: Spec, operation: Operation): { key: string; schema: JsonObject }[] {
  const media = operation.body?.content.values().next().value;
  return [
    ...operation.parameters.map(({ in: place, name, schema }) => ({
      key: `${place}/${place === 'header' ? name.toLowerCase() : name}`,
      schema,
    })),
    ...[...spec.schemas.properties(media?.schema)].map(([name, schema]) => ({
      key: `body${toPointer([name])}`,
      schema,
    })),
  ];
}
