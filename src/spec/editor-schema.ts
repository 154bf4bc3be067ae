import type { JsonObject } from './json.ts';
import { NEAR_MISS } from './near-miss.ts';
import {
  childrenOf,
  DEFINITIONS,
  OBJECT_NAMES,
  type OpenApiChild,
  type OpenApiObject,
} from './openapi-objects.ts';

/** The official JSON Schema of OpenAPI 3.1, which editors fetch. */
const OPENAPI_SCHEMA = 'https://spec.openapis.org/oas/3.1/schema/2022-10-07';

/**
 * The JSON Schema of a whole document: OpenAPI 3.1 as it is, and `x-confab` wherever it may stand, by the closed
 * vocabulary.
 */
export function editorSchema(): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://confabulate.dev/openapi-confab.schema.json',
    title: 'An OpenAPI 3.1 document with x-confab',
    description: 'For editors: `# yaml-language-server: $schema=…` in the first line of a document.',
    allOf: [{ $ref: OPENAPI_SCHEMA }, { $ref: '#/$defs/document' }],
    $defs: Object.fromEntries(OBJECT_NAMES.map((object) => [object, definitionOf(object)])),
  };
}

function definitionOf(object: OpenApiObject): JsonObject {
  const { '*': others, ...children } = childrenOf(object);
  const hints = (DEFINITIONS as Partial<Record<OpenApiObject, string>>)[object];
  const properties: JsonObject = Object.fromEntries(
    Object.entries(children).map(([key, child]) => [key, schemaOf(child)]),
  );
  properties['x-confab'] = hints === undefined ? false : { $ref: `x-confab.schema.json#/$defs/${hints}` };
  return {
    properties,
    patternProperties: { [NEAR_MISS]: false },
    ...(others !== undefined && { additionalProperties: schemaOf(others) }),
  };
}

function schemaOf(child: OpenApiChild): JsonObject {
  if (typeof child === 'string') return { $ref: `#/$defs/${child}` };
  if ('*' in child) return { additionalProperties: { $ref: `#/$defs/${child['*']}` } };
  return { items: { $ref: `#/$defs/${child[0]}` } };
}
