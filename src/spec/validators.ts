import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { createAjv } from './create-ajv.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { fromReference, toReference, valueAt } from './json-pointer.ts';
import { oneWayOf, type ValueWay } from './one-way.ts';
import { prepareDocument } from './prepare-document.ts';
import { referredLocation } from './schemas-in-use.ts';
import { createSurelyFits } from './surely-fits.ts';

/** One thing that a value does not fulfil of its schema. */
export interface Violation {
  /** JSON pointer into the value. */
  readonly pointer: string;
  readonly keyword: string;
  /** A short English phrase: "must be integer". */
  readonly message: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The name of a property that must not be called so; the pointer is the object that has it. */
  readonly propertyName: string | undefined;
  /** The schema that has the keyword: the very object of the document. */
  readonly schema: unknown;
}

/** Checks values against the schemas of one document; each schema is compiled once, when the first value comes to it. */
interface Validators {
  /** The violations of the schema at a JSON pointer of the document; empty when the value is fine. */
  check(pointer: string, value: unknown): Violation[];
  /** The same for a value that comes once, such as an example: what surely fits, or fails in one part, is told without compiling all. */
  checkOnce(pointer: string, value: Json): Violation[];
  /** Whether a value is fine by the schema at a JSON pointer of the document. */
  fits(pointer: string, value: unknown): boolean;
  /** Compiles a schema of our own that may refer to the document as `spec#/…`. */
  compile(schema: JsonObject): (value: unknown) => Violation[];
}

/** Nobody reads more, and a body of a mebibyte can have a million. */
const MOST_VIOLATIONS = 10_000;

/** Of requests in `request`, of answers otherwise: a property that goes one way is required there only. */
export function createValidators(document: Json): Validators & { readonly request: Validators } {
  const answers = createWay(document, 'answer');
  let request: Validators | undefined;
  return {
    ...answers,
    get request() {
      request ??= isObject(document) && oneWayOf(document) ? createWay(document, 'request') : answers;
      return request;
    },
  };
}

function createWay(document: Json, way: ValueWay): Validators {
  let ajv: Ajv2020 | undefined;
  const compiled = new Map<string, ValidateFunction>();
  const alone = new Map<string, ValidateFunction>();
  // The document is handed over at the first use: a mock that is asked for one vendor pays for one.
  const instance = () => {
    ajv ??= createAjv(document as JsonObject, find, way);
    return ajv;
  };
  const surely = () => {
    const exempt = oneWayOf(document as JsonObject);
    return createSurelyFits(document, instance().formats, exempt && ((schema) => exempt(schema, way)));
  };
  let surelyFits: ReturnType<typeof surely> | undefined;
  const run = (validate: ValidateFunction) => (value: unknown) =>
    validate(value) ? [] : (validate.errors ?? []).slice(0, MOST_VIOLATIONS).map(toViolation);

  const compiledAt = (pointer: string): ValidateFunction => {
    let validate = compiled.get(pointer);
    if (!validate) {
      const schema = valueAt(document, pointer);
      const further = soleReference(schema);
      const uri = `spec${toReference(pointer)}`;
      if (further !== undefined) validate = compiledAt(further);
      else validate = (isObject(schema) && instance().getSchema(uri)) || instance().compile({ $ref: uri });
      compiled.set(pointer, validate);
    }
    return validate;
  };

  /** What a reference means, where Ajv need not resolve it: below an `$id` it starts elsewhere. */
  function find(reference: string, base: string) {
    const [, address, fragment = ''] = /^(spec)?#(\/.*)$/s.exec(reference) ?? [];
    if (address === undefined && base !== 'spec') return undefined;
    const pointer = fromReference(fragment);
    const schema = valueAt(document, pointer);
    const isThere = fragment !== '' && (isObject(schema) || typeof schema === 'boolean');
    return isThere ? { schema, compile: () => compiledAt(pointer) } : undefined;
  }

  /** Many values break the same keyword. */
  const aloneOf = (schema: JsonObject): ValidateFunction => {
    const text = JSON.stringify(schema);
    const validate = alone.get(text) ?? instance().compile(schema);
    alone.set(text, validate);
    return validate;
  };

  const check = (pointer: string, value: unknown) => run(compiledAt(pointer))(value);

  return {
    check,
    checkOnce(pointer, value) {
      surelyFits ??= surely();
      const { fits, failed } = surelyFits(pointer, value);
      if (fits === true) return [];
      // Only what is wrong is compiled, where that is known.
      const found = failed
        ? failed.alone
          ? run(aloneOf(failed.alone))(failed.value)
          : check(failed.location, failed.value)
        : [];
      const told = found.map((one) => ({ ...one, pointer: `${failed?.pointer}${one.pointer}` }));
      return told.length > 0 ? told : check(pointer, value);
    },
    fits: (pointer, value) => compiledAt(pointer)(value) === true,
    compile(schema) {
      prepareDocument(schema);
      return run(instance().compile(schema));
    },
  };
}

/** Where a schema leads that is nothing but a reference. */
function soleReference(schema: Json | undefined): string | undefined {
  const isSole = isObject(schema) && Object.keys(schema).length === 1;
  return isSole ? referredLocation(schema) : undefined;
}

function toViolation(error: ErrorObject): Violation {
  return {
    pointer: error.instancePath,
    keyword: error.keyword,
    message: messageOf(error),
    params: error.params as Record<string, unknown>,
    propertyName: error.propertyName,
    schema: error.parentSchema,
  };
}

function messageOf(error: ErrorObject): string {
  const { keyword, params, message = 'is not allowed' } = error;
  if (keyword === 'enum')
    return `must be one of ${(params.allowedValues as Json[]).map((v) => JSON.stringify(v)).join(', ')}`;
  if (keyword === 'const') return `must be ${JSON.stringify(params.allowedValue)}`;
  if (keyword === 'additionalProperties') return `must not have the property ${params.additionalProperty}`;
  if (keyword === 'unevaluatedProperties') return `must not have the property ${params.unevaluatedProperty}`;
  return message;
}
