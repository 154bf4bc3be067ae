import type { Cause } from '../../spec/causes.ts';
import { createCoerce } from '../../spec/coerce.ts';
import { isObject, type Json, member, parsePointer, toPointer, valueAt } from '../../spec/json.ts';
import { repaired } from '../../spec/repaired.ts';
import type { RequestValues } from '../../spec/request-values.ts';
import { hintsOf } from '../../spec/schema.ts';
import type { Operation, Spec } from '../../spec/spec.ts';
import { createTimeFormat } from '../../spec/time-format.ts';
import type { Violation } from '../../spec/validators.ts';
import { bodyMediaOf, type Place, toPlaces } from './places.ts';

/** Why the document forbids a request. */
export interface Fault {
  /** What it may be called; the first one is the likeliest. */
  readonly causes: readonly Cause[];
  /** The name of the parameter or property; empty for the body as a whole. */
  readonly label: string;
}

/** Says what the document forbids about a request; undefined: nothing. */
export type Judge = (values: RequestValues) => Fault | undefined;

/**
 * Compiles what an operation's document allows: texts are read in their schema's type first, exactly, values
 * that are moved into their bounds are moved, and a text of a time must be one. So nothing is ever expected
 * to be refused that the document allows.
 */
export function createJudge(spec: Spec, operation: Operation): Judge {
  const places = toPlaces(spec, operation);
  const media = bodyMediaOf(operation);
  const parameters = operation.parameters
    .filter(({ in: place }) => place !== 'cookie')
    .map((parameter) => ({ parameter, judge: createParameterJudge(spec, parameter) }));
  const times = places
    .filter(({ filter }) => filter !== undefined)
    .map((place) => createTimeJudge(spec, operation, place));

  function judgeBody(body: Json | undefined): Fault | undefined {
    if (!operation.body) return undefined;
    if (body === undefined)
      return operation.body.required
        ? { causes: ['malformed-body', 'wrong-content-type'], label: '' }
        : undefined;
    if (!media || media.pointer === '') return undefined;
    const moved = isObject(body) ? { ...body } : body;
    if (isObject(moved))
      for (const { at, invalid, schema } of places)
        if (
          at.in === 'body' &&
          at.path.length === 1 &&
          invalid !== 'refuse' &&
          Object.hasOwn(moved, at.path[0] as string)
        )
          moved[at.path[0] as string] = repaired(moved[at.path[0] as string] as Json, invalid, schema);
    const violations = spec.validators.check(media.pointer, moved);
    return violations.length === 0 ? undefined : bodyFault(violations, body);
  }

  return (values) => {
    for (const { judge } of parameters) {
      const fault = judge(values);
      if (fault) return fault;
    }
    return judgeBody(values.body) ?? times.map((judge) => judge(values)).find((fault) => fault !== undefined);
  };
}

function bodyFault(violations: readonly Violation[], body: Json): Fault {
  if (!isObject(body)) return { causes: ['malformed-body', 'invalid-parameter'], label: '' };
  const own = violations.filter(({ keyword }) => !['if', 'anyOf', 'oneOf'].includes(keyword));
  const [violation] = [...own.filter(({ keyword }) => keyword === 'required'), ...own, ...violations];
  const { keyword = '', pointer = '', params = {} } = violation ?? {};
  if (keyword === 'required' && pointer === '')
    return { causes: ['missing-parameter'], label: String(params.missingProperty) };
  // A null where a value must be is what clients send for "not given", as what is missing further below: it
  // may be called either.
  const isEither = keyword === 'required' || valueAt(body, pointer) === null;
  return {
    causes: isEither ? ['missing-parameter', 'invalid-parameter'] : ['invalid-parameter'],
    label: parsePointer(pointer)[0] ?? '',
  };
}

type Parameter = Operation['parameters'][number];

function createParameterJudge(spec: Spec, parameter: Parameter): Judge {
  const read = createRead(spec, parameter);
  const { name, required, pointer, invalid, schema } = parameter;
  return (values) => {
    const value = read(values);
    if (value === undefined) return required ? { causes: ['missing-parameter'], label: name } : undefined;
    if (pointer === '') return undefined;
    const violations = spec.validators.check(pointer, repaired(value, invalid, schema));
    return violations.length > 0 ? { causes: ['invalid-parameter'], label: name } : undefined;
  };
}

/** Reads a parameter as it arrives: a text, in its schema's type where it is written so; undefined when absent. */
function createRead(spec: Spec, parameter: Parameter): (values: RequestValues) => Json | undefined {
  const { in: place, schema } = parameter;
  const name = place === 'header' ? parameter.name.toLowerCase() : parameter.name;
  const types = spec.schemas.types(schema);
  const isList = types.includes('array');
  const coerce = createCoerce(isList ? spec.schemas.resolve(schema.items) : schema, spec.schemas);
  return (values) => {
    const given = member(values[place as 'query'], name);
    if (given === undefined) return undefined;
    if (isList && Array.isArray(given)) return given.map((one) => coerce(textOf(one)));
    const text = place === 'header' ? textOf(given).trim() : textOf(given);
    const value = isList ? [coerce(text)] : coerce(text);
    // Forms leave a number out by an empty value.
    return value === '' && !types.includes('string') ? undefined : value;
  };
}

function createTimeJudge(spec: Spec, operation: Operation, place: Place): Judge {
  const { at, label, filter } = place;
  const rows = spec.collections.get(operation.list?.collection ?? '');
  const field = rows && spec.schemas.properties(rows).get(filter?.of.field ?? '');
  if (hintsOf(field).time === undefined) return () => undefined;
  const texts = hintsOf(place.schema).format ?? hintsOf(field).format ?? 'iso';
  const formats = [texts].flat().map((text) => createTimeFormat(String(text)));
  const coerce = createCoerce(place.schema, spec.schemas);
  return (values) => {
    const given =
      at.in === 'body' ? valueAt(values.body, toPointer(at.path)) : member(values[at.in], at.name);
    const value = at.in === 'body' || given === undefined ? given : coerce(textOf(given));
    if (value === undefined || value === null || value === '' || value === filter?.of.any) return undefined;
    if (Array.isArray(value) && value.length === 0) return undefined;
    return formats.some((format) => format.read(value) !== undefined)
      ? undefined
      : { causes: ['invalid-parameter'], label };
  };
}

function textOf(value: Json): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
