import type { Cause } from '../spec/causes.ts';
import { createCoerce } from '../spec/coerce.ts';
import { isObject, type Json, type JsonObject, member, toPointer } from '../spec/json.ts';
import { hintsOf } from '../spec/schema.ts';
import type { Operation, Parameter, Spec } from '../spec/spec.ts';
import type { Violation } from '../spec/validators.ts';
import type { Incoming } from './incoming.ts';
import { mediaTypeOf, toBodyMedia } from './media-type.ts';

/** What an operation was asked, by place: `query/page`, `body/page_size`. Only what the request itself said. */
export type Values = ReadonlyMap<string, Json>;

/** Why a request is refused: its cause, the parameter it is about and the rule it broke, for people. */
export interface Refusal {
  readonly cause: Cause;
  readonly parameter: string;
  readonly reason: string;
}

export type Checked = { readonly values: Values } | { readonly refusal: Refusal };

/** Compiles an operation's parameters and body into one check of a request. */
export function createValidate(spec: Spec, operation: Operation): (incoming: Incoming) => Checked {
  const read = createReader(spec, operation);
  let check: ((value: unknown) => Violation[]) | undefined;
  const parameters = operation.parameters.filter(({ in: place }) => place !== 'cookie');
  const checkParameters = (given: JsonObject) => {
    check ??= spec.validators.compile(parametersSchema(parameters));
    return check(given);
  };
  const body = createBodyCheck(spec, operation);

  return (incoming) => {
    const given = read(incoming);
    const values = new Map<string, Json>();
    if (parameters.length > 0) {
      const violations = checkParameters(given);
      if (violations.length > 0) return { refusal: firstRefusal(violations, given, parameters) };
      for (const [place, group] of Object.entries(given)) {
        for (const [name, value] of Object.entries(group as JsonObject))
          values.set(`${place}/${name}`, value);
      }
    }
    const refusal = body(incoming, values);
    return refusal ? { refusal } : { values };
  };
}

/** Reads the declared parameters of a request into { query, path, header }, coerced and repaired. */
function createReader(spec: Spec, operation: Operation): (incoming: Incoming) => JsonObject {
  const readers = operation.parameters
    .filter(({ in: place }) => place !== 'cookie')
    .map((parameter) => {
      const coerce = createCoerce(itemsOf(spec, parameter), spec.schemas);
      const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
      return { parameter, name, raw: createRaw(spec, parameter), coerce };
    });
  const hasQuery = readers.some(({ parameter }) => parameter.in === 'query');
  return (incoming) => {
    const query = hasQuery && incoming.query !== '' ? new URLSearchParams(incoming.query) : NO_QUERY;
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

/** What `x-confab.invalid` says of a value of the right type that is out of bounds or not in the enumeration. */
function repaired(value: Json, invalid: Parameter['invalid'], schema: JsonObject): Json {
  if (invalid === 'refuse') return value;
  const { minimum, maximum } = schema;
  const low = typeof minimum === 'number' && typeof value === 'number' && value < minimum;
  const high = typeof maximum === 'number' && typeof value === 'number' && value > maximum;
  const unknown =
    Array.isArray(schema.enum) && typeof value === typeof schema.enum[0] && !schema.enum.includes(value);
  if (!low && !high && !unknown) return value;
  if (invalid === 'clamp' && !unknown) return (low ? minimum : maximum) as number;
  return schema.default ?? value;
}

/** One schema for all parameters, so that one run of Ajv names every fault. */
function parametersSchema(parameters: readonly Parameter[]): JsonObject {
  const groups = Object.fromEntries(
    ['query', 'path', 'header'].map((place) => {
      const here = parameters.filter((parameter) => parameter.in === place);
      const nameOf = ({ name }: Parameter) => (place === 'header' ? name.toLowerCase() : name);
      const properties = here
        .filter(({ pointer }) => pointer !== '')
        .map((parameter) => [nameOf(parameter), { $ref: `spec#${encodeURI(parameter.pointer)}` }] as const);
      const required = here.filter((parameter) => parameter.required).map(nameOf);
      return [place, { type: 'object', required, properties: Object.fromEntries(properties) }];
    }),
  );
  return { type: 'object', properties: groups };
}

/** A missing parameter first, then the others, both in the order of the document. */
function firstRefusal(
  violations: readonly Violation[],
  given: JsonObject,
  parameters: readonly Parameter[],
): Refusal {
  const faults = violations.map((violation) => {
    const missing = violation.keyword === 'required' && violation.pointer.split('/').length === 2;
    const [, place = '', name = ''] = violation.pointer.split('/');
    const label = missing
      ? String(violation.params.missingProperty)
      : name.replaceAll('~1', '/').replaceAll('~0', '~');
    const rank = parameters.findIndex(
      (one) => one.in === place && one.name.toLowerCase() === label.toLowerCase(),
    );
    const parameter = parameters[rank]?.name ?? label;
    const value = member(given[place], label);
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

type BodyCheck = (incoming: Incoming, values: Map<string, Json>) => Refusal | undefined;

function createBodyCheck(spec: Spec, operation: Operation): BodyCheck {
  const { body } = operation;
  if (!body) return () => undefined;
  const repairs = [...body.content.values()]
    .flatMap((media) =>
      [...spec.schemas.properties(media.schema)].map(([name, schema]) => ({
        name,
        schema,
        invalid: (hintsOf(schema).invalid ?? 'refuse') as Parameter['invalid'],
      })),
    )
    .filter(({ invalid }) => invalid !== 'refuse');

  return (incoming, values) => {
    const type = incoming.header('content-type');
    if (incoming.body === '' && !body.required) return undefined;
    const media = toBodyMedia(body, type);
    if (!media) {
      const wanted = [...body.content.keys()].join(', ');
      return {
        cause: 'wrong-content-type',
        parameter: 'Content-Type',
        reason: `must be ${wanted}, not ${type ?? 'absent'}`,
      };
    }
    if (!/[/+]json$/.test(mediaTypeOf(media.type))) return undefined;
    let value: Json;
    try {
      value = JSON.parse(incoming.body) as Json;
    } catch (error) {
      return {
        cause: 'malformed-body',
        parameter: 'body',
        reason: `is not JSON: ${(error as Error).message}`,
      };
    }
    if (isObject(value)) {
      for (const { name, schema, invalid } of repairs) {
        const found = member(value, name);
        if (found !== undefined) value[name] = repaired(found, invalid, schema);
      }
    }
    const violations = media.pointer === '' ? [] : spec.validators.check(media.pointer, value);
    if (violations.length > 0)
      return bodyRefusal(violations, value, [...spec.schemas.properties(media.schema).keys()]);
    collect(value, [], values);
    return undefined;
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
        : (violation.pointer.split('/')[1] ?? '');
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

function collect(value: Json, path: readonly string[], values: Map<string, Json>): void {
  if (path.length > 0) values.set(`body${toPointer(path)}`, value);
  if (!isObject(value)) return;
  for (const [key, child] of Object.entries(value)) collect(child, [...path, key], values);
}
