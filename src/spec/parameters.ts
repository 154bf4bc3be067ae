import { SpecError } from '../errors.ts';
import type { Cause, FailureKind } from './causes.ts';
import { toFailures } from './failures.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';
import { follow, type Reader } from './reader.ts';
import { firstExample, hintsOf } from './schema.ts';
import { type ParameterPlace, type Serialisation, toSerialisation } from './serialisation.ts';
import type { Failure, ResponseSpec } from './spec.ts';

/** A declared parameter. Only the loader knows it; everything else reads the operation's fields. */
export interface Parameter {
  readonly name: string;
  readonly in: ParameterPlace;
  readonly required: boolean;
  readonly schema: JsonObject;
  /** Where the document declares it. */
  readonly node: string;
  /** Where its schema stands, for validators. */
  readonly pointer: string;
  readonly serialisation: Serialisation;
  /** An example value that a request can be made of. */
  readonly example: Json | undefined;
  readonly invalid: 'refuse' | 'default' | 'clamp';
  readonly failures: ReadonlyMap<Cause, Failure>;
  readonly failureKinds: ReadonlyMap<FailureKind, Failure>;
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
      if (!canBeSent(value)) continue;
      const parameter = toParameter(reader, value, at, responses);
      found.set(`${parameter.in}:${parameter.name}`, parameter);
    }
  }
  return [...found.values()];
}

/** What the name of a header may be (RFC 9110, 5.6.2). */
export const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Nobody can send a header with another name, nor a value without any; a whole query string as one value has only OpenAPI
 * 3.2, and what a dangling reference stands for has no place.
 */
export function canBeSent({ in: place, name }: JsonObject): boolean {
  if (place === 'header') return HEADER_NAME.test(String(name));
  return place === 'path' || ((place === 'query' || place === 'cookie') && name !== '');
}

function toParameter(
  reader: Reader,
  value: JsonObject,
  at: string,
  responses: ReadonlyMap<string, ResponseSpec>,
): Parameter {
  const place = value.in as Parameter['in'];
  const { declared, pointer, examples } = schemaOf(value, at);
  const schema = reader.schemas.merged(declared);
  const hints = { ...hintsOf(schema), ...hintsOf(value) };
  const named = isObject(examples.examples) ? Object.values(examples.examples) : [];
  return {
    name: nameOf(reader, value, at),
    in: place,
    required: value.required === true || place === 'path',
    schema: { ...schema, 'x-confab': hints },
    node: at,
    pointer: declared === undefined ? '' : pointer,
    serialisation: toSerialisation(value, place),
    example: examples.example ?? (isObject(named[0]) ? named[0].value : undefined) ?? firstExample(schema),
    invalid: (hints.invalid ?? 'refuse') as Parameter['invalid'],
    ...toFailures(reader, hints.failures, `${at}/x-confab/failures`, responses),
  };
}

/** A parameter's schema and examples: its own, or those of the media type in which it is written. */
function schemaOf(value: JsonObject, at: string) {
  const [written] = Object.entries(isObject(value.content) ? value.content : {});
  if (!written || !isObject(written[1]))
    return { declared: value.schema, pointer: `${at}/schema`, examples: value };
  const [type, media] = written;
  return { declared: media.schema, pointer: `${at}/content${toPointer([type])}/schema`, examples: media };
}

/** Throws where it is no text: nobody could send such a parameter. */
function nameOf({ source }: Reader, { name }: JsonObject, at: string): string {
  if (typeof name !== 'object') return String(name);
  throw new SpecError('the name of a parameter must be a text', source.at(`${at}/name`));
}
