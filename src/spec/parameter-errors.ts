import { valueExcerpt } from '../text/value-excerpt.ts';
import type { Field } from './field.ts';
import { type Json, type JsonObject, member } from './json.ts';
import { parsePointer, toReference } from './json-pointer.ts';
import type { RequestError } from './request-errors.ts';
import type { RequestValues } from './request-values.ts';
import type { Spec } from './spec.ts';
import type { Violation } from './validators.ts';

/** What is wrong with the parameters of a request, after they were read in their types. */
type ParameterErrors = (given: ParameterValues) => RequestError | undefined;

type ParameterValues = Pick<RequestValues, 'query' | 'path' | 'header'>;

/** Checks parameters against their schemas; compiled at the first request. */
export function createParameterErrors(spec: Spec, fields: readonly Field[]): ParameterErrors {
  if (fields.length === 0) return () => undefined;
  let check: ((value: unknown) => Violation[]) | undefined;
  return (given) => {
    check ??= spec.validators.compile(toSchema(fields));
    const violations = check(given);
    return violations.length === 0 ? undefined : worstOf(violations, given, fields);
  };
}

/** One schema for all parameters, so that one run of Ajv finds every error. */
function toSchema(fields: readonly Field[]): JsonObject {
  const groups = ['query', 'path', 'header'].map((place) => {
    const here = fields.filter((field) => field.in === place);
    const properties = here
      .filter(({ pointer }) => pointer !== '')
      .map(({ name, pointer }) => [name, { $ref: `spec${toReference(pointer)}` }] as const);
    const required = here.filter((field) => field.required).map(({ name }) => name);
    return [place, { type: 'object', required, properties: Object.fromEntries(properties) }] as const;
  });
  return { type: 'object', properties: Object.fromEntries(groups) };
}

/** A missing parameter first, then the others, both in the order of the document. */
function worstOf(
  violations: readonly Violation[],
  given: ParameterValues,
  fields: readonly Field[],
): RequestError {
  const [worst] = violations
    .map((violation) => {
      const [place = '', first = ''] = parsePointer(violation.pointer);
      const isMissing = violation.keyword === 'required' && first === '';
      const name = isMissing ? String(violation.params.missingProperty) : first;
      const rank = fields.findIndex((field) => field.in === place && field.name === name);
      const value: Json | undefined = member(given[place as 'query'], name);
      return { violation, isMissing, rank, value };
    })
    .sort((a, b) => Number(b.isMissing) - Number(a.isMissing) || a.rank - b.rank);
  const { violation, isMissing, rank, value } = worst as NonNullable<typeof worst>;
  return {
    causes: [isMissing ? 'missing-parameter' : 'invalid-parameter'],
    field: fields[rank]?.label ?? '',
    key: fields[rank]?.key ?? '',
    reason: isMissing ? 'is missing' : `${violation.message}, not ${valueExcerpt(value)}`,
  };
}
