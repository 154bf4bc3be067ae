import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvDraft04 from 'ajv-draft-04';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { valueAt } from '../json-pointer.ts';
import { withoutOneOf } from './without-one-of.ts';

export const OPENAPI_VERSIONS = ['2.0', '3.0', '3.1', '3.2'] as const;
export type OpenApiVersion = (typeof OPENAPI_VERSIONS)[number];

/** Called for each reference that is met, with the kind of what it must lead to: the name of a definition. */
export type OnReference = (reference: string, kind: string) => void;

const SETTINGS = {
  allErrors: true,
  strict: false,
  validateFormats: false,
  validateSchema: false,
  logger: false,
  verbose: true,
} as const;

const compiled = new Map<OpenApiVersion, ValidateFunction>();
let onReference: OnReference = () => {};

/** What a document breaks of the JSON Schema that the OpenAPI Initiative publishes for its version. */
export function officialErrors(
  document: Json,
  version: OpenApiVersion,
  meet: OnReference = () => {},
): readonly ErrorObject[] {
  const validate = compiled.get(version) ?? compile(version);
  compiled.set(version, validate);
  onReference = meet;
  return validate(document) ? [] : [...(validate.errors ?? [])];
}

function compile(version: OpenApiVersion): ValidateFunction {
  const require = createRequire(import.meta.url);
  const file = `@seriousme/openapi-schema-validator/schemas/v${version}/schema.json`;
  const schema = structuredClone(require(file) as JsonObject);
  return version === '2.0' || version === '3.0' ? compileOlder(schema) : compileNewer(schema);
}

/** Those of 2.0 and 3.0 are written in draft 4. */
function compileOlder(schema: JsonObject): ValidateFunction {
  const ajv = new ajvDraft04.default(SETTINGS);
  return ajv.compile(withoutOneOf(schema));
}

function compileNewer(schema: JsonObject): ValidateFunction {
  // Schemas are looked at by whoever needs them, in whichever dialect.
  for (const definition of Object.values(schema.$defs as JsonObject)) {
    if (!isObject(definition)) continue;
    delete definition.$dynamicAnchor;
    const kind = valueAt(definition, '/else/$ref');
    // What may stand beside a `$ref` is ignored by OpenAPI, and documents have all sorts of things there.
    // biome-ignore lint/suspicious/noThenProperty: it is a word of JSON Schema.
    if (typeof kind === 'string' && isObject(definition.then)) definition.then = { refersTo: kind };
  }
  const ajv = new Ajv2020(SETTINGS);
  ajv.addKeyword({
    keyword: 'refersTo',
    schemaType: 'string',
    validate: (kind: string, data: unknown) => {
      if (isObject(data) && typeof data.$ref === 'string')
        onReference(data.$ref, kind.replace('#/$defs/', ''));
      return true;
    },
  });
  return ajv.compile(schema);
}
