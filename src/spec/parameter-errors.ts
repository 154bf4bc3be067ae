import { valueExcerpt } from '../text/value-excerpt.ts';
import type { Field } from './field.ts';
import { type Json, type JsonObject, member } from './json.ts';
import { parsePointer, toReference } from './json-pointer.ts';
import { memberLabel, valueBelow } from './member-label.ts';
import type { RequestError } from './request-errors.ts';
import type { RequestValues } from './request-values.ts';
import type { ParameterPlace } from './serialisation.ts';
import type { Spec } from './spec.ts';
import type { Violation } from './validators.ts';

/** What is wrong with the parameters of a request, after they were read in their types. */
type ParameterErrors = (given: ParameterValues) => RequestError | undefined;

export type ParameterValues = Omit<RequestValues, 'body'>;

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

const PLACES = ['query', 'path', 'header', 'cookie'] as const;

/** One schema for all parameters, so that one run of Ajv finds every error. */
function toSchema(fields: readonly Field[]): JsonObject {
  const groups = PLACES.map((place) => {
    const here = fields.filter((field) => field.in === place);
    const properties = here
      .filter(({ pointer }) => pointer !== '')
      .map(({ name, pointer, serialisation }) => {
        const own = { $ref: `spec${toReference(pointer)}` };
        return [name, serialisation.allowEmpty ? { if: { const: '' }, else: own } : own] as const;
      });
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
    // It only says that another violation is there.
    .filter(({ keyword }) => keyword !== 'if')
    .map((violation) => {
      const [place = '', first = '', ...below] = parsePointer(violation.pointer);
      const isAbsent = violation.keyword === 'required';
      const missing = isAbsent ? [String(violation.params.missingProperty)] : [];
      const isMissing = isAbsent && first === '';
      const name = isMissing ? String(missing[0]) : first;
      const rank = fields.findIndex((field) => field.in === place && field.name === name);
      return { violation, isMissing, rank, name, path: isMissing ? [] : [...below, ...missing] };
    })
    .sort((a, b) => Number(b.isMissing) - Number(a.isMissing) || a.rank - b.rank);
  const { violation, isMissing, rank, name, path } = worst as NonNullable<typeof worst>;
  const field = fields[rank];
  const label = field ? memberLabel(field, path) : '';
  const value = valueBelow(member(given[field?.in as ParameterPlace], name), path);
  return {
    causes: [isMissing ? 'missing-parameter' : 'invalid-parameter'],
    field: label,
    key: field?.key ?? '',
    reason: reasonOf(violation, value, label === field?.label ? path : []),
    keyword: keywordOf(violation, value, field),
  };
}

/** A number that no integer of its format holds is still a text, and is told as what breaks the format. */
function keywordOf({ keyword }: Violation, value: Json | undefined, field: Field | undefined): string {
  const isLong = typeof value === 'string' && /^[+-]?\d+$/.test(value) && field?.types.includes('integer');
  return keyword === 'type' && isLong ? 'format' : keyword;
}

/** What is wrong, and where in the value, unless the name says it. */
function reasonOf({ keyword, message }: Violation, value: Json | undefined, path: readonly string[]): string {
  if (keyword === 'required') return path.length === 0 ? 'is missing' : `lacks ${path.join('/')}`;
  const where = path.length === 0 ? '' : ` at ${path.join('/')}`;
  return `${message}${where}, not ${valueExcerpt(value)}`;
}
