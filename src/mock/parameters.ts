import { createCoerce } from '../spec/coerce.ts';
import { type Json, type JsonObject, member } from '../spec/json.ts';
import { parsePointer, toReference } from '../spec/json-pointer.ts';
import { repaired } from '../spec/repaired.ts';
import type { Operation, Parameter, Spec } from '../spec/spec.ts';
import type { Violation } from '../spec/validators.ts';
import { type Incoming, toSearchParams } from './incoming.ts';
import type { Refusal } from './refusal.ts';

/** The declared parameters of a request, by place and name; of headers the names are lower case. */
export interface Parameters {
  readonly query: Readonly<Record<string, Json>>;
  readonly path: Readonly<Record<string, Json>>;
  readonly header: Readonly<Record<string, Json>>;
}

/** Reads the declared parameters of a request into { query, path, header }, coerced and repaired. */
export function createParameterReader(spec: Spec, operation: Operation): (incoming: Incoming) => Parameters {
  const readers = operation.parameters
    .filter(({ in: place }) => place !== 'cookie')
    .map((parameter) => {
      const coerce = createCoerce(itemsOf(spec, parameter), spec.schemas);
      const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
      return { parameter, name, raw: createRaw(spec, parameter), coerce };
    });
  const hasQuery = readers.some(({ parameter }) => parameter.in === 'query');
  return (incoming) => {
    const query = hasQuery && incoming.query !== '' ? toSearchParams(incoming.query) : NO_QUERY;
    const given: { query: JsonObject; path: JsonObject; header: JsonObject } = {
      query: {},
      path: {},
      header: {},
    };
    for (const { parameter, name, raw, coerce } of readers) {
      const text = raw(incoming, query);
      if (text === undefined) continue;
      const value = Array.isArray(text) ? text.map(coerce) : coerce(text);
      // An empty value of anything but a text counts as absent: that is how forms leave a number out.
      if (value === '' && !spec.schemas.types(parameter.schema).includes('string')) continue;
      given[parameter.in as 'query'][name] = repaired(value, parameter.invalid, parameter.schema);
    }
    return given;
  };
}

const NO_QUERY = new URLSearchParams();

type Raw = (incoming: Incoming, query: URLSearchParams) => string | string[] | undefined;

function createRaw(spec: Spec, parameter: Parameter): Raw {
  const { name, in: place, explode, style } = parameter;
  if (place === 'path') return (incoming) => incoming.pathParameters[name];
  if (place === 'header') {
    const lower = name.toLowerCase();
    return (incoming) => incoming.header(lower);
  }
  if (!spec.schemas.types(parameter.schema).includes('array'))
    return (_, query) => query.get(name) ?? undefined;
  if (explode) return (_, query) => (query.has(name) ? query.getAll(name) : undefined);
  const separator = { spaceDelimited: ' ', pipeDelimited: '|' }[style] ?? ',';
  return (_, query) => query.get(name)?.split(separator);
}

function itemsOf(spec: Spec, parameter: Parameter): JsonObject {
  const isArray = spec.schemas.types(parameter.schema).includes('array');
  return isArray ? spec.schemas.resolve(parameter.schema.items) : parameter.schema;
}

/** Checks parameters against their schemas; compiled at the first request. */
export function createParameterCheck(
  spec: Spec,
  operation: Operation,
): (given: Parameters) => Refusal | undefined {
  const parameters = operation.parameters.filter(({ in: place }) => place !== 'cookie');
  if (parameters.length === 0) return () => undefined;
  let check: ((value: unknown) => Violation[]) | undefined;
  return (given) => {
    check ??= spec.validators.compile(parametersSchema(parameters));
    const violations = check(given);
    return violations.length === 0 ? undefined : firstRefusal(violations, given, parameters);
  };
}

/** One schema for all parameters, so that one run of Ajv names every fault. */
function parametersSchema(parameters: readonly Parameter[]): JsonObject {
  const groups = Object.fromEntries(
    ['query', 'path', 'header'].map((place) => {
      const here = parameters.filter((parameter) => parameter.in === place);
      const nameOf = ({ name }: Parameter) => (place === 'header' ? name.toLowerCase() : name);
      const properties = here
        .filter(({ pointer }) => pointer !== '')
        .map((parameter) => [nameOf(parameter), { $ref: `spec${toReference(parameter.pointer)}` }] as const);
      const required = here.filter((parameter) => parameter.required).map(nameOf);
      return [place, { type: 'object', required, properties: Object.fromEntries(properties) }];
    }),
  );
  return { type: 'object', properties: groups };
}

/** A missing parameter first, then the others, both in the order of the document. */
function firstRefusal(
  violations: readonly Violation[],
  given: Parameters,
  parameters: readonly Parameter[],
): Refusal {
  const faults = violations.map((violation) => {
    const [place = '', name] = parsePointer(violation.pointer);
    const missing = violation.keyword === 'required' && name === undefined;
    const label = missing ? String(violation.params.missingProperty) : (name ?? '');
    const rank = parameters.findIndex(
      (one) => one.in === place && one.name.toLowerCase() === label.toLowerCase(),
    );
    const parameter = parameters[rank]?.name ?? label;
    const value = member(given[place as 'query'], label);
    return {
      missing,
      parameter,
      rank,
      reason: missing ? 'is missing' : `${violation.message}, not ${JSON.stringify(value)}`,
    };
  });
  faults.sort((a, b) => Number(b.missing) - Number(a.missing) || a.rank - b.rank);
  const [worst] = faults;
  return {
    cause: worst?.missing ? 'missing-parameter' : 'invalid-parameter',
    parameter: worst?.parameter ?? '',
    reason: worst?.reason ?? '',
  };
}
