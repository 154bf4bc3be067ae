import type { ErrorObject } from 'ajv';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { toPointer, valueAt } from '../json-pointer.ts';
import { hinders } from './hinders.ts';

/** One thing in a document that OpenAPI's own schema does not allow. */
export interface OfficialProblem {
  readonly message: string;
  /** What it is said of. */
  readonly pointer: string;
  /** Where it is seen: an unknown key has a line of its own. */
  readonly seen: string;
  /** Whether the document cannot be read with it. */
  readonly hinders: boolean;
}

/** They only say that something below, or one of their alternatives, does not fit. */
const REPEATING = ['if', 'anyOf', 'allOf', '$ref'];

/** The errors of the official schema as what a reader has to mend, each thing once. */
export function toOfficialProblems(document: Json, errors: readonly ErrorObject[]): OfficialProblem[] {
  const told = errors.filter((error) => isTelling(error, errors));
  return told.map((error) => {
    const key = unknownKey(error);
    return {
      message: `this is not valid OpenAPI: ${wordsOf(error)}`,
      pointer: error.instancePath,
      seen: error.instancePath + (key === undefined ? '' : toPointer([key])),
      hinders: hinders(error, document),
    };
  });
}

function isTelling(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (REPEATING.includes(error.keyword)) return false;
  if (/\/(oneOf|anyOf)\/\d+\//.test(error.schemaPath) && alternativesOf(error, all)) return false;
  const key = error.params.unevaluatedProperty;
  if (key === undefined) return true;
  // What is wrong with a property, or tells what the object is, leaves properties that nobody has looked at.
  const own = error.instancePath + toPointer([String(key)]);
  return !all.some(
    (other) =>
      other.instancePath === own ||
      other.instancePath.startsWith(`${own}/`) ||
      (other.keyword === 'enum' && other.instancePath === `${error.instancePath}/in`) ||
      (other.keyword === 'enum' && other.instancePath === `${error.instancePath}/type`),
  );
}

/** The `oneOf` that an error is part of. */
function alternativesOf(error: ErrorObject, all: readonly ErrorObject[]): ErrorObject | undefined {
  return all.find(
    ({ keyword, instancePath, schemaPath }) =>
      (keyword === 'oneOf' || keyword === 'anyOf') &&
      instancePath === error.instancePath &&
      error.schemaPath.startsWith(`${schemaPath}/`),
  );
}

function unknownKey({ params }: ErrorObject): string | undefined {
  const key = params.unevaluatedProperty ?? params.additionalProperty ?? params.propertyName;
  return key === undefined ? undefined : String(key);
}

function wordsOf(error: ErrorObject): string {
  const { keyword, params, schema, message = 'is not allowed' } = error;
  const key = unknownKey(error);
  if (keyword === 'propertyNames' || (key !== undefined && keyword === 'pattern'))
    return `the name ${JSON.stringify(key)} has characters that no name may have here`;
  if (key !== undefined) return `the key ${JSON.stringify(key)} is not known here`;
  if (keyword === 'enum') return `must be one of ${listed(params.allowedValues)}, not ${shown(error.data)}`;
  if (keyword === 'const') return `must be ${JSON.stringify(params.allowedValue)}`;
  if (keyword === 'pattern') return `must not be ${shown(error.data)}: it must match ${params.pattern}`;
  if (keyword === 'oneOf') {
    const names = namesOf(error);
    if (names.length > 1)
      return params.passingSchemas === null
        ? `must have one of ${names.join(', ')}`
        : `must not have ${names.join(' and ')} together`;
  }
  const excluded = keyword === 'not' && isObject(schema) ? schema.required : undefined;
  if (Array.isArray(excluded)) return `must not have ${excluded.join(' and ')} together`;
  if (keyword === 'type') return `${message}, not ${shown(error.data)}`;
  return message;
}

/** The properties of which alternatives need one each. */
function namesOf({ schema }: ErrorObject): string[] {
  const alternatives = (Array.isArray(schema) ? schema : []) as JsonObject[];
  return alternatives.flatMap((one) => {
    const names = valueAt(one, '/required');
    return Array.isArray(names) ? names.map(String) : [];
  });
}

function listed(values: Json[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)} …` : text;
}
