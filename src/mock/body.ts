import { isObject, type Json, member } from '../spec/json.ts';
import { parsePointer } from '../spec/json-pointer.ts';
import { findMedia, isJson, parseMediaType } from '../spec/media-type.ts';
import { repaired } from '../spec/repaired.ts';
import { hintsOf } from '../spec/schema.ts';
import type { Operation, Parameter, Spec } from '../spec/spec.ts';
import type { Violation } from '../spec/validators.ts';
import type { Incoming } from './incoming.ts';
import type { Refusal } from './refusal.ts';

/** Reads the JSON body of a request, or says why it is refused. */
type BodyCheck = (incoming: Incoming) => { readonly refusal: Refusal } | { readonly value: Json | undefined };

const NO_BODY = { value: undefined };

export function createBodyCheck(spec: Spec, operation: Operation): BodyCheck {
  const { body } = operation;
  if (!body) return () => NO_BODY;
  const repairs = [...body.content.values()]
    .flatMap((media) =>
      [...spec.schemas.properties(media.schema)].map(([name, schema]) => ({
        name,
        schema,
        invalid: (hintsOf(schema).invalid ?? 'refuse') as Parameter['invalid'],
      })),
    )
    .filter(({ invalid }) => invalid !== 'refuse');

  return (incoming) => {
    const type = incoming.header('content-type');
    if (incoming.body === '' && !body.required) return NO_BODY;
    const media =
      type === undefined ? undefined : findMedia(body.content, parseMediaType(type)?.essence ?? '');
    if (!media) {
      const wanted = [...body.content.keys()].join(', ');
      return refuse('wrong-content-type', 'Content-Type', `must be ${wanted}, not ${type ?? 'absent'}`);
    }
    if (!isJson(media)) return NO_BODY;
    let value: Json;
    try {
      value = JSON.parse(incoming.body) as Json;
    } catch (error) {
      return refuse('malformed-body', 'body', `is not JSON: ${(error as Error).message}`);
    }
    if (isObject(value)) {
      for (const { name, schema, invalid } of repairs) {
        const found = member(value, name);
        if (found !== undefined) value[name] = repaired(found, invalid, schema);
      }
    }
    const violations = media.pointer === '' ? [] : spec.validators.check(media.pointer, value);
    if (violations.length > 0)
      return { refusal: bodyRefusal(violations, value, [...spec.schemas.properties(media.schema).keys()]) };
    return { value };
  };
}

function bodyRefusal(violations: readonly Violation[], value: Json, order: readonly string[]): Refusal {
  if (!isObject(value)) {
    return {
      cause: 'malformed-body',
      parameter: 'body',
      reason: `${violations[0]?.message}, not ${JSON.stringify(value)}`,
    };
  }
  const faults = violations
    .filter(({ keyword }) => !['if', 'anyOf', 'oneOf'].includes(keyword) || violations.length === 1)
    .map((violation) => {
      const absent = violation.keyword === 'required' && violation.pointer === '';
      const parameter = absent
        ? String(violation.params.missingProperty)
        : (parsePointer(violation.pointer)[0] ?? '');
      const found = member(value, parameter);
      // An explicit null where a value must be is what a client sends for "not given".
      const missing = absent || (found === null && violation.keyword === 'type');
      const reason = missing ? 'is missing' : `${violation.message}, not ${JSON.stringify(found)}`;
      return { missing, parameter, rank: order.indexOf(parameter), reason };
    })
    .sort((a, b) => Number(b.missing) - Number(a.missing) || a.rank - b.rank);
  const [worst] = faults;
  return {
    cause: worst?.missing ? 'missing-parameter' : 'invalid-parameter',
    parameter: worst?.parameter ?? 'body',
    reason: worst?.reason ?? 'is not allowed',
  };
}

function refuse(cause: Refusal['cause'], parameter: string, reason: string): { refusal: Refusal } {
  return { refusal: { cause, parameter, reason } };
}
