import type { Cause } from './causes.ts';
import { toFailures } from './failures.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { follow, type Reader } from './reader.ts';
import { firstExample, hintsOf } from './schema.ts';
import type { Failure, ResponseSpec } from './spec.ts';

/** A declared parameter. Only the loader knows it; everything else reads the operation's fields. */
export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header' | 'cookie';
  readonly required: boolean;
  readonly schema: JsonObject;
  /** Where the document declares it. */
  readonly node: string;
  /** Where its schema stands, for validators. */
  readonly pointer: string;
  readonly explode: boolean;
  readonly style: string;
  /** An example value that a request can be made of. */
  readonly example: Json | undefined;
  readonly invalid: 'refuse' | 'default' | 'clamp';
  readonly failures: ReadonlyMap<Cause, Failure>;
}

/** Path-level and operation-level parameters; where both have one of the same `in` and name, the operation's counts. */
export function toParameters(
  reader: Reader,
  responses: ReadonlyMap<string, ResponseSpec>,
  levels: readonly { list: Json | undefined; pointer: string }[],
): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const { list, pointer } of levels) {
    for (const [index, raw] of (Array.isArray(list) ? list : []).entries()) {
      const { value, at } = follow(reader, raw, `${pointer}/${index}`);
      const parameter = toParameter(reader, value, at, responses);
      found.set(`${parameter.in}:${parameter.name}`, parameter);
    }
  }
  return [...found.values()];
}

function toParameter(
  reader: Reader,
  value: JsonObject,
  at: string,
  responses: ReadonlyMap<string, ResponseSpec>,
): Parameter {
  const place = value.in as Parameter['in'];
  const style = String(value.style ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple'));
  const schema = reader.schemas.merged(value.schema);
  const hints = { ...hintsOf(schema), ...hintsOf(value) };
  const named = isObject(value.examples) ? Object.values(value.examples) : [];
  return {
    name: String(value.name),
    in: place,
    required: value.required === true || place === 'path',
    schema: { ...schema, 'x-confab': hints },
    node: at,
    pointer: value.schema === undefined ? '' : `${at}/schema`,
    style,
    explode: typeof value.explode === 'boolean' ? value.explode : style === 'form',
    example: value.example ?? (isObject(named[0]) ? named[0].value : undefined) ?? firstExample(schema),
    invalid: (hints.invalid ?? 'refuse') as Parameter['invalid'],
    failures: toFailures(reader, hints.failures, `${at}/x-confab/failures`, responses),
  };
}
