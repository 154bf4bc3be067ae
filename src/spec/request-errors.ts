import { createBodyErrors } from './body-errors.ts';
import type { Cause } from './causes.ts';
import type { ExactText } from './exact-number.ts';
import type { Field } from './field.ts';
import { createAddConditions } from './filter-conditions.ts';
import { isObject, type Json, type JsonObject, setMember } from './json.ts';
import { movedValue } from './moved-value.ts';
import { createParameterErrors, type ParameterValues } from './parameter-errors.ts';
import { createReadField, type ReadField } from './read-field.ts';
import { createReceiveBody, type ReceiveBody, type SentBody } from './received-body.ts';
import { sentMediaOf } from './request-format.ts';
import { type RequestValues, toRequestTexts, valueIn, writtenBody } from './request-values.ts';
import { jsonMediaOf } from './sent-fields.ts';
import type { ParameterPlace } from './serialisation.ts';
import type { Operation, Spec } from './spec.ts';
import type { RequestTexts } from './text-pairs.ts';

/** Why a request is not valid. */
export interface RequestError {
  /** The cause; where a server may give another one instead, the likeliest first. */
  readonly causes: readonly [Cause, ...Cause[]];
  /** The name of the parameter or body property that it is about, as an answer calls it. */
  readonly field: string;
  /** The key of the field that has to change, at whatever depth of the body. */
  readonly key: string;
  /** The rule that was broken, for people. */
  readonly reason: string;
  /** The keyword of JSON Schema that has the rule. */
  readonly keyword?: string;
}

/** What an operation says of its requests, compiled. */
export interface RequestRules {
  /** Reads each parameter from the texts at its place; values that the document lets a server move are moved. */
  readonly parameters: readonly {
    readonly field: Field;
    readonly read: ReadField;
  }[];
  readonly parameterError: ReturnType<typeof createParameterErrors>;
  readonly bodyError: ReturnType<typeof createBodyErrors>;
  /** Reads a body that came, and holds it against its schema. */
  readonly receiveBody: ReceiveBody;
}

const compiled = new WeakMap<Operation, RequestRules>();

/** The rules of an operation, compiled once in a process: tests make mocks by the hundred, and a check uses them for every request. */
export function rulesOf(spec: Spec, operation: Operation): RequestRules {
  const known = compiled.get(operation) ?? createRules(spec, operation);
  compiled.set(operation, known);
  return known;
}

function createRules(spec: Spec, operation: Operation): RequestRules {
  const fields = operation.fields.filter((field) => field.in !== 'body');
  const bodyError = createBodyErrors(spec, operation);
  return {
    parameters: fields.map((field) => {
      const read = createReadField(field, spec);
      const { invalid, schema } = field;
      if (invalid === 'refuse') return { field, read };
      return {
        field,
        read(pairs) {
          const value = read(pairs);
          return value === undefined ? undefined : movedValue(value, invalid, schema);
        },
      };
    }),
    parameterError: createParameterErrors(spec, fields),
    bodyError,
    receiveBody: createReceiveBody(spec, operation, bodyError),
  };
}

/** What the document forbids about a request's values; undefined: nothing. */
export function requestError(
  spec: Spec,
  operation: Operation,
  values: RequestValues,
): RequestError | undefined {
  const rules = rulesOf(spec, operation);
  const given = readParameters(rules, toRequestTexts(operation, values, spec.exact));
  const body = isObject(values.body) ? { ...values.body } : values.body;
  return (
    rules.parameterError(given) ??
    errorOfBody(rules, operation, body, spec.exact) ??
    errorOfFilters(spec, operation, { ...given, body })
  );
}

/** What the document forbids about a request as it came. */
export function receivedError(
  spec: Spec,
  operation: Operation,
  texts: RequestTexts,
  sent: SentBody & { readonly type: string | undefined },
): RequestError | undefined {
  const rules = rulesOf(spec, operation);
  const given = readParameters(rules, texts);
  const error = rules.parameterError(given);
  if (error) return error;
  const found = rules.receiveBody(sent.type, sent);
  if ('error' in found) return found.error;
  return errorOfFilters(spec, operation, { ...given, body: found.value });
}

/** The parameters of a request by place and name, each in its type. */
export function readParameters({ parameters }: RequestRules, texts: RequestTexts): ParameterValues {
  const given: Record<ParameterPlace, JsonObject> = { path: {}, query: {}, header: {}, cookie: {} };
  for (const { field, read } of parameters) {
    const place = field.in as ParameterPlace;
    const value = read(texts[place]);
    if (value !== undefined) setMember(given[place], field.name, value);
  }
  return given;
}

function errorOfBody(
  { bodyError, receiveBody }: RequestRules,
  operation: Operation,
  body: Json | undefined,
  exact: ExactText,
): RequestError | undefined {
  const media = jsonMediaOf(operation);
  if (body !== undefined && media) return bodyError(media, body);
  const sent = writtenBody(operation, body, exact);
  if (sent) {
    const found = receiveBody(sent.type, sent);
    return 'error' in found ? found.error : undefined;
  }
  if (!operation.body?.required) return undefined;
  return {
    causes: ['malformed-body', 'wrong-content-type'],
    field: 'body',
    key: 'body',
    reason: 'is missing',
  };
}

const filters = new WeakMap<Operation, readonly ReturnType<typeof createAddConditions>[]>();

function errorOfFilters(spec: Spec, operation: Operation, values: RequestValues): RequestError | undefined {
  const { list } = operation;
  if (!list) return undefined;
  const adds =
    filters.get(operation) ??
    list.filters.map((filter) => createAddConditions(spec, operation, list, filter));
  filters.set(operation, adds);
  for (const add of adds) {
    const error = add(values, []);
    if (error) return error;
  }
  return undefined;
}

/** Whether the schema allows a field's value as it is, before it becomes a text. */
export function fitsSchema(spec: Spec, operation: Operation, values: RequestValues, field: Field): boolean {
  if (field.in === 'body') {
    const media = sentMediaOf(operation);
    return !media || media.pointer === '' || spec.validators.request.fits(media.pointer, values.body);
  }
  const value = valueIn(values, field);
  // Null cannot be written into a URL or a header.
  if (value === undefined || value === null) return false;
  return field.pointer === '' || spec.validators.check(field.pointer, value).length === 0;
}
