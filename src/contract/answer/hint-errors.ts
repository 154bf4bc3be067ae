import { isObject, type Json, type JsonObject, member } from '../../spec/json.ts';
import { toPointer } from '../../spec/json-pointer.ts';
import { isOneWay } from '../../spec/one-way.ts';
import type { SchemaError } from '../../spec/schema-error.ts';
import type { SchemaSet } from '../../spec/schema-set.ts';
import type { Spec } from '../../spec/spec.ts';
import { createTrace, type Trace } from '../../spec/trace.ts';
import { type DescribedValue, pathOfDescribed } from '../../spec/trace-described.ts';
import { summandsOf } from '../../spec/value-words.ts';

/** Errors that no validator finds: values that are not the sum of others, texts that are not JSON, and what only requests have. */
export function hintErrorsOf(spec: Spec, trace: Trace): SchemaError[] {
  return trace
    .described(isHinted)
    .flatMap((described) => [
      ...(isSum(described.schema) ? sumErrors(described) : []),
      ...(isJsonText(described.schema) ? textErrors(spec, described) : []),
      ...(isWriteOnly(described.schema) ? writtenErrors(spec, described) : []),
    ]);
}

function isHinted(schema: JsonObject): boolean {
  return isSum(schema) || isJsonText(schema) || isWriteOnly(schema);
}

function isSum(schema: JsonObject): boolean {
  return summandsOf(schema) !== undefined;
}

function isJsonText({ contentMediaType }: JsonObject): boolean {
  return contentMediaType === 'application/json';
}

function isWriteOnly({ writeOnly }: JsonObject): boolean {
  return writeOnly === true;
}

function sumErrors(described: DescribedValue): SchemaError[] {
  const { value, schema, schemas, container } = described;
  const names = summandsOf(schema) ?? [];
  const parts = names.map((name) => member(container?.value, name));
  // The check `schema` tells of a part that is missing or of another type.
  if (typeof value !== 'number' || !parts.every((part) => typeof part === 'number')) return [];
  const sum = parts.reduce((total, part) => total + part, 0);
  if (Math.abs(sum - value) <= Math.abs(sum) * 1e-9) return [];
  const location = locationWith(schemas, (one) => isSum(one));
  return [toError(described, 'x-confab/from', `must be the sum of ${names.join(' and ')}`, location)];
}

function textErrors(spec: Spec, described: DescribedValue): SchemaError[] {
  const { value, schemas } = described;
  if (typeof value !== 'string') return [];
  const location = locationWith(schemas, isJsonText);
  let inner: Json;
  try {
    inner = JSON.parse(value) as Json;
  } catch {
    return [toError(described, 'contentMediaType', 'must be a text that is JSON', location)];
  }
  const content = locationWith(schemas, ({ contentSchema }) => isObject(contentSchema));
  if (content === undefined) return [];
  return createTrace(spec, `${content}/contentSchema`, inner).errors.map(({ pointer, message }) =>
    toError(described, 'contentSchema', `holds JSON of which ${pointer || 'the value'} ${message}`, content),
  );
}

/** OpenAPI says it of properties only, and of no alternative of one. */
function writtenErrors({ document }: Spec, described: DescribedValue): SchemaError[] {
  const { container, name, schemas } = described;
  if (!container || !isObject(container.value)) return [];
  const given = container.schemas.property(name).schemas;
  if (!given.some(({ schema }) => isOneWay(document, schema, 'answer'))) return [];
  const location = locationWith(schemas, isWriteOnly);
  return [toError(described, 'writeOnly', 'must not be in an answer, as it is writeOnly', location)];
}

function locationWith({ schemas }: SchemaSet, has: (schema: JsonObject) => boolean): string | undefined {
  return schemas.find(({ schema }) => has(schema))?.location;
}

function toError(
  described: DescribedValue,
  keyword: string,
  message: string,
  location: string | undefined,
): SchemaError {
  return {
    pointer: toPointer(pathOfDescribed(described)),
    keyword,
    message,
    location: location ?? '',
    property: undefined,
    alternatives: undefined,
  };
}
